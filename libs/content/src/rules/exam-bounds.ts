import { finding, type Rule } from '../rule.js';

export const examBounds: Rule = {
  name: 'exam-bounds',
  group: 'licences',
  sentence:
    'An exam may hold at least one item for each of its skills, its minimum is not above its maximum, and a renewal is not longer than the first exam.',
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
        ...(exam.max < skills.length
          ? [finding(licence, ['exam', 'max'], `${exam.max} items cannot ask ${skills.length} skills`)]
          : []),
      ];
    });
  },
};
