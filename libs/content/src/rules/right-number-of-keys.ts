import { choiceLists } from '../item-texts.js';
import { finding, type Rule } from '../rule.js';
import { itemsOf } from '../tree.js';

export const rightNumberOfKeys: Rule = {
  name: 'right-number-of-keys',
  group: 'items',
  sentence:
    'A single item, a step of a scenario and a picture have exactly one right choice; a multiple item has as many as choose says, and at least two wrong ones.',
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) =>
      choiceLists(parsed.value).flatMap(({ path, keys: wanted, choices }) => {
        const keys = choices.filter((choice) => choice.key).length;
        if (keys !== wanted)
          return [finding(parsed, path, `has ${keys} right choices; it must have ${wanted}`)];
        return choices.length - keys < 2 ? [finding(parsed, path, 'has fewer than two wrong choices')] : [];
      }),
    );
  },
};
