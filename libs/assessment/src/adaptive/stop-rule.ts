import type { Ability } from '../irt/ability.js';
import { countBySkill } from './select-item.js';
import type { PoolItem, TestRules, TestSession } from './test-rules.js';

/** The rule that ended a test. */
export type StopReason = 'time' | 'max' | 'precision' | 'clear-of-cut' | 'no-items-left';

/**
 * Which rule, if any, ends the test now. Time and the maximum always do. The early rules (precision, clear of
 * the cut) wait for the minimum and until every skill was asked its share.
 */
export function stopReason(
  session: TestSession,
  pool: readonly PoolItem[],
  rules: TestRules,
  ability: Ability,
): StopReason | null {
  if (rules.maxSeconds !== undefined && session.elapsedSeconds >= rules.maxSeconds) return 'time';
  if (session.asked.length >= rules.max) return 'max';
  if (session.asked.length < rules.min) return null;
  for (const count of countBySkill(session, pool).values()) if (count < rules.minPerSkill) return null;
  if (rules.precision !== undefined && ability.standardError <= rules.precision) return 'precision';
  if (rules.clearOfCut !== undefined && rules.cut !== undefined) {
    if (Math.abs(ability.theta - rules.cut) >= rules.clearOfCut * ability.standardError)
      return 'clear-of-cut';
  }
  return null;
}
