import type { Language } from '#content';
import type { Question, Words } from './draft.js';
import { hasWords } from './foreign-text.js';
import { NotImported, type ItemNotes } from './ledger.js';
import { literalPattern, wildcardPattern } from './patterns.js';

export interface ForeignAnswer {
  readonly text: string;
  readonly why: Words;
  /** Per cent of the mark. */
  readonly weight: number;
}

/**
 * Answers that somebody types, as one of our text items: full marks are accepted, others get their explanation.
 *
 * @param stars whether a star in an answer stands for any run of signs, as in Moodle
 * @throws NotImported when no answer gets full marks
 */
export function typedOf(
  answers: readonly ForeignAnswer[],
  { language, stars }: { language: Language; stars: boolean },
  notes: ItemNotes,
): Question {
  const pattern = stars ? wildcardPattern : literalPattern;
  const written = answers.filter(({ text }) => text.trim() !== '');
  const right = written.filter(({ weight }) => weight > 99.5);
  if (right.length === 0) throw new NotImported('no-right-answer', 'no answer gets full marks');
  const whys = right.map(({ why }) => why).filter(hasWords);
  if (new Set(whys.map((why) => JSON.stringify(why))).size > 1)
    notes.lose('feedback', 'right answers have different feedback there; the first came along');
  const near = written.filter(({ weight }) => weight <= 99.5);
  for (const { text, weight } of near)
    if (weight > 0)
      notes.lose('weight', `"${text}" gives ${weight} % there; here it is wrong, with its feedback`);
  const rest = near.filter(({ text }) => stars && text.trim() === '*');
  if (rest.length > 0) notes.lose('feedback', 'feedback for every other answer');
  const example = right.map(({ text }) => text.trim()).find((text) => !stars || !text.includes('*'));
  if (example === undefined) notes.lose('example', 'every right answer has a star: write an example');
  return {
    type: 'text',
    accept: right.map(({ text }) => ({ lang: language, pattern: pattern(text.trim()) })),
    near: near
      .filter((answer) => !rest.includes(answer) && hasWords(answer.why))
      .map(({ text, why }) => ({ pattern: pattern(text.trim()), why })),
    why: whys[0] ?? {},
    example: example === undefined ? {} : { [language]: example },
  };
}

/** Left and right texts as one of our match items; equal right texts become one part. Left parts without a text are spare answers. */
export function matchOf(rows: readonly { readonly left: Words; readonly right: Words }[]): Question {
  const known = new Map<string, { id: string; text: Words }>();
  const rightOf = (text: Words): string => {
    const key = JSON.stringify(text);
    const part = known.get(key) ?? { id: `r${known.size + 1}`, text };
    known.set(key, part);
    return part.id;
  };
  const placed = rows
    .filter(({ right }) => hasWords(right))
    .map(({ left, right }) => ({ left, right: rightOf(right) }));
  const asked = placed.filter(({ left }) => hasWords(left));
  if (asked.length < 2) throw new NotImported('too-few-pairs', `there are ${asked.length} pairs with a text`);
  return {
    type: 'match',
    left: asked.map(({ left }, index) => ({ id: `l${index + 1}`, text: left })),
    right: [...known.values()],
    pairs: asked.map(({ right }, index) => [`l${index + 1}`, right] as const),
    why: {},
  };
}

/** Steps in their right order, each after the one before. */
export const inARow = (ids: readonly string[]): (readonly [string, string])[] =>
  ids.slice(1).map((id, index) => [ids[index] ?? '', id] as const);
