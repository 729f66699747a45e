import { isKeyLongest } from '../item-notes.js';
import { singleLists } from '../item-texts.js';
import { finding, type Rule } from '../rule.js';
import { itemsOf, LANGUAGES } from '../tree.js';

const SHARE = 1 / 3;
/** With fewer lists the share says nothing. */
const FEWEST = 6;

export const keyNotLongest: Rule = {
  name: 'key-not-longest',
  group: 'items',
  sentence:
    'Over a course the right one is the longest in at most a third of the lists with one right choice (single items, steps of a scenario, areas of a picture), in each language.',
  check(tree) {
    return tree.courses.flatMap((course) => {
      const lists = itemsOf(course).flatMap((parsed) =>
        singleLists(parsed.value).map((list) => ({ parsed, list })),
      );
      if (lists.length < FEWEST) return [];
      return LANGUAGES.flatMap((language) => {
        const telling = lists.filter(({ list }) => isKeyLongest(list, language));
        const last = telling.at(-1);
        return last && telling.length > lists.length * SHARE
          ? [
              finding(
                last.parsed,
                last.list.path,
                `the key is the longest choice (${language}) in ${telling.length} of ${lists.length} lists: ` +
                  telling.map(({ parsed }) => parsed.value.id).join(', '),
              ),
            ]
          : [];
      });
    });
  },
};
