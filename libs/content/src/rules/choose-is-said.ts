import { finding, type Rule } from '../rule.js';
import { itemsOf, LANGUAGES } from '../tree.js';

const VERB = { nl: 'kies', en: 'choose' } as const;

export const chooseIsSaid: Rule = {
  name: 'choose-is-said',
  group: 'items',
  sentence: 'The stem of a multiple item says how many to choose: "Kies er 2", "Choose the 2 messages".',
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) => {
      const item = parsed.value;
      if (item.type !== 'multiple') return [];
      return LANGUAGES.flatMap((language) =>
        new RegExp(`${VERB[language]}[^.?!]*\\b${item.choose}\\b`, 'i').test(parsed.value.stem[language])
          ? []
          : [finding(parsed, ['stem', language], `does not say "${VERB[language]} … ${item.choose}"`)],
      );
    });
  },
};
