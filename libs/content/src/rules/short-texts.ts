import { itemTexts } from '../item-texts.js';
import { countWords, lengthOf } from '../measure.js';
import { finding, type Rule } from '../rule.js';
import { itemsOf, LANGUAGES } from '../tree.js';

const STEM_WORDS = 60;
const STEP_WORDS = 40;
const CHOICE_WORDS = 15;
const CHOICE_LETTERS = 90;

export const shortTexts: Rule = {
  name: 'short-texts',
  group: 'items',
  sentence: `A stem has at most ${STEM_WORDS} words, the text of a step of a scenario and the alternative text of a picture at most ${STEP_WORDS}; an option, step of an order, part or area at most ${CHOICE_WORDS} words and ${CHOICE_LETTERS} characters.`,
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) =>
      itemTexts(parsed.value).flatMap(({ path, text, role }) =>
        LANGUAGES.flatMap((language) => {
          const [words, letters] = [countWords(text[language]), lengthOf(text[language])];
          const say = (message: string) => [finding(parsed, [...path, language], message)];
          if (role === 'stem') return words > STEM_WORDS ? say(`has ${words} words`) : [];
          if (role === 'step' || role === 'alt') return words > STEP_WORDS ? say(`has ${words} words`) : [];
          if (role !== 'choice') return [];
          return words > CHOICE_WORDS || letters > CHOICE_LETTERS
            ? say(`has ${words} words and ${letters} characters`)
            : [];
        }),
      ),
    );
  },
};
