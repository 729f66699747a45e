import { lowestCap } from '../adaptive/lowest-cap.js';
import { itemsByGroup, ruleProblems } from '../adaptive/rule-problems.js';
import type { PoolItem, Quota, TestRules } from '../adaptive/test-rules.js';
import { sprtExamRules } from './sprt-exam.js';

/** Largest share of exams that may hold one item, where the bank is large enough. */
export const EXPOSURE_CAP = 0.25;

/** A group's quota runs from so much below its share of the exam to so much above it. */
const LEEWAY = 0.2;

/** Skills that belong together in an exam. */
export interface SkillGroup {
  readonly group: string;
  readonly skills: readonly string[];
}

/** The groups of a licence: the skills of one course together, a skill that no course teaches alone. */
export function skillGroups(
  skills: readonly string[],
  courses: readonly { readonly code: string; readonly teaches: readonly string[] }[],
): SkillGroup[] {
  const courseOf = (skill: string): string =>
    courses.find(({ teaches }) => teaches.includes(skill))?.code ?? skill;
  const names = [...new Set(skills.map(courseOf))];
  return names.map((group) => ({ group, skills: skills.filter((skill) => courseOf(skill) === group) }));
}

/**
 * The sequential exam of a licence on the bank it has. Each group of skills gets its share of the items, 20 % more or
 * less; a minimum never asks for more items than the group has, since nobody could pass. The exposure cap is the lowest
 * one that the bank carries, at least .25, and stands in the rules, so that everybody sees which one held. `pilots` are
 * asked only as far as the bank has them. Lengths in items, `cut` in logits.
 */
export function licenceExamRules(
  pool: readonly PoolItem[],
  groups: readonly SkillGroup[],
  exam: { readonly min: number; readonly max: number; readonly cut: number; readonly pilots: number },
): TestRules {
  const { min, max, cut } = exam;
  const pilots = Math.min(exam.pilots, pool.filter((item) => item.scored === false).length);
  const total = groups.reduce((sum, { skills }) => sum + skills.length, 0);
  const wanted: Quota[] = groups.map(({ group, skills }) => {
    const share = skills.length / total;
    const least = Math.floor((1 - LEEWAY) * (min - Math.min(pilots, min)) * share);
    return { group, skills, min: least, max: Math.min(max, Math.ceil((1 + LEEWAY) * max * share)) };
  });
  const open = itemsByGroup(pool, sprtExamRules({ min, max, cut, quotas: wanted, cap: 1 }));
  const quotas = wanted.map((quota) => {
    const has = open.find(({ name }) => name === quota.group)?.open ?? 0;
    return { ...quota, min: Math.min(quota.min, has) };
  });
  const rules = sprtExamRules({ min, max, cut, quotas, cap: 1, pilots });
  return { ...rules, exposure: { cap: lowestCap(pool, rules, EXPOSURE_CAP) } };
}

/**
 * Items that somebody may not get again. `sittings` are lists of items seen, from the most that should stay away to the
 * least that must (such as: those of 12 months, of the last two exams, of the last one): the first with which an exam
 * of full length is still possible counts. When none is, nothing stays away: nobody is refused for a small bank.
 */
export function excludedItems(
  pool: readonly PoolItem[],
  rules: TestRules,
  sittings: readonly (readonly string[])[],
): string[] {
  const inPool = new Set(pool.map((item) => item.id));
  const { exposure: _cap, ...whole } = { ...rules, min: rules.max };
  for (const seen of sittings) {
    const excluded = [...new Set(seen)].filter((id) => inPool.has(id));
    const lacks = ruleProblems(pool, whole, excluded).some(
      ({ code }) => code === 'group-too-small' || code === 'quotas-below-minimum',
    );
    if (!lacks) return excluded;
  }
  return [];
}
