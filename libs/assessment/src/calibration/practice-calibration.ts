import { clamp, logistic } from '../numbers.js';
import type { ItemPrior } from './item-maximum.js';
import { keepMean, newTallies, scoringStep, type Tallies } from './practice-item-step.js';

/** The first answer of a person to an item of one skill, outside exams. */
export interface PracticeAnswer {
  /** 0, 1, 2, …: a place in lists, not an identity. */
  readonly person: number;
  /** Place of the item in the list of items. */
  readonly item: number;
  readonly correct: boolean;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Asked by chance: only such an answer says something about its item. All say something about the person. */
  readonly drawn: boolean;
}

/** What is known of an item beforehand. */
export interface PracticeItem {
  readonly prior: ItemPrior;
  /** Its difficulty on the scale in use, in logits: the mean of all is kept. */
  readonly reference: number;
}

/** What drawn answers say about an item. Standard errors are those of the posterior. */
export interface PracticeItemFit {
  /** Drawn answers, and right ones among them. */
  readonly answers: number;
  readonly right: number;
  readonly a: number;
  readonly b: number;
  readonly seA: number;
  readonly seB: number;
  /** Mean squared residual over its expectation, 1 when answers fit; null without drawn answers. */
  readonly infit: number | null;
  /** The same with every answer weighing alike. */
  readonly outfit: number | null;
}

export interface PracticeCalibration {
  readonly items: readonly PracticeItemFit[];
  /** Ability at which people start, in logits on the scale of the references. */
  readonly start: number;
  readonly logLikelihood: number;
  readonly steps: number;
  readonly converged: boolean;
}

/** What a belief about an ability loses in sharpness by a day, in squared logits: .25 SD in a month. */
const DRIFT_PER_DAY = 0.002;
const START_VARIANCE = 1;
const MOST_STEPS = 100;
const DONE = 1e-3;
const DAY = 86_400_000;

/** Standard normal quadrature: equal steps, exact to 1e-10 for what is as smooth as a logistic. */
const NODES = Float64Array.from({ length: 13 }, (_, k) => (k - 6) * 0.65);
const MASS = (() => {
  const density = NODES.map((z) => Math.exp((-z * z) / 2));
  const sum = density.reduce((total, x) => total + x, 0);
  return density.map((x) => x / sum);
})();

/**
 * Discrimination and difficulty of the practice items of one skill, by posterior mode, from answers in order of time
 * (first answers of people to items). Learners' abilities move and most items are chosen to fit them, so no one ability
 * stands behind a person's answers. Instead every drawn answer is predicted from the belief about the person at that
 * moment: P = the integral of logistic(a (theta - b)) over it, which holds all their earlier answers (assumed-density
 * filtering: the posterior's mean and variance are kept; the variance grows between answers, up to 1). Which item is
 * drawn depends on nothing but chance and those earlier answers, so this likelihood is unbiased (Rubin 1976). Beliefs
 * and items are found in turn, items by one Fisher-scoring step each, until no number moves by .001.
 *
 * Answers cannot tell an easy bank from able people: the mean difficulty stays that of the references (weighed by drawn
 * answers) and the ability at the start follows.
 *
 * @throws RangeError for an item that is not in the list, or answers that are not in order of time.
 */
export function calibratePractice(
  answers: readonly PracticeAnswer[],
  items: readonly PracticeItem[],
): PracticeCalibration {
  check(answers, items.length);
  const b = Float64Array.from(items, ({ reference }) => reference);
  const lnA = Float64Array.from(items, ({ prior }) => prior.lnA.mean);
  const doubt = Float64Array.from(items, ({ prior }) => prior.b.sd ** 2);
  let start = 0;
  let tallies = newTallies(items.length);
  let steps = 0;
  let converged = false;
  while (steps < MOST_STEPS && !converged) {
    steps += 1;
    tallies = follow(answers, { b, lnA, doubt, start });
    let moved = 0;
    for (let item = 0; item < items.length; item += 1) {
      const step = scoringStep(tallies, item, items[item]!.prior, lnA[item]!, b[item]!);
      lnA[item]! += step.lnA;
      b[item]! += step.b;
      doubt[item] = step.varianceB;
      moved = Math.max(moved, Math.abs(step.lnA), Math.abs(step.b));
    }
    const shift = keepMean(b, items, tallies);
    start += shift;
    converged = moved < DONE || (moved < 2 * DONE && Math.abs(shift) < DONE);
  }
  tallies = follow(answers, { b, lnA, doubt, start });
  const fits = items.map(({ prior }, item) => describe(tallies, item, prior, lnA[item]!, b[item]!));
  return { items: fits, start, logLikelihood: tallies.logLikelihood, steps, converged };
}

