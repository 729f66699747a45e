/**
 * What every item model can say about one item, whatever its shape. Answers fall in categories 0 … `top`; with
 * two categories 1 is right. Theta is in logits; beyond +-1e100 it is taken as that, so nothing overflows.
 */
export interface ResponseModel {
  /** The best category, 1 or more. */
  readonly top: number;
  /** ln P(category | theta), range (-inf, 0], finite for every finite theta. */
  logProbability(theta: number, category: number): number;
  /** d ln P(category | theta) / d theta, per logit. */
  slope(theta: number, category: number): number;
  /** Fisher information: sum over categories of P slope^2, per logit^2, never negative. */
  information(theta: number): number;
  /** Warm's J: sum over categories of P' P'' / P, per logit^3; the bias of maximum likelihood is -J / (2 I^2). */
  skew(theta: number): number;
}

const FARTHEST = 1e100;

/** Largest discrimination that is taken for an item; real ones lie between .3 and 3. */
export const STEEPEST = 1000;

/** Theta within the range in which products with any sensible parameter stay finite. */
export function within(theta: number): number {
  return theta > FARTHEST ? FARTHEST : theta < -FARTHEST ? -FARTHEST : theta;
}

/** Throws a RangeError that names the parameter; a bad item must not become a wrong estimate. */
export function requireRange(holds: boolean, what: string): void {
  if (!holds) throw new RangeError(`item parameters: ${what}`);
}
