import { isKeyLongest } from '../item-notes.js';
import { finding, type Rule } from '../rule.js';
import { itemsOf, LANGUAGES, type Parsed } from '../tree.js';
import type { Item, SingleItem } from '../schemas/item.schema.js';

const SHARE = 1 / 3;
/** With fewer items the share says nothing. */
const FEWEST = 6;

export const keyNotLongest: Rule = {
  name: 'key-not-longest',
  group: 'items',
  sentence:
    'Over a course the right option is the longest one in at most a third of the single items, in each language.',
  check(tree) {
    return tree.courses.flatMap((course) => {
      const singles = itemsOf(course).filter(isSingle);
      if (singles.length < FEWEST) return [];
      return LANGUAGES.flatMap((language) => {
        const telling = singles.filter(({ value }) => isKeyLongest(value, language));
        const last = telling.at(-1);
        return last && telling.length > singles.length * SHARE
          ? [
              finding(
                last,
                ['options'],
                `the key is the longest option (${language}) in ${telling.length} of ${singles.length} single items: ` +
                  telling.map(({ value }) => value.id).join(', '),
              ),
            ]
          : [];
      });
    });
  },
};

const isSingle = (parsed: Parsed<Item>): parsed is Parsed<SingleItem> => parsed.value.type === 'single';
