import { setStrictWords, t } from '#ui';
import type { Language, Say } from '../explain.js';

setStrictWords(true);

/** The product's words in one language; an unknown key fails the spec. */
export function sayIn(language: Language): Say {
  return (key, args) => t(language, key, args);
}
