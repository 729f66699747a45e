import { grid, logLogistic } from '../numbers.js';
import type { AnswerSets } from './answer-sets.js';

// Bound once: these run for every person in every pass.
const { exp, log } = Math;

/** Equally spaced points of ability, in logits, over which people are integrated out. */
export interface Quadrature {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** 61 points on [-6, 6]: within 2e-7 of 241 points in a and b for tests of up to 100 items; use 121 beyond. */
export const DEFAULT_QUADRATURE: Quadrature = { low: -6, high: 6, count: 61 };

/** What the E-step needs: slope a and intercept d = -a b of every item, and the population N(mean, sd). */
export interface MarginalParameters {
  readonly slope: Float64Array;
  readonly intercept: Float64Array;
  readonly mean: number;
  readonly sd: number;
}

/** Weights below this share of the largest can't change a sum of doubles. */
const NEGLIGIBLE = 1e-20;
/** Beyond this the product of two exponentials could overflow. */
const STEEP = 300;

/**
 * Posterior of ability, person by person, in the two-parameter model.
 *
 * There ln L_i(theta) = sum_j ln Q_j(theta) + A_i theta + B_i, where A_i and B_i sum slopes and intercepts over the
 * person's right answers, and the first sum belongs to the set of items. On equally spaced points the posterior
 * therefore grows from point to point by (ratio of the set) x exp(A_i step): one exponential a person. The walk
 * starts at the mode, where the weight is 1, and goes both ways until weights are negligible, so nothing overflows.
 * (The posterior is log-concave: the ratios fall, and the mode is found by bisection.)
 *
 * Use: `prepare`, then for every set `enterSet`, then for every place of it `visit`; the fields hold the last visit.
 */
export class Posteriors {
  readonly nodes: Float64Array;
  /** Weights of the last visited person, not normalised: valid from `first` to `last`; they add up to `sum`. */
  readonly weights: Float64Array;
  first = 0;
  last = 0;
  sum = 0;

  /** ln Q of item j at point k, at [j * points + k]. */
  readonly logWrong: Float64Array;
  private readonly step: number;
  private readonly logPrior: Float64Array;
  private readonly logStart: Float64Array;
  private readonly logUp: Float64Array;
  private readonly up: Float64Array;
  private readonly down: Float64Array;
  private steep = false;
  private slope: Float64Array = new Float64Array(0);
  private intercept: Float64Array = new Float64Array(0);

  constructor(
    readonly sets: AnswerSets,
    items: number,
    { low, high, count }: Quadrature,
  ) {
    if (!(count >= 5 && low < high))
      throw new RangeError('Quadrature needs at least 5 points, from low to high.');
    this.nodes = grid(low, high, count);
    this.step = (high - low) / (count - 1);
    this.logWrong = new Float64Array(items * count);
    [this.weights, this.logPrior, this.logStart, this.logUp, this.up, this.down] = [
      new Float64Array(count),
      new Float64Array(count),
      new Float64Array(count),
      new Float64Array(count),
      new Float64Array(count),
      new Float64Array(count),
    ];
  }

  /** Takes the parameters for the coming passes. */
  prepare({ slope, intercept, mean, sd }: MarginalParameters): void {
    const { nodes, logPrior, logWrong } = this;
    const points = nodes.length;
    this.slope = slope;
    this.intercept = intercept;
    let mass = 0;
    for (let k = 0; k < points; k += 1) {
      const z = (nodes[k]! - mean) / sd;
      logPrior[k] = -0.5 * z * z;
      mass += exp(logPrior[k]!);
    }
    for (let k = 0; k < points; k += 1) logPrior[k]! -= log(mass);
    for (let j = 0; j < slope.length; j += 1)
      for (let k = 0; k < points; k += 1)
        logWrong[j * points + k] = logLogistic(-(slope[j]! * nodes[k]! + intercept[j]!));
  }

  /** Adds up what everybody in the set has in common. */
  enterSet(set: number): void {
    const { sets, logStart, logUp, up, down, logWrong } = this;
    const points = logStart.length;
    logStart.set(this.logPrior);
    let slopes = 0;
    for (let entry = sets.itemStart[set]!; entry < sets.itemStart[set + 1]!; entry += 1) {
      const item = sets.items[entry]!;
      slopes += Math.abs(this.slope[item]!);
      for (let k = 0, at = item * points; k < points; k += 1, at += 1) logStart[k]! += logWrong[at]!;
    }
    this.steep = slopes * this.step > STEEP;
    for (let k = 0; k + 1 < points; k += 1) {
      logUp[k] = logStart[k + 1]! - logStart[k]!;
      up[k] = exp(logUp[k]!);
      down[k] = 1 / up[k]!;
    }
  }

  /** Computes the posterior of the person at this place of the set entered last; gives ln of the likelihood. */
  visit(place: number): number {
    const { sets, slope, intercept, nodes, logStart } = this;
    let a = 0;
    let b = 0;
    for (let entry = sets.rightStart[place]!; entry < sets.rightStart[place + 1]!; entry += 1) {
      const item = sets.right[entry]!;
      a += slope[item]!;
      b += intercept[item]!;
    }
    const mode = this.findMode(a * this.step);
    this.sum = this.steep ? this.spreadSteep(mode, a * this.step) : this.spread(mode, exp(a * this.step));
    return log(this.sum) + logStart[mode]! + a * nodes[mode]! + b;
  }

  /** Expected ability of the person visited last, in logits. */
  expectedAbility(): number {
    const { weights, nodes, first, last } = this;
    let moment = 0;
    for (let k = first; k <= last; k += 1) moment += weights[k]! * nodes[k]!;
    return moment / this.sum;
  }

  /** The first point from which the posterior no longer grows. */
  private findMode(growth: number): number {
    const { logUp } = this;
    let low = 0;
    let high = logUp.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (logUp[middle]! + growth > 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private spread(mode: number, growth: number): number {
    const { weights, up, down } = this;
    const end = weights.length - 1;
    weights[mode] = 1;
    let sum = 1;
    let weight = 1;
    let k = mode;
    while (k < end && weight > NEGLIGIBLE) {
      weight *= up[k]! * growth;
      k += 1;
      weights[k] = weight;
      sum += weight;
    }
    this.last = k;
    const decline = 1 / growth;
    weight = 1;
    k = mode;
    while (k > 0 && weight > NEGLIGIBLE) {
      k -= 1;
      weight *= down[k]! * decline;
      weights[k] = weight;
      sum += weight;
    }
    this.first = k;
    return sum;
  }

  /** The same for very long tests: slower, and safe from overflow. */
  private spreadSteep(mode: number, growth: number): number {
    const { weights, logUp } = this;
    const end = weights.length - 1;
    weights[mode] = 1;
    let sum = 1;
    for (this.last = mode; this.last < end && weights[this.last]! > NEGLIGIBLE; this.last += 1)
      sum += weights[this.last + 1] = weights[this.last]! * exp(logUp[this.last]! + growth);
    for (this.first = mode; this.first > 0 && weights[this.first]! > NEGLIGIBLE; this.first -= 1)
      sum += weights[this.first - 1] = weights[this.first]! * exp(-logUp[this.first - 1]! - growth);
    return sum;
  }
}
