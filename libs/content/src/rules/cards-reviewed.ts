import { finding, type Rule } from '../rule.js';

export const cardsReviewed: Rule = {
  name: 'cards-reviewed',
  group: 'cards',
  sentence:
    'An answer card was reviewed on a day that has come, and is reviewed again after it, within a year.',
  check(tree, today) {
    return tree.cards.flatMap((parsed) => {
      const { reviewed_on: on, review_by: by } = parsed.value;
      if (on > today) return [finding(parsed, ['reviewed_on'], `${on} has yet to come`)];
      if (by <= on) return [finding(parsed, ['review_by'], `${by} is not after the review of ${on}`)];
      const nextYear = `${Number(on.slice(0, 4)) + 1}${on.slice(4)}`;
      return by > nextYear ? [finding(parsed, ['review_by'], `${by} is more than a year after ${on}`)] : [];
    });
  },
};
