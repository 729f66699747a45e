import type { ItemType } from '#assessment';

const KEYS: Readonly<Record<ItemType, string>> = {
  single: 'attempts.answer_missing',
  multiple: 'attempts.answer_missing',
  order: 'attempts.order_missing',
  match: 'attempts.match_missing',
  text: 'attempts.text_missing',
};

/** What to say when an answer is not whole. */
export const missingKey = (type: ItemType): string => KEYS[type];
