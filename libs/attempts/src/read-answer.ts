import { isAnswerFor, TEXT_ANSWER_LIMIT, type Answer, type ScorableItem } from '#assessment';
import { idOf, tokenOf, type Arrangement } from './arrange-item.js';

/**
 * An answer as a form or an API client sends it, with places instead of ids:
 * `option` · `options` · `place_<n>` (form) or `order` (API) · `match_<n>` (form) or `pairs` (API) · `text` · `step_<n>`
 * (form) or `steps` (API) · `area`.
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
    case 'match': {
      const right = (): Arrangement['right'] => arrangement.right;
      return { type: 'match', pairs: pairsOf(arrangement.left, right, raw, ['pairs', 'match']) };
    }
    case 'scenario': {
      const optionsOf = (step: string): readonly string[] | undefined => arrangement.within?.[step];
      return { type: 'scenario', steps: pairsOf(arrangement.steps, optionsOf, raw, ['steps', 'step']) };
    }
    case 'hotspot': {
      const area = idOf(arrangement.areas, raw['area']);
      return area === undefined ? null : { type: 'hotspot', area };
    }
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

/**
 * What was chosen for each part, by the part's id: from an object of the API or from one field of the form for each part.
 * Parts without a known choice are left out.
 *
 * @param names of the object and of the fields, which end in the part's place
 */
function pairsOf(
  parts: readonly string[] | undefined,
  choicesOf: (part: string) => readonly string[] | undefined,
  raw: RawAnswer,
  [object, field]: readonly [string, string],
): Record<string, string> {
  const given = raw[object] as Readonly<Record<string, unknown>> | undefined;
  const chosen = (parts ?? []).flatMap((part, i) => {
    const token = tokenOf(i);
    const id = idOf(choicesOf(part), given === undefined ? raw[`${field}_${token}`] : given?.[token]);
    return id === undefined ? [] : [[part, id]];
  });
  return Object.fromEntries(chosen) as Record<string, string>;
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null || value === '' ? [] : [value];
