import { askingTexts, itemTexts, singleLists, type ChoiceList } from './item-texts.js';
import { countWords, lengthOf, sentencesOf } from './measure.js';
import { ABSOLUTE } from './rules/no-absolute-giveaway.js';
import { NEGATIVE } from './rules/no-negative-question.js';
import type { Item } from './schemas/item.schema.js';
import type { Language } from './schemas/text.schema.js';
import { LANGUAGES } from './tree.js';

/** Something about an item's text that no rule forbids, and that its author may want to look at. */
export type ItemNote =
  | { readonly kind: 'key-longest'; readonly language: Language }
  | { readonly kind: 'negative-word' | 'absolute-word'; readonly language: Language; readonly word: string }
  | { readonly kind: 'long-stem'; readonly language: Language; readonly words: number }
  | { readonly kind: 'long-sentence'; readonly language: Language; readonly words: number }
  | { readonly kind: 'choice-lengths'; readonly place: number; readonly nl: number; readonly en: number };

/** Near the 60 words that the rule short-texts allows. */
const STEM_WORDS = 50;
/** What short-sentences asks authors to aim at. */
const SENTENCE_WORDS = 15;
/** As the rule equal-lengths has it for stems and explanations; in short choices a few letters say nothing. */
const SHARE = 0.25;
const LETTERS = 12;

/**
 * Notes on one item, each kind once per language, in the order of the kinds above. They are no errors: over a course
 * a third of the keys may be longest, a situation may hold a negation, and a right option an absolute word; what is
 * forbidden is in `rules/`. `place` counts choices from 1, lengths are characters. There is no score of
 * reading level: a formula says nothing about one short text. `bank-report.ts` gives it for the bank of a skill.
 */
export function itemNotes(item: Item): ItemNote[] {
  const texts = itemTexts(item);
  const asked = texts.filter(({ role }) => ['stem', 'step', 'alt', 'choice'].includes(role));
  const choices = asked.filter(({ role }) => role === 'choice');
  const perLanguage = LANGUAGES.map((language) => ({
    language,
    asking: askingTexts(item).map(({ text }) => text[language]),
    long: asked.filter(({ role }) => role === 'stem' || role === 'step').map(({ text }) => text[language]),
    all: asked.map(({ text }) => text[language]),
  }));
  return [
    ...LANGUAGES.filter((language) => singleLists(item).some((list) => isKeyLongest(list, language))).map(
      (language) => ({ kind: 'key-longest', language }) as const,
    ),
    ...perLanguage.flatMap(({ language, asking }) =>
      wordIn(NEGATIVE[language], asking).map((word) => ({ kind: 'negative-word', language, word }) as const),
    ),
    ...perLanguage.flatMap(({ language, all }) =>
      wordIn(ABSOLUTE[language], all).map((word) => ({ kind: 'absolute-word', language, word }) as const),
    ),
    ...perLanguage.flatMap(({ language, long }) =>
      above(Math.max(...long.map(countWords)), STEM_WORDS).map(
        (words) => ({ kind: 'long-stem', language, words }) as const,
      ),
    ),
    ...perLanguage.flatMap(({ language, all }) =>
      above(Math.max(...all.flatMap(sentencesOf).map(countWords)), SENTENCE_WORDS).map(
        (words) => ({ kind: 'long-sentence', language, words }) as const,
      ),
    ),
    ...choices.flatMap(({ text }, i) => {
      const [nl, en] = [lengthOf(text.nl), lengthOf(text.en)];
      return Math.abs(nl - en) > Math.max(SHARE * Math.max(nl, en), LETTERS)
        ? [{ kind: 'choice-lengths', place: i + 1, nl, en } as const]
        : [];
    }),
  ];
}

/** Is the one right choice of a list the longest, in letters as the eye sees them? */
export function isKeyLongest({ choices }: ChoiceList, language: Language): boolean {
  const key = choices.find((option) => option.key);
  return (
    key !== undefined &&
    choices.every(
      (option) => option === key || lengthOf(option.text[language]) < lengthOf(key.text[language]),
    )
  );
}

const above = (count: number, bound: number): number[] => (count > bound ? [count] : []);

function wordIn(pattern: RegExp, texts: readonly string[]): string[] {
  const found = texts.map((text) => pattern.exec(text)?.[0]).find((word) => word !== undefined);
  return found === undefined ? [] : [found];
}
