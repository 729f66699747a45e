import { finding, type Rule } from '../rule.js';

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

/** The shortest way from a skill back to itself, or nothing. */
function wayBack(start: string, needs: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const seen = new Set<string>();
  let ways = [[start]];
  while (ways.length > 0) {
    const longer = ways.flatMap((way) => (needs.get(way.at(-1) ?? '') ?? []).map((next) => [...way, next]));
    const home = longer.find((way) => way.at(-1) === start);
    if (home) return home;
    ways = longer.filter((way) => {
      const end = way.at(-1) ?? '';
      if (seen.has(end)) return false;
      seen.add(end);
      return true;
    });
  }
  return undefined;
}
