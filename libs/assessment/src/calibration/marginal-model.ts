import type { NormalPrior } from '../irt/ability.js';
import { countRight, type AnswerSets } from './answer-sets.js';
import { differentiateItem, maximiseItem, type ItemPrior, type ItemStatistics } from './item-maximum.js';
import { Posteriors, type MarginalParameters, type Quadrature } from './posteriors.js';
import type { FixedPointMap } from './squarem.js';

/** The two-parameter model's discrimination and difficulty. */
export interface SlopeAndDifficulty {
  readonly a: number;
  readonly b: number;
}

export interface MarginalModelInput {
  readonly items: number;
  readonly sets: AnswerSets;
  readonly quadrature: Quadrature;
  /** Items to estimate, rising. */
  readonly free: readonly number[];
  /** Items whose parameters stand still. */
  readonly fixed: ReadonlyMap<number, SlopeAndDifficulty>;
  /** Of the free items, by position in `free`; without priors it is maximum likelihood. */
  readonly priors?: readonly ItemPrior[];
  /** Estimate mean and spread of the population too (the scale must then hang on fixed items). */
  readonly freePopulation: boolean;
}

/** A population narrower than the points are apart can't be told from one point. */
const SMALLEST_VARIANCE = 0.04;

/**
 * The marginal likelihood of a two-parameter bank as one function of a vector: two coordinates per free item (see
 * `differentiateItem`), then mean and ln sd of the population if that is free. `apply` is one EM step (Bock &
 * Aitkin 1981). Because the model is logistic, the M-step needs of the right answers only their number and the sum
 * of the expected abilities of who gave them: the E-step never spreads an answer over the points.
 */
export class MarginalModel implements FixedPointMap {
  readonly posteriors: Posteriors;
  readonly size: number;
  /** ln marginal likelihood at the last point evaluated. */
  logLikelihood = 0;
  private readonly counts: Float64Array;
  private readonly moment: Float64Array;
  private readonly right: Float64Array;
  private readonly inSet: Float64Array;
  private readonly everybody: Float64Array;
  private readonly allSets: readonly number[];

  constructor(readonly input: MarginalModelInput) {
    const points = input.quadrature.count;
    this.posteriors = new Posteriors(input.sets, input.items, input.quadrature);
    this.size = 2 * input.free.length + (input.freePopulation ? 2 : 0);
    this.counts = new Float64Array(input.items * points);
    this.moment = new Float64Array(input.items);
    this.right = countRight(input.sets, input.items);
    this.inSet = new Float64Array(points);
    this.everybody = new Float64Array(points);
    this.allSets = [...Array(input.sets.count).keys()];
  }

  /** The EM step from one point to the next; returns the log posterior (log-likelihood + log priors) at `from`. */
  apply(from: Float64Array, to: Float64Array): number {
    const objective = this.expect(from, this.allSets);
    const { free, priors, freePopulation } = this.input;
    free.forEach((item, i) => maximiseItem(this.statistics(item), priors?.[i], from, 2 * i, to));
    if (freePopulation) this.maximisePopulation(to);
    return objective;
  }

  /**
   * Gradient of the log posterior at a point, by Fisher's identity; returns the log posterior there. With only some
   * sets of people, what the others add is left out: a constant while only items that these sets met are moved.
   */
  differentiate(at: Float64Array, gradient: Float64Array, sets = this.allSets): number {
    const objective = this.expect(at, sets);
    const out = new Float64Array(5);
    this.input.free.forEach((item, i) => {
      differentiateItem(this.statistics(item), this.input.priors?.[i], at[2 * i]!, at[2 * i + 1]!, out);
      gradient[2 * i] = out[0]!;
      gradient[2 * i + 1] = out[1]!;
    });
    if (this.input.freePopulation) this.differentiatePopulation(at, gradient);
    return objective;
  }

  /** By item: the sets of people who met it. */
  listSets(): number[][] {
    const { sets, items } = this.input;
    const met = Array.from({ length: items }, (): number[] => []);
    for (const set of this.allSets)
      for (let entry = sets.itemStart[set]!; entry < sets.itemStart[set + 1]!; entry += 1)
        met[sets.items[entry]!]!.push(set);
    return met;
  }

