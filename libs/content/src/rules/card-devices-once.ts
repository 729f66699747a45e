import { finding, type Rule } from '../rule.js';
import { LANGUAGES } from '../tree.js';

export const cardDevicesOnce: Rule = {
  name: 'card-devices-once',
  group: 'cards',
  sentence: 'An answer card has at most one variant for each device.',
  check(tree) {
    return tree.cards.flatMap((parsed) =>
      LANGUAGES.flatMap((language) =>
        parsed.value[language].variants.flatMap(({ device }, index, all) =>
          all.findIndex((other) => other.device === device) < index
            ? [finding(parsed, [language, 'variants', index, 'device'], `${device} has a variant already`)]
            : [],
        ),
      ),
    );
  },
};
