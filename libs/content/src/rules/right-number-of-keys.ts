import { finding, type Rule } from '../rule.js';
import { itemsOf } from '../tree.js';

export const rightNumberOfKeys: Rule = {
  name: 'right-number-of-keys',
  group: 'items',
  sentence:
    'A single item has exactly one right option; a multiple item has as many as choose says, and at least two wrong ones.',
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) => {
      const item = parsed.value;
      if (item.type !== 'single' && item.type !== 'multiple') return [];
      const keys = item.options.filter((option) => option.key).length;
      const wanted = item.type === 'single' ? 1 : item.choose;
      if (keys !== wanted)
        return [finding(parsed, ['options'], `has ${keys} right options; it must have ${wanted}`)];
      return item.options.length - keys < 2
        ? [finding(parsed, ['options'], 'has fewer than two wrong options')]
        : [];
    });
  },
};
