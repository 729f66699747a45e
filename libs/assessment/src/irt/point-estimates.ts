import type { Ability, NormalPrior, ScoredAnswer } from './ability.js';
import { slopeOf } from './likelihood-slope.js';
import { information, modelOf } from './model.js';
import { maximise } from './maximise.js';

/** An estimate that is a maximum; `bounded` when there is none inside [-6, 6] and the end of that range stands in. */
export interface PointEstimate extends Ability {
  readonly bounded: boolean;
}

/**
 * Maximum likelihood on [-6, 6]. All right or all wrong has no maximum: `bounded`, at the end of the range. The
 * standard error is 1 / sqrt(information), infinite without answers.
 */
export function estimateMl(answers: readonly ScoredAnswer[]): PointEstimate {
  return estimate(answers, maximise(slopeOf(answers)), 0);
}

/** Maximum a posteriori: the mode of likelihood times normal prior; SE = 1 / sqrt(information + 1 / sd^2). */
export function estimateMap(answers: readonly ScoredAnswer[], prior: NormalPrior): PointEstimate {
  const weight = 1 / prior.sd ** 2;
  const slope = slopeOf(answers);
  const peak = maximise((theta) => slope(theta) - (theta - prior.mean) * weight);
  return estimate(answers, peak, weight);
}

/**
 * Warm's (1989) weighted likelihood: root of slope + J / (2 I), which takes away the outward bias of maximum
 * likelihood to first order; for graded items Samejima (1998). Finite for all right and all wrong. Serves as the
 * reported score, since unlike EAP it does not lean towards a prior. SE = 1 / sqrt(information).
 */
export function estimateWle(answers: readonly ScoredAnswer[]): PointEstimate {
  const slope = slopeOf(answers);
  const items = answers.map((answer) => modelOf(answer.parameters));
  const peak = maximise((theta) => {
    let [inform, skew] = [0, 0];
    for (const item of items) {
      inform += item.information(theta);
      skew += item.skew(theta);
    }
    return slope(theta) + (inform > 0 ? skew / (2 * inform) : 0);
  });
  return estimate(answers, peak, 0);
}

function estimate(
  answers: readonly ScoredAnswer[],
  { at, bounded }: { readonly at: number; readonly bounded: boolean },
  priorInformation: number,
): PointEstimate {
  const total = answers.reduce((sum, answer) => sum + information(answer.parameters, at), priorInformation);
  return { theta: at, standardError: 1 / Math.sqrt(total), bounded };
}
