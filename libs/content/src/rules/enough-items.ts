import { finding, type Rule } from '../rule.js';

/** Launch level of one skill; below it an adaptive test repeats itself. */
const NEEDED = { practice: 6, exam: 5 } as const;
const LEVELS = 3;

export const enoughItems: Rule = {
  name: 'enough-items',
  group: 'courses',
  sentence:
    `An active course has for each skill at least ${NEEDED.practice} active practice items and ${NEEDED.exam} active exam items, ` +
    `each over at least ${LEVELS} levels of difficulty.`,
  check(tree) {
    return tree.courses.flatMap(({ course, itemFiles }) => {
      if (course?.value.status !== 'active') return [];
      return course.value.teaches.flatMap((skill, index) =>
        (['practice', 'exam'] as const).flatMap((use) => {
          const items = itemFiles
            .flatMap((file) => file.items)
            .map((parsed) => parsed.value)
            .filter((item) => item.skill === skill && item.use === use && item.status === 'active');
          const levels = new Set(items.map((item) => item.difficulty.level)).size;
          if (items.length < NEEDED[use]) {
            return [
              finding(
                course,
                ['teaches', index],
                `${skill} has ${items.length} active ${use} items; it needs ${NEEDED[use]}`,
              ),
            ];
          }
          return levels < LEVELS
            ? [
                finding(
                  course,
                  ['teaches', index],
                  `the ${use} items of ${skill} stand on ${levels} levels of difficulty; they need ${LEVELS}`,
                ),
              ]
            : [];
        }),
      );
    });
  },
};
