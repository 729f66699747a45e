import { EXPOSURE_CAP, licenceExamRules, type PoolItem, ruleProblems, skillGroups } from '#assessment';
import type { CatalogueCourse, CatalogueItem, Category } from '#catalogue';

/** What would be wrong with a licence's exams if an item went. Counts are of items, caps shares of exams, 0 to 1. */
export type BankTrouble =
  | { readonly kind: 'exam-too-small'; readonly has: number; readonly needed: number }
  | {
      readonly kind: 'group-too-small';
      readonly group: string;
      readonly has: number;
      readonly needed: number;
    }
  | { readonly kind: 'asked-too-often'; readonly before: number; readonly after: number };

/**
 * What the exam rules of a licence have against its bank without one item, so that a person hears it before retiring
 * it. `bank` are the items that may be asked now, the one in question among them. Families count as one item.
 * - exam-too-small: fewer items than the shortest exam takes;
 * - group-too-small: a course loses part of the share that the rules give it (`needed` is its minimum until now);
 * - asked-too-often: the lowest exposure cap the bank carries rises further above a quarter.
 */
export function bankWithout(
  itemId: string,
  bank: readonly CatalogueItem[],
  { exam, skills }: Category,
  courses: readonly CatalogueCourse[],
): BankTrouble[] {
  const groups = skillGroups(skills, courses);
  const terms = { min: exam.min, max: exam.max, cut: exam.cut, pilots: exam.pilot };
  const [whole, rest] = [bank, bank.filter(({ id }) => id !== itemId)].map(poolOf) as [
    PoolItem[],
    PoolItem[],
  ];
  const [before, after] = [whole, rest].map((pool) => licenceExamRules(pool, groups, terms));
  const troubles: BankTrouble[] = [];
  for (const problem of ruleProblems(rest, after!))
    if (problem.code === 'quotas-below-minimum')
      troubles.push({ kind: 'exam-too-small', has: problem.allowed, needed: problem.min });
  const { exposure: _cap, ...unlimited } = before!;
  for (const problem of ruleProblems(rest, unlimited))
    if (problem.code === 'group-too-small') {
      const { group, has, needed } = problem;
      troubles.push({ kind: 'group-too-small', group, has, needed });
    }
  const [cap, next] = [before, after].map((rules) => rules!.exposure?.cap ?? EXPOSURE_CAP) as [
    number,
    number,
  ];
  if (next > Math.max(cap, EXPOSURE_CAP))
    troubles.push({ kind: 'asked-too-often', before: cap, after: next });
  return troubles;
}

function poolOf(items: readonly CatalogueItem[]): PoolItem[] {
  return items.map(({ id, skill, b, family, status }) => ({
    ...{ id, skill, parameters: { a: 1, b } },
    ...(family ? { family } : {}),
    ...(status === 'pilot' ? { scored: false } : {}),
  }));
}
