import type { ScoredAnswer } from '../irt/ability.js';
import { likelihoodSlope, logLikelihood } from '../irt/model.js';
import { maximise } from '../irt/maximise.js';

/**
 * ln of the likelihood at cut + delta over that at cut - delta, the statistic of Wald's sequential test for a mastery
 * decision (Reckase 1983). Above 0 the answers speak for a pass. Delta > 0, in logits.
 */
export function logLikelihoodRatio(answers: readonly ScoredAnswer[], cut: number, delta: number): number {
  return logLikelihoodAt(answers, cut + delta) - logLikelihoodAt(answers, cut - delta);
}

/**
 * The generalised ratio (Bartroff, Finkelman & Lai 2008; Thompson 2011): the highest likelihood at or above
 * cut + delta over the highest at or below cut - delta, ln. Far from the cut it decides sooner than the simple ratio;
 * close to the cut after few answers it decides too soon, so it needs a minimum length.
 */
export function generalisedLogRatio(answers: readonly ScoredAnswer[], cut: number, delta: number): number {
  const slope = (theta: number): number => {
    let sum = 0;
    for (const { parameters, points } of answers) sum += likelihoodSlope(parameters, theta, points);
    return sum;
  };
  const above = maximise(slope, { low: cut + delta, high: Math.max(6, cut + delta) }).at;
  const below = maximise(slope, { low: Math.min(-6, cut - delta), high: cut - delta }).at;
  return logLikelihoodAt(answers, above) - logLikelihoodAt(answers, below);
}

function logLikelihoodAt(answers: readonly ScoredAnswer[], theta: number): number {
  let sum = 0;
  for (const { parameters, points } of answers) sum += logLikelihood(parameters, theta, points);
  return sum;
}
