import { finding, type Finding, type Rule } from '../rule.js';
import { choiceLists, itemTexts, type ItemText } from '../item-texts.js';
import type { Item } from '../schemas/item.schema.js';
import { itemsOf, LANGUAGES, type Parsed } from '../tree.js';

type Choice = Pick<ItemText, 'path' | 'text'>;

export const choicesDiffer: Rule = {
  name: 'choices-differ',
  group: 'items',
  sentence:
    'No two options, steps, parts or areas of an item have the same text; two steps of a scenario may share an option.',
  check(tree) {
    return tree.courses
      .flatMap(itemsOf)
      .flatMap((parsed) => together(parsed.value).flatMap((choices) => sameTexts(parsed, choices)));
  },
};

/** The choices that stand beside each other. */
function together(item: Item): Choice[][] {
  if (item.type !== 'scenario') return [itemTexts(item).filter(({ role }) => role === 'choice')];
  return choiceLists(item).map(({ path, choices }) =>
    choices.map(({ text }, index) => ({ path: [...path, index, 'text'], text })),
  );
}

function sameTexts(parsed: Parsed<Item>, choices: readonly Choice[]): Finding[] {
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
}
