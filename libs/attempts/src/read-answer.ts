import { isAnswerFor, TEXT_ANSWER_LIMIT, type Answer, type ScorableItem } from '#assessment';
import { idOf, tokenOf, type Arrangement } from './arrange-item.js';

/**
 * An answer as a form or an API client sends it, with places instead of ids:
 * `option` · `options` · `place_<n>` (form) or `order` (API) · `match_<n>` (form) or `pairs` (API) · `text`.
 */
export type RawAnswer = Readonly<Record<string, unknown>>;

/** The answer in the item's own ids, or null when it is not whole: the person is asked again. */
export function readAnswer(item: ScorableItem, arrangement: Arrangement, raw: RawAnswer): Answer | null {
  const answer = translate(item, arrangement, raw);
  return answer !== null && isAnswerFor(item, answer) ? answer : null;
}

function translate(item: ScorableItem, arrangement: Arrangement, raw: RawAnswer): Answer | null {
  switch (item.type) {
    case 'single': {
      const option = idOf(arrangement.options, raw['option']);
      return option === undefined ? null : { type: 'single', option };
    }
    case 'multiple': {
      const options = translated(listOf(raw['options']), arrangement.options);
      return options && { type: 'multiple', options: [...new Set(options)] };
    }
    case 'order': {
      const order = translated(
        raw['order'] === undefined ? byPlace(arrangement, raw) : listOf(raw['order']),
        arrangement.steps,
      );
      return order && { type: 'order', order };
    }
    case 'match':
      return { type: 'match', pairs: pairsOf(arrangement, raw) };
    case 'text': {
      const text = raw['text'];
      return typeof text === 'string' ? { type: 'text', text: text.slice(0, TEXT_ANSWER_LIMIT) } : null;
    }
  }
}

function translated(tokens: readonly unknown[], order: readonly string[] | undefined): string[] | null {
  const ids = tokens.map((token) => idOf(order, token));
  return ids.every((id) => id !== undefined) ? ids : null;
}

/** Tokens of the steps sorted by the place chosen for each; a place used twice makes the answer not whole. */
function byPlace(arrangement: Arrangement, raw: RawAnswer): string[] {
  const chosen = (arrangement.steps ?? []).map((_, i) => ({
    token: tokenOf(i),
    place: Number(raw[`place_${tokenOf(i)}`] ?? Number.NaN),
  }));
  const places = new Set(chosen.map(({ place }) => place));
  const isWhole = places.size === chosen.length && chosen.every(({ place }) => Number.isInteger(place));
  return isWhole ? chosen.sort((a, b) => a.place - b.place).map(({ token }) => token) : [];
}

function pairsOf(arrangement: Arrangement, raw: RawAnswer): Record<string, string> {
  const given = raw['pairs'] as Readonly<Record<string, unknown>> | undefined;
  const pairs: Record<string, string> = {};
  arrangement.left?.forEach((left, i) => {
    const token = tokenOf(i);
    const right = idOf(arrangement.right, given === undefined ? raw[`match_${token}`] : given?.[token]);
    if (right !== undefined) pairs[left] = right;
  });
  return pairs;
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null || value === '' ? [] : [value];
