import { type Ability, chanceOfCut, type NormalPrior, type ScoredAnswer } from '../irt/ability.js';
import { generalisedLogRatio, logLikelihoodRatio } from './likelihood-ratio.js';

/**
 * When pass or fail is clear. `alpha` is the accepted chance of a false pass, `beta` of a false fail (both in
 * (0, .5)), `delta` half the indifference region around the cut in logits.
 * - `sprt`, `glr`: Wald's sequential test on the simple or the generalised likelihood ratio.
 * - `interval`: the estimate lies at least `z` standard errors from the cut.
 * - `bayes`: the posterior chance of standing at or above the cut reaches 1 - alpha, or falls to beta.
 * `curtail`: also stop when the chance that the remaining items turn the decision is at most this.
 */
export type ClassificationRule = (
  | { readonly rule: 'sprt' | 'glr'; readonly delta: number; readonly alpha: number; readonly beta: number }
  | { readonly rule: 'interval'; readonly z: number }
  | { readonly rule: 'bayes'; readonly alpha: number; readonly beta: number }
) & { readonly curtail?: number };

/** What a decision was based on; kept with it, so that anybody can check it again. */
export interface Classification {
  readonly rule: ClassificationRule['rule'];
  readonly cut: number;
  /** Half the indifference region; null for rules without one. */
  readonly delta: number | null;
  /** `sprt`, `glr`: the ratio, ln; else null. */
  readonly logLikelihoodRatio: number | null;
  /** The number that is compared: the ratio, (theta - cut) / SE, or the posterior chance. */
  readonly statistic: number;
  /** At or above `pass`, or at or below `fail`, the decision is clear; at the end of a test `even` divides. */
  readonly bounds: { readonly fail: number; readonly even: number; readonly pass: number };
  readonly verdict: 'pass' | 'fail' | null;
  /** Where the answers lean: the verdict, or the side of `even` they are on. Exactly even is a pass. */
  readonly leaning: 'pass' | 'fail';
}

/** Applies a rule to the scored answers; `ability` is their EAP under `prior`. The order of answers is irrelevant. */
export function classify(
  rule: ClassificationRule,
  answers: readonly ScoredAnswer[],
  cut: number,
  ability: Ability,
  prior: NormalPrior,
): Classification {
  switch (rule.rule) {
    case 'sprt':
    case 'glr': {
      const ratio = rule.rule === 'sprt' ? logLikelihoodRatio : generalisedLogRatio;
      const bounds = waldBounds(rule.alpha, rule.beta);
      return conclude(rule.rule, ratio(answers, cut, rule.delta), bounds, cut, rule.delta);
    }
    case 'interval': {
      const distance = (ability.theta - cut) / ability.standardError;
      return conclude(rule.rule, distance, { fail: -rule.z, even: 0, pass: rule.z }, cut, null);
    }
    case 'bayes': {
      const bounds = { fail: rule.beta, even: 0.5, pass: 1 - rule.alpha };
      return conclude(rule.rule, chanceOfCut(answers, prior, cut), bounds, cut, null);
    }
  }
}

/** Wald's (1947) bounds: pass at ln((1 - beta) / alpha), fail at ln(beta / (1 - alpha)). */
export function waldBounds(alpha: number, beta: number): Classification['bounds'] {
  if (!(alpha > 0 && alpha < 0.5 && beta > 0 && beta < 0.5)) {
    throw new RangeError(`alpha and beta must lie in (0, .5), got ${alpha} and ${beta}`);
  }
  return { fail: Math.log(beta / (1 - alpha)), even: 0, pass: Math.log((1 - beta) / alpha) };
}

/** Sums taken in another order differ in their last digits; that must not turn a tie into a fail. */
const TIE = 1e-12;

function conclude(
  rule: ClassificationRule['rule'],
  statistic: number,
  bounds: Classification['bounds'],
  cut: number,
  delta: number | null,
): Classification {
  const verdict = statistic >= bounds.pass - TIE ? 'pass' : statistic <= bounds.fail + TIE ? 'fail' : null;
  return {
    rule,
    cut,
    delta,
    logLikelihoodRatio: delta === null ? null : statistic,
    statistic,
    bounds,
    verdict,
    leaning: statistic >= bounds.even - TIE ? 'pass' : 'fail',
  };
}
