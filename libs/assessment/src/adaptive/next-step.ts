import type { Random } from '../random.js';
import { selectItem, type SelectionReason } from './select-item.js';
import { stopReason, type StopReason } from './stop-rule.js';
import { resultFrom, scoredAnswers, type TestResult } from './test-result.js';
import type { PoolItem, TestRules, TestSession } from './test-rules.js';

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
  const answers = scoredAnswers(session, pool);
  const result = resultFrom(answers, session, rules);
  const reason = stopReason(session, pool, rules, result, answers);
  if (reason) return { stop: reason, result, why: explain(reason, session, rules, result) };
  const at = rules.aim === 'cut' && rules.cut !== undefined ? rules.cut : result.theta;
  const selection = selectItem(session, pool, rules, at, random);
  if (!selection) {
    return { stop: 'no-items-left', result, why: explain('no-items-left', session, rules, result) };
  }
  return { ask: selection.item, why: selection.why };
}

function explain(reason: StopReason, session: TestSession, rules: TestRules, result: TestResult): string {
  const estimate = `estimate ${result.theta.toFixed(3)} ± ${result.standardError.toFixed(3)}`;
  const c = result.classification;
  const basis = c ? `${estimate}; ${c.rule} ${c.statistic.toFixed(3)} at cut ${c.cut}` : estimate;
  switch (reason) {
    case 'time':
      return `${session.elapsedSeconds} s passed, limit ${rules.maxSeconds} s; ${basis}`;
    case 'max':
      return `${session.asked.length} items asked, maximum ${rules.max}; ${basis}`;
    case 'precision':
      return `standard error at most ${rules.precision}; ${basis}`;
    case 'clear-of-cut':
    case 'decided':
      return `beyond [${c?.bounds.fail.toFixed(3)}, ${c?.bounds.pass.toFixed(3)}]; ${basis}`;
    case 'curtailed':
      return `chance that the decision turns at most ${rules.stop?.curtail}; ${basis}`;
    case 'no-items-left':
      return `no item left after ${session.asked.length}; ${basis}`;
  }
}