function describe(tallies: Tallies, item: number, prior: ItemPrior, lnA: number, b: number): PracticeItemFit {
  const { varianceA, varianceB } = scoringStep(tallies, item, prior, lnA, b);
  const spread = tallies.spread[item]!;
  return {
    ...{ answers: tallies.answers[item]!, right: tallies.right[item]!, a: Math.exp(lnA), b },
    seA: Math.exp(lnA) * Math.sqrt(varianceA),
    seB: Math.sqrt(varianceB),
    infit: spread > 0 ? tallies.squares[item]! / spread : null,
    outfit: spread > 0 ? tallies.standardised[item]! / tallies.answers[item]! : null,
  };
}

interface Scale {
  readonly b: Float64Array;
  readonly lnA: Float64Array;
  /** Variance of each difficulty. */
  readonly doubt: Float64Array;
  readonly start: number;
}

/** Goes through all answers in order of time, keeping a belief per person, and tells what drawn ones say of items. */
function follow(answers: readonly PracticeAnswer[], { b, lnA, doubt, start }: Scale): Tallies {
  const tallies = newTallies(b.length);
  const people = answers.reduce((most, { person }) => Math.max(most, person + 1), 0);
  const mean = new Float64Array(people).fill(start);
  const variance = new Float64Array(people).fill(START_VARIANCE);
  const last = new Float64Array(people).fill(NaN);
  for (const { person, item, correct, at, drawn } of answers) {
    const since = last[person]!;
    if (since === since) {
      const grown = variance[person]! + (DRIFT_PER_DAY * (at - since)) / DAY;
      variance[person] = Math.min(START_VARIANCE, grown);
    }
    last[person] = at;
    const [m, v] = [mean[person]!, variance[person]!];
    const a = Math.exp(lnA[item]!);
    if (drawn) tell(tallies, item, correct, a, b[item]!, m, Math.sqrt(v));
    // A doubtful difficulty makes an answer say less (MacKay 1992).
    const dull = a / Math.sqrt(1 + (Math.PI / 8) * a * a * doubt[item]!);
    const after = learn(m, v, dull, b[item]!, correct);
    mean[person] = after.mean;
    variance[person] = after.variance;
  }
  return tallies;
}

/** Adds one drawn answer to what is known of its item. */
function tell(
  tallies: Tallies,
  item: number,
  correct: boolean,
  a: number,
  b: number,
  mean: number,
  sd: number,
): void {
  let p = 0;
  let byB = 0;
  let byLnA = 0;
  for (let k = 0; k < NODES.length; k += 1) {
    const z = a * (mean + sd * NODES[k]! - b);
    const chance = logistic(z);
    const slope = MASS[k]! * chance * (1 - chance);
    p += MASS[k]! * chance;
    byB -= a * slope;
    byLnA += z * slope;
  }
  p = clamp(p, 1e-9, 1 - 1e-9);
  const spread = p * (1 - p);
  const residual = (correct ? 1 : 0) - p;
  tallies.gradientB[item]! += (byB * residual) / spread;
  tallies.gradientA[item]! += (byLnA * residual) / spread;
  tallies.informationB[item]! += (byB * byB) / spread;
  tallies.informationA[item]! += (byLnA * byLnA) / spread;
  tallies.informationAB[item]! += (byB * byLnA) / spread;
  tallies.answers[item]! += 1;
  tallies.right[item]! += correct ? 1 : 0;
  tallies.squares[item]! += residual * residual;
  tallies.spread[item]! += spread;
  tallies.standardised[item]! += (residual * residual) / spread;
  tallies.logLikelihood += Math.log(correct ? p : 1 - p);
}

/** Mean and variance of an ability after one answer, exact for a normal belief before it. */
function learn(
  mean: number,
  variance: number,
  a: number,
  b: number,
  correct: boolean,
): { readonly mean: number; readonly variance: number } {
  const sd = Math.sqrt(variance);
  let [zeroth, first, second] = [0, 0, 0];
  for (let k = 0; k < NODES.length; k += 1) {
    const z = NODES[k]!;
    const weight = MASS[k]! * logistic((correct ? a : -a) * (mean + sd * z - b));
    zeroth += weight;
    first += weight * z;
    second += weight * z * z;
  }
  const shift = first / zeroth;
  return { mean: mean + sd * shift, variance: variance * (second / zeroth - shift * shift) };
}

function check(answers: readonly PracticeAnswer[], items: number): void {
  let before = -Infinity;
  for (const { item, at } of answers) {
    if (!(item >= 0 && item < items)) throw new RangeError(`there is no item ${item} among ${items}`);
    if (!(at >= before)) throw new RangeError('answers must come in order of time');
    before = at;
  }
}
