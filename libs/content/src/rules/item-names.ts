import { finding, type Rule } from '../rule.js';

export const itemNames: Rule = {
  name: 'item-names',
  group: 'items',
  sentence:
    'items/<skill>.yaml and drafts/<skill>.yaml hold items of that skill only, and an item id is the skill with three digits.',
  check(tree) {
    return tree.courses
      .flatMap(({ itemFiles, draftFiles }) => [
        ...itemFiles,
        ...draftFiles.map(({ skill, drafts }) => ({ skill, items: drafts })),
      ])
      .flatMap(({ skill, items }) =>
        items.flatMap((item) => [
          ...(item.value.skill === skill
            ? []
            : [finding(item, ['skill'], `this file holds items of ${skill}`)]),
          ...(item.value.id.slice(0, -4) === item.value.skill
            ? []
            : [finding(item, ['id'], `must start with ${item.value.skill}.`)]),
        ]),
      );
  },
};
