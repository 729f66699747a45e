import type { ScoredAnswer } from '../irt/ability.js';
import { slopeOf } from '../irt/likelihood-slope.js';
import { maximise } from '../irt/maximise.js';
import { categoryOf, logLikelihood, type ModelParameters, modelOf } from '../irt/model.js';

/**
 * ln of the likelihood at cut + delta over that at cut - delta, the statistic of Wald's sequential test for a mastery
 * decision (Reckase 1983). Above 0 the answers speak for a pass. Delta > 0, in logits.
 */
export function logLikelihoodRatio(answers: readonly ScoredAnswer[], cut: number, delta: number): number {
  let sum = 0;
  for (const { parameters, points } of answers) {
    const gains = gainsOf(parameters, cut, delta);
    const { category, rest } = categoryOf(points, gains.length - 1);
    sum += gains[category]!;
    if (rest > 0) sum += rest * (gains[category + 1]! - gains[category]!);
  }
  return sum;
}

/**
 * The generalised ratio (Bartroff, Finkelman & Lai 2008; Thompson 2011): the highest likelihood at or above
 * cut + delta over the highest at or below cut - delta, ln. Far from the cut it decides sooner than the simple ratio;
 * close to the cut after few answers it decides too soon, so it needs a minimum length.
 */
export function generalisedLogRatio(answers: readonly ScoredAnswer[], cut: number, delta: number): number {
  const slope = slopeOf(answers);
  const above = maximise(slope, { low: cut + delta, high: Math.max(6, cut + delta) }).at;
  const below = maximise(slope, { low: Math.min(-6, cut - delta), high: cut - delta }).at;
  return logLikelihoodAt(answers, above) - logLikelihoodAt(answers, below);
}

interface Gains {
  readonly cut: number;
  readonly delta: number;
  readonly byCategory: readonly number[];
}

const known = new WeakMap<ModelParameters, Gains>();

/** What each category of an item adds to the ratio. An item serves one exam, so the last cut asked for is kept. */
function gainsOf(parameters: ModelParameters, cut: number, delta: number): readonly number[] {
  const last = known.get(parameters);
  if (last && last.cut === cut && last.delta === delta) return last.byCategory;
  const model = modelOf(parameters);
  const byCategory = Array.from(
    { length: model.top + 1 },
    (_, k) => model.logProbability(cut + delta, k) - model.logProbability(cut - delta, k),
  );
  known.set(parameters, { cut, delta, byCategory });
  return byCategory;
}

function logLikelihoodAt(answers: readonly ScoredAnswer[], theta: number): number {
  let sum = 0;
  for (const { parameters, points } of answers) sum += logLikelihood(parameters, theta, points);
  return sum;
}
