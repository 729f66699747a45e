import { itemTexts } from '../item-texts.js';
import { countWords, sentencesOf } from '../measure.js';
import { fileFinding, finding, type Rule } from '../rule.js';
import { itemsOf, LANGUAGES } from '../tree.js';

const MOST_WORDS = 25;

export const shortSentences: Rule = {
  name: 'short-sentences',
  group: 'languages',
  sentence: `No sentence of a lesson or an item has more than ${MOST_WORDS} words (aim at 15 at most).`,
  check(tree) {
    const inItems = tree.courses
      .flatMap(itemsOf)
      .flatMap((parsed) =>
        itemTexts(parsed.value).flatMap(({ path, text }) =>
          LANGUAGES.flatMap((language) =>
            tooLong(text[language]).map((count) =>
              finding(parsed, [...path, language], `has a sentence of ${count} words`),
            ),
          ),
        ),
      );
    const inLessons = tree.courses
      .flatMap(({ lessons }) => lessons)
      .flatMap(({ text }) =>
        LANGUAGES.flatMap((language) =>
          (text[language]?.cards ?? []).flatMap((card) =>
            tooLong(card.body).map((count) =>
              fileFinding(
                text[language]?.file ?? '',
                `card {${card.kind}} has a sentence of ${count} words`,
                card,
              ),
            ),
          ),
        ),
      );
    return [...inItems, ...inLessons];
  },
};

const tooLong = (text: string): number[] =>
  sentencesOf(text.replace(/!\[[^\]]*\]\([^)]*\)/g, ''))
    .map(countWords)
    .filter((count) => count > MOST_WORDS);
