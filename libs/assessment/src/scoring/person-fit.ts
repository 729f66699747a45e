import type { ScoredAnswer } from '../irt/ability.js';
import { modelOf } from '../irt/model.js';
import { estimateWle } from '../irt/point-estimates.js';

/** How well somebody's answers follow the model; about N(0, 1) for people whom it describes. */
export interface PersonFit {
  readonly lz: number;
  /** Answers it rests on. */
  readonly answers: number;
  /** Right and wrong answers are where nobody of any ability would have them. */
  readonly flagged: boolean;
}

/** Below this one person in some hundreds is flagged by chance alone (.13 % of a normal distribution). */
export const MISFIT = -3;

/** With fewer answers the index says little about anybody. */
const FEWEST_ANSWERS = 10;

/**
 * The person-fit index l_z* (Snijders 2001, Psychometrika 66, 331-342; written as in Magis, Raiche & Beland 2012,
 * Journal of Educational and Behavioral Statistics 37, 57-81), for an estimated ability. With P_i = P(right) at the
 * estimate and Q_i = 1 - P_i:
 *
 *     w_i = ln(P_i / Q_i)              W = sum (x_i - P_i) w_i
 *     r_i = P_i' / (P_i Q_i)           c = sum P_i' w_i / sum P_i' r_i
 *     l_z* = (W + c r_0) / sqrt(sum (w_i - c r_i)^2 P_i Q_i)
 *
 * The estimate is Warm's (WLE), for which r_0 = J / (2 I). Without c this is l_z, whose spread is too small because
 * the ability was estimated from the same answers. Partly right counts as wrong, as in calibration; unanswered
 * questions should not be passed in. Null where it can't be told: fewer than 10 answers, no estimate inside [-6, 6], a
 * graded item, or items so alike that every pattern fits as well as any other.
 */
export function personFit(answers: readonly ScoredAnswer[]): PersonFit | null {
  const scored = answers.map(({ parameters, points }) => ({ parameters, points: points >= 1 ? 1 : 0 }));
  const models = scored.map(({ parameters }) => modelOf(parameters));
  if (scored.length < FEWEST_ANSWERS || models.some(({ top }) => top !== 1)) return null;
  const { theta, bounded } = estimateWle(scored);
  if (bounded) return null;
  let [inform, skew, cross, square] = [0, 0, 0, 0];
  const parts = models.map((model, i) => {
    const p = Math.exp(model.logProbability(theta, 1));
    const q = Math.exp(model.logProbability(theta, 0));
    const w = model.logProbability(theta, 1) - model.logProbability(theta, 0);
    const rise = p * model.slope(theta, 1);
    const r = rise / (p * q);
    inform += model.information(theta);
    skew += model.skew(theta);
    cross += rise * w;
    square += rise * r;
    return { p, q, w, r, x: scored[i]!.points };
  });
  const c = cross / square;
  const variance = parts.reduce((sum, { p, q, w, r }) => sum + (w - c * r) ** 2 * p * q, 0);
  if (!(variance > 1e-9)) return null;
  const deviation = parts.reduce((sum, { p, w, x }) => sum + (x - p) * w, 0);
  const lz = (deviation + (c * skew) / (2 * inform)) / Math.sqrt(variance);
  return { lz, answers: scored.length, flagged: lz < MISFIT };
}
