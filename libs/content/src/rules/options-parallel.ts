import { lengthOf } from '../measure.js';
import { finding, type Rule } from '../rule.js';
import { itemsOf, LANGUAGES } from '../tree.js';

const SHARE = 0.4;
/** Between very short options a few letters are no hint. */
const LETTERS = 8;

export const optionsParallel: Rule = {
  name: 'options-parallel',
  group: 'items',
  sentence: `The length of an option differs from the mean of its item by at most 40 % (or ${LETTERS} characters).`,
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) => {
      const item = parsed.value;
      if (item.type !== 'single' && item.type !== 'multiple') return [];
      return LANGUAGES.flatMap((language) => {
        const lengths = item.options.map((option) => lengthOf(option.text[language]));
        const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
        return lengths.flatMap((length, index) =>
          Math.abs(length - mean) > Math.max(SHARE * mean, LETTERS)
            ? [
                finding(
                  parsed,
                  ['options', index, 'text', language],
                  `has ${length} characters; the options' mean is ${Math.round(mean)}`,
                ),
              ]
            : [],
        );
      });
    });
  },
};
