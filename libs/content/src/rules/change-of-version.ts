import { finding, type Rule } from '../rule.js';
import { itemsOf } from '../tree.js';

export const changeOfVersion: Rule = {
  name: 'change-of-version',
  group: 'items',
  sentence:
    'The change of an item is about its present version: whoever raises the version writes a new change or takes the old one away.',
  check(tree) {
    return tree.courses
      .flatMap(itemsOf)
      .flatMap((parsed) =>
        parsed.value.change && parsed.value.change.version !== parsed.value.version
          ? [finding(parsed, ['change', 'version'], `the item is version ${parsed.value.version}`)]
          : [],
      );
  },
};
