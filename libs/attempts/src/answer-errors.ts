import type { ItemType } from '#assessment';
import type { RawAnswer } from './read-answer.js';

const KEYS: Readonly<Record<ItemType, string>> = {
  single: 'attempts.answer_missing',
  multiple: 'attempts.answer_missing',
  order: 'attempts.order_missing',
  match: 'attempts.match_missing',
  text: 'attempts.text_missing',
  scenario: 'attempts.steps_missing',
  hotspot: 'attempts.area_missing',
};

/** What to say when an answer is not whole: a word key. */
export const missingKey = (type: ItemType = 'single'): string => KEYS[type];

/** An answer that was not whole: its question is asked again with what was given and what is missing in it. */
export interface Given {
  readonly raw: RawAnswer;
  /** A word key. */
  readonly error: string;
}

export const givenOf = (raw: RawAnswer, type: ItemType | undefined): Given => ({
  raw,
  error: missingKey(type),
});
