import { itemsByGroup } from './rule-problems.js';
import type { PoolItem, TestRules } from './test-rules.js';

/**
 * Scored items in a test of the usual length: the minimum and a quarter of the way to the maximum. Simulated sequential
 * exams of 20-40 items have 23.3 on average, of 10-25 items 13.3; this gives 25 and 13.75.
 */
export function usualLength({ min, max, pilots = 0 }: Pick<TestRules, 'min' | 'max' | 'pilots'>): number {
  return Math.max(1, min - Math.min(pilots, min) + (max - min) / 4);
}

/**
 * The lowest exposure cap, in hundredths and at least `wanted`, that a bank carries: tests of the usual length, and the
 * minimum of every group of skills, then fit into what the cap leaves. Below it a test would have to break the cap or
 * end because of it. A family counts as one item, pilots as none. `wanted` in (0, 1]; never above 1.
 */
export function lowestCap(pool: readonly PoolItem[], rules: TestRules, wanted: number): number {
  if (!(wanted > 0 && wanted <= 1)) throw new RangeError(`exposure cap must lie in (0, 1], got ${wanted}`);
  const groups = itemsByGroup(pool, rules);
  const has = groups.reduce((sum, group) => sum + group.open, 0);
  const shares = groups.map(({ min, open }) => (min === 0 ? 0 : min / open));
  const needed = Math.max(usualLength(rules) / has, ...shares);
  return Math.min(1, Math.max(wanted, Math.ceil(needed * 100 - 1e-9) / 100));
}
