import { finding, type Rule } from '../rule.js';
import { itemsOf } from '../tree.js';

export const orderHolds: Rule = {
  name: 'order-holds',
  group: 'items',
  sentence:
    'Each pair under accept names two steps of the item, and the listed order of the steps keeps every pair.',
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) => {
      const item = parsed.value;
      if (item.type !== 'order') return [];
      const position = new Map(item.steps.map((step, index) => [step.id, index]));
      return item.accept.flatMap(([before, after], index) => {
        const [first, second] = [position.get(before), position.get(after)];
        if (first === undefined || second === undefined) {
          return [
            finding(parsed, ['accept', index], `there is no step ${first === undefined ? before : after}`),
          ];
        }
        return first < second
          ? []
          : [finding(parsed, ['accept', index], `the steps are listed with ${after} before ${before}`)];
      });
    });
  },
};
