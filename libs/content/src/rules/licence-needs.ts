import { finding, type Rule } from '../rule.js';
import { wayBack } from '../way-back.js';

export const licenceNeeds: Rule = {
  name: 'licence-needs',
  group: 'licences',
  sentence:
    'A licence needs licences that stand in licences/, each once, and never itself, not even through other licences.',
  check(tree) {
    const needs = new Map(tree.licences.map(({ value }) => [value.category, value.needs]));
    return tree.licences.flatMap((licence) => {
      const { category, needs: own } = licence.value;
      const way = wayBack(category, needs);
      return [
        ...own.flatMap((need, index) =>
          needs.has(need) ? [] : [finding(licence, ['needs', index], `there is no licence ${need}`)],
        ),
        ...own.flatMap((need, index) =>
          own.indexOf(need) < index ? [finding(licence, ['needs', index], `${need} is named twice`)] : [],
        ),
        ...(way ? [finding(licence, ['needs'], `${way.join(' needs ')}: a circle`)] : []),
      ];
    });
  },
};
