import { finding, type Rule } from '../rule.js';

const THINKING = ['apply', 'analyse', 'evaluate', 'create'];

export const enoughThinking: Rule = {
  name: 'enough-thinking',
  group: 'items',
  sentence: `At least a third of the items in a file ask to ${THINKING.join(', ')} (bloom).`,
  check(tree) {
    return tree.courses
      .flatMap(({ itemFiles }) => itemFiles)
      .flatMap(({ items }) => {
        const thinking = items.filter(({ value }) => THINKING.includes(value.bloom)).length;
        const first = items[0];
        return first && thinking * 3 < items.length
          ? [
              finding(
                first,
                ['bloom'],
                `only ${thinking} of ${items.length} items of this file ask to apply or more`,
              ),
            ]
          : [];
      });
  },
};
