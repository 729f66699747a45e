import { fileFinding, finding, type Rule } from '../rule.js';

export const translationNamed: Rule = {
  name: 'translation-named',
  group: 'languages',
  sentence:
    'An English lesson says which Dutch text it translates (translates in its front matter); a Dutch lesson does not.',
  check(tree) {
    return tree.courses
      .flatMap(({ lessons }) => lessons)
      .flatMap(({ text: { nl, en } }) => [
        ...(en && en.front.value.translates === undefined
          ? [fileFinding(en.file, 'translates is missing in the front matter')]
          : []),
        ...(nl && nl.front.value.translates !== undefined
          ? [finding(nl.front, ['translates'], 'Dutch is the source and translates nothing')]
          : []),
      ]);
  },
};
