import { choiceLists } from '../item-texts.js';
import { lengthOf } from '../measure.js';
import { finding, type Rule } from '../rule.js';
import { itemsOf, LANGUAGES } from '../tree.js';

const SHARE = 0.4;
/** Between very short options a few letters are no hint. */
const LETTERS = 8;

export const optionsParallel: Rule = {
  name: 'options-parallel',
  group: 'items',
  sentence: `The length of an option or area differs from the mean of its list by at most 40 % (or ${LETTERS} characters).`,
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) =>
      choiceLists(parsed.value).flatMap(({ path, choices }) =>
        LANGUAGES.flatMap((language) => {
          const lengths = choices.map(({ text }) => lengthOf(text[language]));
          const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
          return lengths.flatMap((length, index) =>
            Math.abs(length - mean) > Math.max(SHARE * mean, LETTERS)
              ? [
                  finding(
                    parsed,
                    [...path, index, 'text', language],
                    `has ${length} characters; the options' mean is ${Math.round(mean)}`,
                  ),
                ]
              : [],
          );
        }),
      ),
    );
  },
};
