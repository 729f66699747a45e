import {
  EXPOSURE_CAP,
  licenceExamRules,
  ruleProblems,
  skillGroups,
  usualLength,
  type PoolItem,
  type RuleProblem,
} from '#assessment';
import { type Finding, finding } from './rule.js';
import type { Licence } from './schemas/licence.schema.js';
import { ratedItemsOf, startValues } from './start-values.js';
import type { Parsed, Tree } from './tree.js';

/**
 * Licences whose exam items do not carry what their exam promises: the exposure cap of a quarter, or a whole exam.
 * The exam goes on with a higher cap and shorter, so this is a warning and refuses nothing.
 */
export function smallBanks(tree: Tree): Finding[] {
  return tree.licences
    .filter(({ value }) => value.status === 'active')
    .flatMap((licence) => [
      ...findingsFor(tree, licence, 'exam', licence.value.exam.pilot),
      ...findingsFor(tree, licence, 'renewal', 0),
    ]);
}

function findingsFor(
  tree: Tree,
  licence: Parsed<Licence>,
  which: 'exam' | 'renewal',
  pilots: number,
): Finding[] {
  const { skills, exam } = licence.value;
  const { min, max } = licence.value[which];
  const pool = bankOf(tree, skills);
  const rules = licenceExamRules(pool, groupsOf(tree, skills), { min, max, cut: exam.cut, pilots });
  const cap = rules.exposure?.cap ?? 1;
  const told = ruleProblems(pool, rules).flatMap((problem) => sentenceOf(problem, which));
  const scored = pool.filter((item) => item.scored !== false).length;
  if (cap > EXPOSURE_CAP && cap < 1) {
    const needed = Math.ceil(usualLength(rules) / EXPOSURE_CAP);
    told.push(
      `one item may come in up to ${Math.round(cap * 100)} % of the ${nameOf(which)}s instead of ` +
        `${EXPOSURE_CAP * 100} %: the licence has ${scored} items for it, and needs about ${needed}`,
    );
  }
  return told.map((message) => finding(licence, [which], message));
}

const nameOf = (which: 'exam' | 'renewal'): string => (which === 'exam' ? 'exam' : 'renewal exam');

function sentenceOf(problem: RuleProblem, which: 'exam' | 'renewal'): string[] {
  switch (problem.code) {
    case 'quotas-below-minimum':
      return [
        `the shortest ${nameOf(which)} has ${problem.min} items, and the licence has only ${problem.allowed} for it`,
      ];
    case 'group-too-small':
      return [`${problem.group} has ${problem.has} items and must have ${problem.needed} in each exam`];
    case 'too-small-for-cap':
      return [`every ${nameOf(which)} would ask most of the same items: ${problem.has} of ${problem.needed}`];
    case 'quota-impossible':
    case 'quotas-exceed-maximum':
    case 'skill-in-two-quotas':
    case 'length-impossible':
      // Quotas are shares of the exam's own length, and the rule exam-bounds refuses an impossible one.
      return [];
  }
}

const groupsOf = (tree: Tree, skills: readonly string[]) =>
  skillGroups(
    skills,
    tree.courses.flatMap(({ course }) => course?.value ?? []),
  );

function bankOf(tree: Tree, skills: readonly string[]): PoolItem[] {
  return tree.courses
    .filter(({ course }) => course && course.value.status !== 'draft')
    .flatMap(ratedItemsOf)
    .filter(
      ({ use, skill, status }) =>
        use === 'exam' && skills.includes(skill) && (status === 'active' || status === 'pilot'),
    )
    .map((item) => ({
      id: item.id,
      skill: item.skill,
      parameters: { a: 1, b: startValues(item).b },
      ...(item.family ? { family: item.family } : {}),
      ...(item.status === 'pilot' ? { scored: false } : {}),
    }));
}
