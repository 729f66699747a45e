import { finding, type Rule } from '../rule.js';

export const cardsInBothLanguages: Rule = {
  name: 'cards-in-both-languages',
  group: 'cards',
  sentence: 'An answer card has as many steps in English as in Dutch, for the same devices.',
  check(tree) {
    return tree.cards.flatMap((parsed) => {
      const { nl, en } = parsed.value;
      const found =
        nl.steps.length === en.steps.length
          ? []
          : [
              finding(
                parsed,
                ['en', 'steps'],
                `has ${en.steps.length} steps, and ${nl.steps.length} in Dutch`,
              ),
            ];
      const shape = (variants: typeof nl.variants): string =>
        variants
          .map(({ device, steps }) => `${device} ${steps.length}`)
          .sort()
          .join(', ');
      if (shape(nl.variants) !== shape(en.variants)) {
        const said = `has ${shape(en.variants) || 'no variants'}, and Dutch has ${shape(nl.variants) || 'none'}`;
        found.push(finding(parsed, ['en', 'variants'], said));
      }
      return found;
    });
  },
};
