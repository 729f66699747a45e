import { finding, type Rule } from '../rule.js';
import { wayBack } from '../way-back.js';

export const skillsWithoutCycle: Rule = {
  name: 'skills-without-cycle',
  group: 'skills',
  sentence: 'No skill needs itself, not even through other skills.',
  check(tree) {
    const needs = new Map(tree.skills.map((skill) => [skill.value.id, skill.value.needs]));
    return tree.skills.flatMap((skill) => {
      const way = wayBack(skill.value.id, needs);
      return way ? [finding(skill, ['needs'], `${way.join(' needs ')}: a circle`)] : [];
    });
  },
};
