import { fileFinding, type Rule } from '../rule.js';
import { LANGUAGES } from '../tree.js';

const TODAY = { nl: 'Doe dit vandaag:', en: 'Do this today:' } as const;

export const keepCard: Rule = {
  name: 'keep-card',
  group: 'lessons',
  sentence:
    'The last card holds the rule in bold and a line that starts with "Doe dit vandaag:" or "Do this today:".',
  check(tree) {
    return tree.courses
      .flatMap(({ lessons }) => lessons)
      .flatMap(({ text }) =>
        LANGUAGES.flatMap((language) => {
          const card = text[language]?.cards.find(({ kind }) => kind === 'keep');
          if (!card) return [];
          const file = text[language]?.file ?? '';
          const hasAction = card.body
            .split('\n')
            .some((line) => line.replace(/^[-*_\s]+/, '').startsWith(TODAY[language]));
          return [
            ...(/\*\*[^*]+\*\*/.test(card.body)
              ? []
              : [fileFinding(file, 'card {keep} has no rule in **bold**', card)]),
            ...(hasAction
              ? []
              : [fileFinding(file, `card {keep} has no line that starts with "${TODAY[language]}"`, card)]),
          ];
        }),
      );
  },
};
