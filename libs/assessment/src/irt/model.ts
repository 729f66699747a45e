import { logistic, logLogistic } from '../numbers.js';

/**
 * Parameters of one item on the ability scale (logits, D = 1).
 * `a` discrimination (> 0), `b` difficulty; `c` lower asymptote (guessing) and `d` upper asymptote (slips)
 * are 0 and 1 in the two-parameter model, which is what the product uses until enough answers exist.
 */
export interface ItemParameters {
  readonly a: number;
  readonly b: number;
  readonly c?: number;
  readonly d?: number;
}

/** P(correct | theta) = c + (d - c) / (1 + exp(-a (theta - b))); range [c, d]. */
export function probability(item: ItemParameters, theta: number): number {
  const { c = 0, d = 1 } = item;
  return c + (d - c) * logistic(item.a * (theta - item.b));
}

/**
 * Fisher information about theta: P'(theta)^2 / (P Q), in 1 / logit^2, never negative.
 * For the two-parameter model this is a^2 P Q, with its top a^2 / 4 at theta = b.
 */
export function information(item: ItemParameters, theta: number): number {
  const { a, c = 0, d = 1 } = item;
  const right = logistic(a * (theta - item.b));
  const wrong = logistic(-a * (theta - item.b));
  if (c === 0 && d === 1) return a * a * right * wrong;
  const p = c + (d - c) * right;
  const q = 1 - d + (d - c) * wrong;
  const slope = (d - c) * a * right * wrong;
  return p <= 0 || q <= 0 ? 0 : (slope * slope) / (p * q);
}

/**
 * Log-likelihood of `points` in [0, 1]: points ln P + (1 - points) ln Q. For 0 and 1 this is the model itself;
 * in between it is a quasi-likelihood, used for partly right answers until a graded model is calibrated.
 */
export function logLikelihood(item: ItemParameters, theta: number, points: number): number {
  const { c = 0, d = 1 } = item;
  const x = item.a * (theta - item.b);
  if (c === 0 && d === 1) return points * logLogistic(x) + (1 - points) * logLogistic(-x);
  const p = c + (d - c) * logistic(x);
  const q = 1 - d + (d - c) * logistic(-x);
  return (points === 0 ? 0 : points * Math.log(p)) + (points === 1 ? 0 : (1 - points) * Math.log(q));
}
