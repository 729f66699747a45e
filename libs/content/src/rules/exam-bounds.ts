import { finding, type Rule } from '../rule.js';

/** Longest time for one item; more than anybody's concentration needs. */
const MINUTES_PER_ITEM = 1.5;

export const examBounds: Rule = {
  name: 'exam-bounds',
  group: 'licences',
  sentence:
    'An exam may hold at least one item for each of its skills, its minimum is not above its maximum, a renewal is not longer than the first exam, and nobody sits longer than one and a half minutes for each of the most items.',
  check(tree) {
    return tree.licences.flatMap((licence) => {
      const { exam, renewal, skills } = licence.value;
      return [
        ...(exam.min > exam.max
          ? [finding(licence, ['exam', 'min'], `${exam.min} is above the maximum ${exam.max}`)]
          : []),
        ...(renewal.min > renewal.max
          ? [finding(licence, ['renewal', 'min'], `${renewal.min} is above the maximum ${renewal.max}`)]
          : []),
        ...(renewal.max > exam.max
          ? [
              finding(
                licence,
                ['renewal', 'max'],
                `a renewal of ${renewal.max} items is longer than the exam`,
              ),
            ]
          : []),
        ...(exam.minutes > MINUTES_PER_ITEM * exam.max
          ? [
              finding(
                licence,
                ['exam', 'minutes'],
                `${exam.minutes} minutes for ${exam.max} items; at most ${MINUTES_PER_ITEM * exam.max}`,
              ),
            ]
          : []),
        ...(exam.max < skills.length
          ? [finding(licence, ['exam', 'max'], `${exam.max} items cannot ask ${skills.length} skills`)]
          : []),
      ];
    });
  },
};
