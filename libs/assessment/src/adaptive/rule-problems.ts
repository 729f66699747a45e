import { contentOf, type Group, openByGroup } from './content.js';
import { openItems } from './open-items.js';
import { indexOf } from './pool-index.js';
import type { PoolItem, TestRules } from './test-rules.js';

/** Why a pool cannot carry a test, so that authors hear it before anybody sits the exam. Counts are of items. */
export type RuleProblem =
  | { readonly code: 'length-impossible'; readonly min: number; readonly max: number }
  | { readonly code: 'quota-impossible'; readonly group: string; readonly min: number; readonly max: number }
  | { readonly code: 'quotas-exceed-maximum'; readonly needed: number; readonly max: number }
  | { readonly code: 'quotas-below-minimum'; readonly allowed: number; readonly min: number }
  | { readonly code: 'skill-in-two-quotas'; readonly skill: string }
  | {
      readonly code: 'group-too-small';
      readonly group: string;
      readonly has: number;
      readonly needed: number;
    }
  | { readonly code: 'too-small-for-cap'; readonly has: number; readonly needed: number };

/**
 * Checks rules against a pool, and against what one person may still get of it. Families count as one item. A bank
 * too small for its cap (scored items x cap below the shortest test) would have to break the cap in every session.
 */
export function ruleProblems(
  pool: readonly PoolItem[],
  rules: TestRules,
  excluded: readonly string[] = [],
): RuleProblem[] {
  const groups = itemsByGroup(pool, rules, excluded);
  const has = groups.reduce((sum, group) => sum + group.open, 0);
  const problems: RuleProblem[] = [];
  if (!(rules.min >= 0 && rules.min <= rules.max)) {
    problems.push({ code: 'length-impossible', min: rules.min, max: rules.max });
  }
  for (const { name: group, min, max, open } of groups) {
    if (min > max) problems.push({ code: 'quota-impossible', group, min, max });
    if (open < min) problems.push({ code: 'group-too-small', group, has: open, needed: min });
  }
  const pilots = Math.min(rules.pilots ?? 0, rules.min);
  const needed = groups.reduce((sum, group) => sum + group.min, 0);
  const allowed = groups.reduce((sum, group) => sum + Math.min(group.max, group.open), 0);
  if (needed > rules.max - pilots) {
    problems.push({ code: 'quotas-exceed-maximum', needed, max: rules.max - pilots });
  }
  if (allowed < rules.min - pilots) {
    problems.push({ code: 'quotas-below-minimum', allowed, min: rules.min - pilots });
  }
  const smallest = rules.exposure ? Math.ceil((rules.min - pilots) / rules.exposure.cap) : 0;
  if (has < smallest) problems.push({ code: 'too-small-for-cap', has, needed: smallest });
  return [...problems, ...skillsNamedTwice(rules)];
}

/** The groups of a test with the scored items this person can still get of each; a family counts as one. */
export function itemsByGroup(
  pool: readonly PoolItem[],
  rules: TestRules,
  excluded: readonly string[] = [],
): (Group & { readonly open: number })[] {
  const index = indexOf(pool);
  const session = { asked: [], excluded, elapsedSeconds: 0 };
  const content = contentOf(index, rules);
  const { free } = openByGroup(content, onePerFamily(pool, openItems(session, index)));
  return content.groups.map((group, g) => ({ ...group, open: free[g]! }));
}

/** Closes all but the first open item of every family. */
function onePerFamily(pool: readonly PoolItem[], state: Uint8Array): Uint8Array {
  const seen = new Set<string>();
  return state.map((value, place) => {
    const family = pool[place]!.family;
    if (!family || value === 0) return value;
    if (seen.has(family)) return 0;
    seen.add(family);
    return value;
  });
}

function skillsNamedTwice(rules: TestRules): RuleProblem[] {
  const named = (rules.quotas ?? []).flatMap((quota) => quota.skills);
  const twice = new Set(named.filter((skill, i) => named.indexOf(skill) !== i));
  return [...twice].map((skill) => ({ code: 'skill-in-two-quotas', skill }));
}
