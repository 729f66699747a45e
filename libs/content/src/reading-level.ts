import { countWords, sentencesOf } from './measure.js';
import type { Language } from './schemas/text.schema.js';

export interface ReadingLevel {
  readonly words: number;
  readonly sentences: number;
  /** Mean. */
  readonly wordsPerSentence: number;
  /** Mean, by a count of vowel groups; see `countSyllables`. */
  readonly syllablesPerWord: number;
  /**
   * Ease of reading, 0 very hard … 100 very easy, sometimes beyond. Dutch: Flesch-Douma, 206.84 - 77 · syllables per
   * word - 0.93 · words per sentence (Douma 1960). English: Flesch, 206.835 - 84.6 · syllables per word - 1.015 · words
   * per sentence (Flesch 1948). About 60 and more is read by most adults without effort.
   */
  readonly ease: number;
  /** English only: the school grade of the United States, Flesch-Kincaid, 0.39 · words per sentence + 11.8 · syllables per word - 15.59 (Kincaid and others 1975). */
  readonly grade: number | null;
}

/**
 * How hard texts are to read. The formulas count lengths and nothing else: they say where to look, not whether a text is
 * good. Undefined for texts without a word.
 */
export function readingLevel(texts: readonly string[], language: Language): ReadingLevel | undefined {
  const plain = texts.map((text) => text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_#`]/g, ''));
  const words = plain.reduce((sum, text) => sum + countWords(text), 0);
  if (words === 0) return undefined;
  const sentences = Math.max(
    1,
    plain.flatMap(sentencesOf).filter((sentence) => countWords(sentence) > 0).length,
  );
  const syllables = plain
    .flatMap((text) => text.match(/[\p{L}]+/gu) ?? [])
    .reduce((sum, word) => sum + countSyllables(word, language), 0);
  const [perSentence, perWord] = [words / sentences, syllables / words];
  const ease =
    language === 'nl'
      ? 206.84 - 77 * perWord - 0.93 * perSentence
      : 206.835 - 84.6 * perWord - 1.015 * perSentence;
  return {
    words,
    sentences,
    wordsPerSentence: perSentence,
    syllablesPerWord: perWord,
    ease,
    grade: language === 'en' ? 0.39 * perSentence + 11.8 * perWord - 15.59 : null,
  };
}

/** Two vowels that Dutch says as one; others beside each other are two syllables (ge-o). A trema parts them. */
const DUTCH = /aai|ooi|oei|ieuw|eeuw|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|[aeiouyáàâéèêíìîóòôúùûäëïöü]/gu;

/**
 * Syllables by the vowels that are seen: Dutch by its vowel pairs, English by groups of vowels without a silent e. Right
 * for about nine words in ten; the mean over a text is what counts.
 */
export function countSyllables(word: string, language: Language): number {
  const lower = word.toLowerCase();
  if (language === 'nl') return Math.max(1, lower.match(DUTCH)?.length ?? 0);
  const groups =
    lower
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .match(/[aeiouy]+/g)?.length ?? 0;
  const silent = /[^aeiouyl]e$|[^aeiouydt]ed$|[^aeiouycsxzgh]es$/.test(lower) ? 1 : 0;
  return Math.max(1, groups - silent);
}
