import type { ScoredAnswer } from '../irt/ability.js';
import type { Classification } from './classify.js';
import { chanceOfPassing } from './curtailment.js';
import { quotaGaps } from './content.js';
import type { PoolItem, TestRules, TestSession } from './test-rules.js';
import type { TestResult } from './test-result.js';

/** The rule that ended a test. */
export type StopReason =
  'time' | 'max' | 'precision' | 'clear-of-cut' | 'decided' | 'curtailed' | 'no-items-left';

/**
 * Which rule, if any, ends the test now. Time and the maximum always do. The early rules (precision, a clear pass or
 * fail, curtailment) wait for the minimum and until every group of skills had its minimum: without a minimum they stop
 * on a lucky streak. `decided`: the likelihood ratio or the posterior is clear; `clear-of-cut`: the interval is.
 */
export function stopReason(
  session: TestSession,
  pool: readonly PoolItem[],
  rules: TestRules,
  result: TestResult,
  answers: readonly ScoredAnswer[],
): StopReason | null {
  if (rules.maxSeconds !== undefined && session.elapsedSeconds >= rules.maxSeconds) return 'time';
  if (session.asked.length >= rules.max) return 'max';
  if (session.asked.length < rules.min) return null;
  if (quotaGaps(session, pool, rules).length > 0) return null;
  if (rules.precision !== undefined && result.standardError <= rules.precision) return 'precision';
  const { classification } = result;
  if (!classification) return null;
  if (classification.verdict !== null) return classification.rule === 'interval' ? 'clear-of-cut' : 'decided';
  return isSettled(classification, session, pool, rules, answers) ? 'curtailed' : null;
}

/** The items that are left would hardly ever turn the decision. For the rules with a likelihood ratio. */
function isSettled(
  { logLikelihoodRatio, delta, cut }: Classification,
  session: TestSession,
  pool: readonly PoolItem[],
  rules: TestRules,
  answers: readonly ScoredAnswer[],
): boolean {
  const curtail = rules.stop?.curtail ?? 0;
  if (curtail === 0 || logLikelihoodRatio === null || delta === null) return false;
  const left = rules.max - session.asked.length;
  const pass = chanceOfPassing(logLikelihoodRatio, left, answers, pool, { ...rules, cut }, delta);
  return (logLikelihoodRatio >= 0 ? 1 - pass : pass) <= curtail;
}
