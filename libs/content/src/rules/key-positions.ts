import { singleLists } from '../item-texts.js';
import { finding, type Rule } from '../rule.js';

/** With fewer lists a file may lean to one position by chance. */
const FEWEST = 5;

export const keyPositions: Rule = {
  name: 'key-positions',
  group: 'items',
  sentence: `In a file with ${FEWEST} or more lists with one right choice (single items, steps of a scenario, areas of a picture) it stands in the same position in at most half of them.`,
  check(tree) {
    return tree.courses
      .flatMap(({ itemFiles }) => itemFiles)
      .flatMap(({ items }) => {
        const keys = items.flatMap((parsed) =>
          singleLists(parsed.value).map(({ path, choices }) => ({
            parsed,
            path,
            position: choices.findIndex((choice) => choice.key),
          })),
        );
        if (keys.length < FEWEST) return [];
        return [0, 1, 2, 3, 4, 5].flatMap((position) => {
          const here = keys.filter((key) => key.position === position);
          const last = here.at(-1);
          return last && here.length > keys.length / 2
            ? [
                finding(
                  last.parsed,
                  [...last.path, position],
                  `the key stands in position ${position + 1} in ${here.length} of ${keys.length} lists`,
                ),
              ]
            : [];
        });
      });
  },
};
