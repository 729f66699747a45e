import { finding, type Rule } from '../rule.js';
import { itemsOf, LANGUAGES } from '../tree.js';

export const ABSOLUTE = {
  nl: /(?<![\p{L}])(altijd|nooit|onder geen enkele voorwaarde)(?![\p{L}])/iu,
  en: /(?<![\p{L}])(always|never|under no circumstances)(?![\p{L}])/iu,
} as const;

export const noAbsoluteGiveaway: Rule = {
  name: 'no-absolute-giveaway',
  group: 'items',
  sentence:
    'Words such as altijd, nooit, always and never stand in a wrong option only when a right option has one too.',
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) => {
      const item = parsed.value;
      if (item.type !== 'single' && item.type !== 'multiple') return [];
      return LANGUAGES.flatMap((language) => {
        const absolute = item.options.map((option) => ABSOLUTE[language].exec(option.text[language])?.[0]);
        if (item.options.some((option, index) => option.key && absolute[index])) return [];
        return absolute.flatMap((word, index) =>
          word
            ? [
                finding(
                  parsed,
                  ['options', index, 'text', language],
                  `"${word}" gives this option away as wrong`,
                ),
              ]
            : [],
        );
      });
    });
  },
};
