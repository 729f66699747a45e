import type { Language } from '#kernel';
import { t } from '#ui';
import type { Words } from './today.js';

export type Say = (words: Words) => string;

/**
 * Words in one language, each different text put together once: a thousand people have a few dozen states and dates
 * between them. Meant for one answer; it remembers what it said.
 */
export function sayIn(language: Language): Say {
  const said = new Map<string, string>();
  return ({ key, args }) => {
    const one = `${key} ${args?.date ?? ''} ${args?.n ?? ''}`;
    let text = said.get(one);
    if (text === undefined) said.set(one, (text = t(language, key, args)));
    return text;
  };
}
