import { clamp } from '../numbers.js';
import type { ItemPrior } from './item-maximum.js';

/** What drawn answers said of each item: gradient and expected information in (ln a, b), and how well they fit. */
export interface Tallies {
  readonly gradientA: Float64Array;
  readonly gradientB: Float64Array;
  readonly informationA: Float64Array;
  readonly informationB: Float64Array;
  readonly informationAB: Float64Array;
  readonly answers: Float64Array;
  readonly right: Float64Array;
  /** Squared residuals, and what was expected of them. */
  readonly squares: Float64Array;
  readonly spread: Float64Array;
  /** Squared residuals, each over its own expectation. */
  readonly standardised: Float64Array;
  logLikelihood: number;
}

export function newTallies(items: number): Tallies {
  const numbers = (): Float64Array => new Float64Array(items);
  return {
    ...{ gradientA: numbers(), gradientB: numbers(), informationA: numbers(), informationB: numbers() },
    ...{ informationAB: numbers(), answers: numbers(), right: numbers(), squares: numbers() },
    ...{ spread: numbers(), standardised: numbers(), logLikelihood: 0 },
  };
}

/** Most that one step may move ln a or b, so that a rare pattern doesn't throw an item away. */
const LARGEST_STEP = 0.5;

/** One step of Fisher scoring towards an item's posterior mode, and the posterior's variances where it stands. */
export function scoringStep(
  tallies: Tallies,
  item: number,
  prior: ItemPrior,
  lnA: number,
  b: number,
): {
  readonly lnA: number;
  readonly b: number;
  readonly varianceA: number;
  readonly varianceB: number;
} {
  const gradientA = tallies.gradientA[item]! - (lnA - prior.lnA.mean) / prior.lnA.sd ** 2;
  const gradientB = tallies.gradientB[item]! - (b - prior.b.mean) / prior.b.sd ** 2;
  const aa = tallies.informationA[item]! + 1 / prior.lnA.sd ** 2;
  const bb = tallies.informationB[item]! + 1 / prior.b.sd ** 2;
  const ab = tallies.informationAB[item]!;
  // Positive: a sum of squares plus two precisions.
  const determinant = aa * bb - ab * ab;
  return {
    lnA: clamp((bb * gradientA - ab * gradientB) / determinant, -LARGEST_STEP, LARGEST_STEP),
    b: clamp((aa * gradientB - ab * gradientA) / determinant, -LARGEST_STEP, LARGEST_STEP),
    varianceA: bb / determinant,
    varianceB: aa / determinant,
  };
}

/** Moves all difficulties together, so that their mean (by drawn answers) is that of the references; gives how far. */
export function keepMean(
  b: Float64Array,
  items: readonly { readonly reference: number }[],
  { answers }: Tallies,
): number {
  const total = answers.reduce((sum, n) => sum + n, 0);
  if (total === 0) return 0;
  const shift = items.reduce((sum, { reference }, i) => sum + answers[i]! * (reference - b[i]!), 0) / total;
  for (let i = 0; i < b.length; i += 1) b[i]! += shift;
  return shift;
}
