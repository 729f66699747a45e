import { TEXT_ANSWER_LIMIT } from './item.js';

const COMBINING_MARKS = /\p{M}+/gu;

/**
 * Makes two spellings of one answer equal: accents off, curly quotes straight, runs of white space one space,
 * ends trimmed. Case is left to the pattern's flag.
 */
export function normaliseText(text: string): string {
  return withoutAccents(text.slice(0, TEXT_ANSWER_LIMIT))
    .replace(/[\u2018\u2019\u201b\u2032]/g, "'")
    .replace(/[\u201c\u201d\u201f\u2033]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether a normalised answer fits an author's pattern (regular expression, any case, accents ignored). */
export function matchesPattern(normalised: string, pattern: string): boolean {
  return new RegExp(withoutAccents(pattern), 'iu').test(normalised);
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(COMBINING_MARKS, '').normalize('NFC');
}
