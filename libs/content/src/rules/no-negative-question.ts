import { askingTexts } from '../item-texts.js';
import { questionOf } from '../measure.js';
import { finding, type Rule } from '../rule.js';
import { itemsOf, LANGUAGES } from '../tree.js';

export const NEGATIVE = {
  nl: /(?<![\p{L}])(niet|geen|behalve|nooit)(?![\p{L}])/iu,
  en: /(?<![\p{L}])(not|except|never|cannot)(?![\p{L}])|n['’]t(?![\p{L}])/iu,
} as const;

export const noNegativeQuestion: Rule = {
  name: 'no-negative-question',
  group: 'items',
  sentence:
    'The question of a stem, or of a step of a scenario, holds no niet, geen, behalve, nooit, not, except, never or n’t; the situation before it may ("it does not open").',
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) =>
      askingTexts(parsed.value).flatMap(({ path, text }) =>
        LANGUAGES.flatMap((language) =>
          questionOf(text[language]).flatMap((sentence) => {
            const match = NEGATIVE[language].exec(sentence);
            return match
              ? [
                  finding(
                    parsed,
                    [...path, language],
                    `the question holds "${match[0]}"; ask what to do instead`,
                  ),
                ]
              : [];
          }),
        ),
      ),
    );
  },
};
