import { finding, type Finding, type Rule } from '../rule.js';
import { itemsOf } from '../tree.js';

export const matchIsWhole: Rule = {
  name: 'match-is-whole',
  group: 'items',
  sentence:
    'A match item pairs each left part once with an existing right part, explains each left part, and leaves at most one right part over.',
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed): Finding[] => {
      const item = parsed.value;
      if (item.type !== 'match') return [];
      const left = new Set(item.left.map((part) => part.id));
      const right = new Set(item.right.map((part) => part.id));
      const used = new Set(item.pairs.map(([, to]) => to));
      return [
        ...item.pairs.flatMap(([from, to], index) => {
          if (!left.has(from)) return [finding(parsed, ['pairs', index], `there is no left part ${from}`)];
          if (!right.has(to)) return [finding(parsed, ['pairs', index], `there is no right part ${to}`)];
          return item.pairs.findIndex(([other]) => other === from) < index
            ? [finding(parsed, ['pairs', index], `${from} is paired twice`)]
            : [];
        }),
        ...item.left.flatMap((part, index) => [
          ...(item.pairs.some(([from]) => from === part.id)
            ? []
            : [finding(parsed, ['left', index], `${part.id} has no pair`)]),
          ...(item.why[part.id]
            ? []
            : [finding(parsed, ['left', index], `${part.id} is not explained under why`)]),
        ]),
        ...Object.keys(item.why).flatMap((id) =>
          left.has(id) ? [] : [finding(parsed, ['why', id], `there is no left part ${id}`)],
        ),
        ...(item.right.filter((part) => !used.has(part.id)).length > 1
          ? [finding(parsed, ['right'], 'leaves more than one part over')]
          : []),
      ];
    });
  },
};