  /** Slopes, intercepts and population that a point stands for. */
  unpack(point: Float64Array): MarginalParameters {
    const { items, free, fixed, priors, freePopulation } = this.input;
    const slope = new Float64Array(items);
    const intercept = new Float64Array(items);
    for (const [item, { a, b }] of fixed) {
      slope[item] = a;
      intercept[item] = -a * b;
    }
    free.forEach((item, i) => {
      const [u, v] = [point[2 * i]!, point[2 * i + 1]!];
      slope[item] = priors ? Math.exp(u) : u;
      intercept[item] = priors ? -Math.exp(u) * v : v;
    });
    const population = this.populationAt(point);
    return { slope, intercept, ...(freePopulation ? population : { mean: 0, sd: 1 }) };
  }

  private populationAt(point: Float64Array): NormalPrior {
    return this.input.freePopulation
      ? { mean: point[this.size - 2]!, sd: Math.exp(point[this.size - 1]!) }
      : { mean: 0, sd: 1 };
  }

  /** The E-step: fills counts and moments; returns the log posterior. */
  private expect(at: Float64Array, sets: readonly number[]): number {
    const { posteriors, counts, moment, everybody } = this;
    counts.fill(0);
    moment.fill(0);
    everybody.fill(0);
    posteriors.prepare(this.unpack(at));
    this.logLikelihood = 0;
    for (const set of sets) this.logLikelihood += this.expectSet(set);
    return this.logLikelihood + this.logPrior(at);
  }

  private expectSet(set: number): number {
    const { posteriors, counts, moment, inSet, everybody } = this;
    const { sets } = this.input;
    const { weights } = posteriors;
    const points = inSet.length;
    inSet.fill(0);
    posteriors.enterSet(set);
    let logLikelihood = 0;
    for (let place = sets.placeStart[set]!; place < sets.placeStart[set + 1]!; place += 1) {
      const people = sets.weight[place]!;
      logLikelihood += people * posteriors.visit(place);
      const share = people / posteriors.sum;
      for (let k = posteriors.first; k <= posteriors.last; k += 1) inSet[k]! += share * weights[k]!;
      const ability = people * posteriors.expectedAbility();
      for (let entry = sets.rightStart[place]!; entry < sets.rightStart[place + 1]!; entry += 1)
        moment[sets.right[entry]!]! += ability;
    }
    for (let k = 0; k < points; k += 1) everybody[k]! += inSet[k]!;
    for (let entry = sets.itemStart[set]!; entry < sets.itemStart[set + 1]!; entry += 1)
      for (let k = 0, at = sets.items[entry]! * points; k < points; k += 1, at += 1) counts[at]! += inSet[k]!;
    return logLikelihood;
  }

  private statistics(item: number): ItemStatistics {
    const { nodes } = this.posteriors;
    return {
      nodes,
      counts: this.counts,
      offset: item * nodes.length,
      right: this.right[item]!,
      moment: this.moment[item]!,
    };
  }

  private maximisePopulation(to: Float64Array): void {
    const { everybody, size } = this;
    const { nodes } = this.posteriors;
    let [people, first, second] = [0, 0, 0];
    for (let k = 0; k < nodes.length; k += 1) {
      people += everybody[k]!;
      first += everybody[k]! * nodes[k]!;
    }
    const mean = first / people;
    for (let k = 0; k < nodes.length; k += 1) second += everybody[k]! * (nodes[k]! - mean) ** 2;
    to[size - 2] = mean;
    to[size - 1] = 0.5 * Math.log(Math.max(SMALLEST_VARIANCE, second / people));
  }

  private differentiatePopulation(at: Float64Array, gradient: Float64Array): void {
    const { everybody, size } = this;
    const { nodes } = this.posteriors;
    const { mean, sd } = this.populationAt(at);
    let [first, second] = [0, 0];
    for (let k = 0; k < nodes.length; k += 1) {
      const z = (nodes[k]! - mean) / sd;
      first += (everybody[k]! * z) / sd;
      second += everybody[k]! * (z * z - 1);
    }
    gradient[size - 2] = first;
    gradient[size - 1] = second;
  }

  private logPrior(at: Float64Array): number {
    const { priors } = this.input;
    if (!priors) return 0;
    return priors.reduce(
      (sum, { lnA, b }, i) =>
        sum - 0.5 * ((at[2 * i]! - lnA.mean) / lnA.sd) ** 2 - 0.5 * ((at[2 * i + 1]! - b.mean) / b.sd) ** 2,
      0,
    );
  }
}
