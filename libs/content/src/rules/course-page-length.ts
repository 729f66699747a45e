import { countWords } from '../measure.js';
import { fileFinding, type Rule } from '../rule.js';
import { LANGUAGES } from '../tree.js';

const [FEWEST, MOST] = [40, 140];

export const coursePageLength: Rule = {
  name: 'course-page-length',
  group: 'courses',
  sentence: `The page text of a course has between ${FEWEST} and ${MOST} words.`,
  check(tree) {
    return tree.courses.flatMap(({ text }) =>
      LANGUAGES.flatMap((language) => {
        const file = text[language];
        if (!file) return [];
        const count = countWords(file.text ?? '');
        return count < FEWEST || count > MOST ? [fileFinding(file.path, `has ${count} words`)] : [];
      }),
    );
  },
};
