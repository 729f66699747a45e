import { itemTexts } from '../item-texts.js';
import { finding, type Rule } from '../rule.js';
import { itemsOf, LANGUAGES } from '../tree.js';

const CATCH_ALL = {
  nl: /\b((alle|geen) (van )?(de |het )?(bovenstaande|andere antwoorden|antwoorden)|(zowel )?[a-d] en [a-d]$|alle drie|allebei)\b/i,
  en: /\b((all|none) of the (above|others)|both [a-d] and [a-d]|[a-d] and [a-d]$|all three|both of these)\b/i,
} as const;

export const noCatchAllOption: Rule = {
  name: 'no-catch-all-option',
  group: 'items',
  sentence: 'No option is "all of the above", "none of the above" or a combination of other options.',
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) =>
      itemTexts(parsed.value)
        .filter(({ role }) => role === 'choice')
        .flatMap(({ path, text }) =>
          LANGUAGES.flatMap((language) =>
            CATCH_ALL[language].test(text[language])
              ? [finding(parsed, [...path, language], 'points at other options')]
              : [],
          ),
        ),
    );
  },
};
