import { logistic, logLogistic, logOneMinusExp } from '../numbers.js';
import { requireRange, type ResponseModel, STEEPEST, within } from './response-model.js';

// Bound once: looking up a global is slow where this runs most, in specs and simulations.
const { exp } = Math;

/** Graded response item: `b[k - 1]` is where category k or better becomes as likely as not; strictly rising. */
export interface GradedParameters {
  readonly model: 'graded';
  readonly a: number;
  readonly b: readonly number[];
}

/**
 * Samejima's (1969) graded response model: P(k or better) = 1 / (1 + exp(-a (theta - b_k))), and P(k) is the
 * difference of two neighbours. That difference is taken as a product, s(u) s(-v) (1 - exp(v - u)) with u > v the
 * two arguments, so that it keeps its digits in both tails and its derivatives are simple.
 */
export class GradedModel implements ResponseModel {
  readonly top: number;
  private readonly a: number;
  /** Thresholds with -inf in front and +inf behind: category k lies between number k and number k + 1. */
  private readonly edges: readonly number[];
  /** ln(1 - exp(v - u)) for each category; it does not depend on theta. */
  private readonly gaps: readonly number[];

  constructor({ a, b }: GradedParameters) {
    requireRange(a > 0 && a <= STEEPEST, 'a must lie above 0, at most 1000');
    requireRange(b.length > 0 && b.every(Number.isFinite), 'thresholds must be numbers');
    requireRange(
      b.every((edge, k) => k === 0 || edge > b[k - 1]!),
      'thresholds must rise',
    );
    this.a = a;
    this.top = b.length;
    this.edges = [-Infinity, ...b, Infinity];
    this.gaps = this.edges.slice(1).map((edge, k) => logOneMinusExp(a * (edge - this.edges[k]!)));
  }

  logProbability(theta: number, category: number): number {
    return (
      this.gaps[category]! +
      logLogistic(this.at(theta, category)) +
      logLogistic(-this.at(theta, category + 1))
    );
  }

  slope(theta: number, category: number): number {
    return this.a * (logistic(-this.at(theta, category)) - logistic(this.at(theta, category + 1)));
  }

  information(theta: number): number {
    let sum = 0;
    for (let k = 0; k <= this.top; k += 1) {
      sum += exp(this.logProbability(theta, k)) * this.slope(theta, k) ** 2;
    }
    return sum;
  }

  /** P'' / P = slope^2 + slope', hence J = sum P slope (slope^2 + slope'). */
  skew(theta: number): number {
    let sum = 0;
    for (let k = 0; k <= this.top; k += 1) {
      const slope = this.slope(theta, k);
      const bend = -this.a * this.a * (this.spread(theta, k) + this.spread(theta, k + 1));
      sum += exp(this.logProbability(theta, k)) * slope * (slope * slope + bend);
    }
    return sum;
  }

  private at(theta: number, edge: number): number {
    return this.a * (within(theta) - this.edges[edge]!);
  }

  private spread(theta: number, edge: number): number {
    const x = this.at(theta, edge);
    return logistic(x) * logistic(-x);
  }
}
