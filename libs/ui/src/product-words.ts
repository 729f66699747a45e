import { projectRoot } from '#kernel';
import { createWords, type Language, type WordArgs, type Words } from './words.js';

let words: Words | undefined;
let strict = false;

/** In specs an unknown key throws; people would rather see the key than an error page. */
export function setStrictWords(on: boolean): void {
  strict = on;
  words = undefined;
}

/** The words of the whole product, read once. */
export function productWords(): Words {
  return (words ??= createWords(projectRoot(), { strict }));
}

/** The text of a key in a language: `t('nl', 'licences.title')`. */
export function t(language: Language, key: string, args?: WordArgs): string {
  return productWords().t(language, key, args);
}
