import { choiceLists } from '../item-texts.js';
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
    return tree.courses.flatMap(itemsOf).flatMap((parsed) =>
      choiceLists(parsed.value).flatMap(({ path, choices }) =>
        LANGUAGES.flatMap((language) => {
          const absolute = choices.map(({ text }) => ABSOLUTE[language].exec(text[language])?.[0]);
          if (choices.some((choice, index) => choice.key && absolute[index])) return [];
          return absolute.flatMap((word, index) =>
            word
              ? [
                  finding(
                    parsed,
                    [...path, index, 'text', language],
                    `"${word}" gives this option away as wrong`,
                  ),
                ]
              : [],
          );
        }),
      ),
    );
  },
};
