import { fileFinding, type Finding, type Rule } from '../rule.js';
import { itemTexts } from '../item-texts.js';
import { itemsOf, LANGUAGES, type Place, type Tree } from '../tree.js';

interface Passage {
  readonly file: string;
  readonly language: 'nl' | 'en';
  readonly text: string;
  /** Asked only for a passage with a wrong word: finding a place costs more than reading. */
  place(): Place;
}

export const glossaryWords: Rule = {
  name: 'glossary-words',
  group: 'languages',
  sentence: 'Lessons and items use the words of glossary.yaml and none of the words listed there under not.',
  check(tree) {
    const avoided = tree.glossary.flatMap(({ value }) =>
      LANGUAGES.flatMap((language) =>
        (value.not?.[language] ?? []).map((word) => ({
          language,
          word,
          better: value[language],
          pattern: wholeWord(word),
        })),
      ),
    );
    return passages(tree).flatMap((passage): Finding[] =>
      avoided
        .filter(({ language, pattern }) => language === passage.language && pattern.test(passage.text))
        .map(({ word, better }) =>
          fileFinding(
            passage.file,
            `"${word}" stands in the text; the glossary says "${better}"`,
            passage.place(),
          ),
        ),
    );
  },
};

const wholeWord = (word: string): RegExp =>
  new RegExp(`(?<![\\p{L}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}])`, 'iu');

function passages(tree: Tree): Passage[] {
  const items = tree.courses.flatMap(itemsOf).flatMap((parsed) =>
    itemTexts(parsed.value).flatMap(({ path, text }) =>
      LANGUAGES.map((language) => ({
        file: parsed.file,
        language,
        text: text[language],
        place: () => parsed.at([...path, language]),
      })),
    ),
  );
  const cards = tree.courses.flatMap(({ lessons }) =>
    lessons.flatMap(({ text }) =>
      LANGUAGES.flatMap((language) =>
        (text[language]?.cards ?? []).flatMap((card) =>
          card.body.split('\n').map((line, index) => ({
            file: text[language]?.file ?? '',
            language,
            text: line,
            place: () => ({ line: card.bodyLine + index, column: 1 }),
          })),
        ),
      ),
    ),
  );
  return [...items, ...cards];
}
