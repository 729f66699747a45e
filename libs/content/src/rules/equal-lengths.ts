import { itemTexts } from '../item-texts.js';
import { lengthOf } from '../measure.js';
import { finding, type Rule } from '../rule.js';
import { itemsOf } from '../tree.js';

const SHARE = 0.25;
/** In a short text one longer word is already a quarter. */
const LETTERS = 25;

export const equalLengths: Rule = {
  name: 'equal-lengths',
  group: 'languages',
  sentence: `In stems, steps of a scenario, alternative texts of pictures and explanations the Dutch and the English text differ by at most a quarter of the longer one (or ${LETTERS} characters).`,
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) =>
      itemTexts(parsed.value)
        .filter(({ role }) => ['stem', 'step', 'alt', 'why'].includes(role))
        .flatMap(({ path, text }) => {
          const [nl, en] = [lengthOf(text.nl), lengthOf(text.en)];
          return Math.abs(nl - en) > Math.max(SHARE * Math.max(nl, en), LETTERS)
            ? [finding(parsed, [...path, 'en'], `has ${en} characters, the Dutch text ${nl}`)]
            : [];
        }),
    );
  },
};
