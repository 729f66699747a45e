import { itemTexts } from '../item-texts.js';
import { finding, type Rule } from '../rule.js';
import { itemsOf, LANGUAGES } from '../tree.js';

export const scenarioAsks: Rule = {
  name: 'scenario-asks',
  group: 'items',
  sentence:
    'The stem of a scenario tells the situation and asks nothing; the text of each step says what happens now and asks one question.',
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) => {
      if (parsed.value.type !== 'scenario') return [];
      return itemTexts(parsed.value).flatMap(({ path, text, role }) =>
        LANGUAGES.flatMap((language) => {
          const questions = text[language].match(/\?(?=\s|$)/g)?.length ?? 0;
          if (role === 'stem' && questions > 0)
            return [finding(parsed, [...path, language], 'asks already; the first step asks')];
          return role === 'step' && questions !== 1
            ? [finding(parsed, [...path, language], `asks ${questions} questions; a step asks one`)]
            : [];
        }),
      );
    });
  },
};
