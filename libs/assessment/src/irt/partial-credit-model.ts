import { requireRange, type ResponseModel, STEEPEST, within } from './response-model.js';

// Bound once: looking up a global is slow where this runs most, in specs and simulations.
const { exp, log1p } = Math;

/** Generalised partial credit item: `b[k - 1]` is where category k overtakes category k - 1; in any order. */
export interface PartialCreditParameters {
  readonly model: 'partial-credit';
  readonly a: number;
  readonly b: readonly number[];
}

/**
 * Muraki's (1992) generalised partial credit model: P(k) in proportion to exp(sum over j <= k of a (theta - b_j)).
 * Slopes are sums of P(j) (k - j), not k minus a mean: the likeliest category keeps its digits in the tails.
 */
export class PartialCreditModel implements ResponseModel {
  readonly top: number;
  private readonly a: number;
  private readonly b: readonly number[];

  constructor({ a, b }: PartialCreditParameters) {
    requireRange(a > 0 && a <= STEEPEST, 'a must lie above 0, at most 1000');
    requireRange(b.length > 0 && b.every(Number.isFinite), 'steps must be numbers');
    this.a = a;
    this.b = b;
    this.top = b.length;
  }

  logProbability(theta: number, category: number): number {
    const heights = this.heights(theta);
    let rest = 0;
    for (let k = 0; k <= this.top; k += 1) if (k !== category) rest += exp(heights[k]! - heights[category]!);
    // Relative to the category itself: exact when it is nearly certain. Relative to the highest when it is hopeless.
    if (Number.isFinite(rest)) return -log1p(rest);
    const highest = Math.max(...heights);
    return heights[category]! - highest - Math.log(heights.reduce((sum, z) => sum + exp(z - highest), 0));
  }

  slope(theta: number, category: number): number {
    return this.slopeFrom(this.probabilities(theta), category);
  }

  information(theta: number): number {
    const p = this.probabilities(theta);
    return p.reduce((sum, chance, k) => sum + chance * this.slopeFrom(p, k) ** 2, 0);
  }

  /** The bend of ln P is the same for all categories, so J is the third central moment: sum P slope^3. */
  skew(theta: number): number {
    const p = this.probabilities(theta);
    return p.reduce((sum, chance, k) => sum + chance * this.slopeFrom(p, k) ** 3, 0);
  }

  private slopeFrom(p: readonly number[], category: number): number {
    return this.a * p.reduce((sum, chance, k) => sum + chance * (category - k), 0);
  }

  private probabilities(theta: number): number[] {
    return Array.from({ length: this.top + 1 }, (_, k) => exp(this.logProbability(theta, k)));
  }

  /** Exponents of the categories, the lowest at 0. */
  private heights(theta: number): number[] {
    const t = within(theta);
    const heights = [0];
    for (const step of this.b) heights.push(heights[heights.length - 1]! + this.a * (t - step));
    return heights;
  }
}
