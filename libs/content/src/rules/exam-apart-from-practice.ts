import { similarity } from '../measure.js';
import { finding, type Rule } from '../rule.js';

const TOO_MUCH_ALIKE = 0.5;

export const examApartFromPractice: Rule = {
  name: 'exam-apart-from-practice',
  group: 'items',
  sentence:
    'An exam item is no near-clone of a practice item: they share no family, and less than half of the word pairs in their stems.',
  check(tree) {
    return tree.courses
      .flatMap(({ itemFiles }) => itemFiles)
      .flatMap(({ items }) => {
        const practice = items.filter(({ value }) => value.use === 'practice');
        return items
          .filter(({ value }) => value.use === 'exam')
          .flatMap((exam) =>
            practice.flatMap((other) => {
              if (exam.value.family !== undefined && exam.value.family === other.value.family) {
                return [finding(exam, ['family'], `practice item ${other.value.id} is of the same family`)];
              }
              return similarity(exam.value.stem.nl, other.value.stem.nl) >= TOO_MUCH_ALIKE
                ? [finding(exam, ['stem', 'nl'], `the stem is much like practice item ${other.value.id}`)]
                : [];
            }),
          );
      });
  },
};
