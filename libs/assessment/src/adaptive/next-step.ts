import { estimateAbility, type Ability, type ScoredAnswer } from '../irt/ability.js';
import type { Random } from '../random.js';
import { indexOf } from './pool-index.js';
import { selectItem, type SelectionReason } from './select-item.js';
import { stopReason, type StopReason } from './stop-rule.js';
import type { PoolItem, TestRules, TestSession } from './test-rules.js';

/** What a finished (or running) test says about a person. */
export interface TestResult extends Ability {
  /** Scored items that were answered. */
  readonly answered: number;
  /** All items asked, pilots included. */
  readonly asked: number;
}

export type NextStep =
  | { readonly ask: PoolItem; readonly why: SelectionReason }
  | { readonly stop: StopReason; readonly result: TestResult; readonly why: string };

/**
 * The one door to adaptive testing: given what was asked and answered, which item comes now, or why it is over.
 * Pure: the same session, pool, rules and random always give the same step, so a stored attempt can be replayed.
 * Every item in `session.asked` must have its points; ask for a next step only after an answer.
 */
export function nextStep(
  session: TestSession,
  pool: readonly PoolItem[],
  rules: TestRules,
  random: Random,
): NextStep {
  const result = resultOf(session, pool, rules);
  const reason = stopReason(session, pool, rules, result);
  if (reason) return { stop: reason, result, why: explain(reason, session, rules, result) };
  const at = rules.aim === 'cut' && rules.cut !== undefined ? rules.cut : result.theta;
  const selection = selectItem(session, pool, rules, at, random);
  if (!selection) {
    return { stop: 'no-items-left', result, why: explain('no-items-left', session, rules, result) };
  }
  return { ask: selection.item, why: selection.why };
}

/** Ability from the scored answers so far. Items that are no longer in the pool are left out. */
export function resultOf(session: TestSession, pool: readonly PoolItem[], rules: TestRules): TestResult {
  const scored = scoredAnswers(session, pool);
  const ability = estimateAbility(scored, rules.prior);
  return { ...ability, answered: scored.length, asked: session.asked.length };
}

/** The answers that count, in the order asked. */
export function scoredAnswers(
  session: TestSession,
  pool: readonly PoolItem[],
): (ScoredAnswer & { readonly skill: string })[] {
  const { byId } = indexOf(pool);
  return session.asked.flatMap(({ itemId, points }) => {
    const item = byId.get(itemId);
    if (!item || item.scored === false || points === null) return [];
    return [{ parameters: item.parameters, points, skill: item.skill }];
  });
}

function explain(reason: StopReason, session: TestSession, rules: TestRules, result: TestResult): string {
  const estimate = `${result.theta.toFixed(3)} ± ${result.standardError.toFixed(3)}`;
  switch (reason) {
    case 'time':
      return `${session.elapsedSeconds} s passed, limit ${rules.maxSeconds} s; estimate ${estimate}`;
    case 'max':
      return `${session.asked.length} items asked, maximum ${rules.max}; estimate ${estimate}`;
    case 'precision':
      return `standard error at most ${rules.precision}; estimate ${estimate}`;
    case 'clear-of-cut':
      return `estimate ${estimate} lies ${rules.clearOfCut} standard errors from cut ${rules.cut}`;
    case 'no-items-left':
      return `no item left after ${session.asked.length}; estimate ${estimate}`;
  }
}
