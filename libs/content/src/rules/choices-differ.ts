import { finding, type Rule } from '../rule.js';
import { itemTexts } from '../item-texts.js';
import { itemsOf, LANGUAGES } from '../tree.js';

export const choicesDiffer: Rule = {
  name: 'choices-differ',
  group: 'items',
  sentence: 'No two options, steps or parts of an item have the same text.',
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) => {
      const choices = itemTexts(parsed.value).filter(({ role }) => role === 'choice');
      return LANGUAGES.flatMap((language) => {
        const seen = new Set<string>();
        return choices.flatMap(({ path, text }) => {
          const plain = text[language]
            .toLowerCase()
            .replace(/[^\p{L}\p{N}]+/gu, ' ')
            .trim();
          if (seen.has(plain))
            return [finding(parsed, [...path, language], 'the same text stands elsewhere in this item')];
          seen.add(plain);
          return [];
        });
      });
    });
  },
};
