import { fingerprint } from '../fingerprint.js';
import { finding, type Finding, type Rule } from '../rule.js';
import type { Tree } from '../tree.js';

export const translationCurrent: Rule = {
  name: 'translation-current',
  group: 'languages',
  sentence:
    'When a Dutch lesson changes, its English text is listed as outdated until somebody translates the change; ' +
    'after review_by of the course it is an error.',
  check: (tree, today) => outdatedTranslations(tree).filter(({ reviewBy }) => today > reviewBy),
};

/** English lessons whose Dutch text has changed since they were translated. */
export function outdatedTranslations(tree: Tree): (Finding & { reviewBy: string })[] {
  return tree.courses.flatMap(({ course, lessons }) =>
    lessons.flatMap(({ text: { nl, en } }) => {
      const translated = en?.front.value.translates;
      if (!nl || !en || translated === undefined) return [];
      const current = fingerprint(nl.source).slice(0, 8);
      if (translated === current) return [];
      const found = finding(
        en.front,
        ['translates'],
        `translates ${translated}, but the Dutch text is now ${current}`,
      );
      return [{ ...found, reviewBy: course?.value.review_by ?? '' }];
    }),
  );
}
