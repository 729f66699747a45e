import { clamp, logistic } from '../numbers.js';
import { fitLogistic } from './logistic-fit.js';

function check(chances: ArrayLike<number>, outcomes: ArrayLike<number>): void {
  if (chances.length === 0 || chances.length !== outcomes.length) {
    throw new RangeError(`${chances.length} predictions for ${outcomes.length} outcomes`);
  }
}

/**
 * Area under the ROC curve: the chance that a right answer was predicted above a wrong one, ties counting half
 * (Mann & Whitney 1947). .5 is chance, 1 perfect. `outcomes`: 1 right, 0 wrong. Throws a RangeError when all are the
 * same, because then the area isn't defined.
 */
export function areaUnderCurve(chances: ArrayLike<number>, outcomes: ArrayLike<number>): number {
  check(chances, outcomes);
  const order = Array.from({ length: chances.length }, (_, i) => i).sort((x, y) => chances[x]! - chances[y]!);
  let rankSum = 0;
  let right = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && chances[order[to]!] === chances[order[from]!]) to += 1;
    const rank = (from + 1 + to) / 2;
    for (; from < to; from += 1) {
      if (outcomes[order[from]!] !== 1) continue;
      rankSum += rank;
      right += 1;
    }
  }
  const wrong = order.length - right;
  if (right === 0 || wrong === 0) throw new RangeError('all outcomes are the same');
  return (rankSum - (right * (right + 1)) / 2) / (right * wrong);
}

/**
 * Expected calibration error: over `bins` equally wide bins of predicted chance, the mean of |share right - mean
 * prediction|, weighed by answers (Naeini et al. 2015). 0 is perfect; at most .03 is asked of a tracing version.
 */
export function calibrationError(chances: ArrayLike<number>, outcomes: ArrayLike<number>, bins = 10): number {
  check(chances, outcomes);
  const difference = new Float64Array(bins);
  for (let i = 0; i < chances.length; i += 1) {
    const bin = Math.min(bins - 1, Math.floor(clamp(chances[i]!, 0, 1) * bins));
    difference[bin]! += outcomes[i]! - chances[i]!;
  }
  return difference.reduce((sum, gap) => sum + Math.abs(gap), 0) / chances.length;
}

/**
 * Slope of the outcomes on the log odds of their predictions (Cox 1958): 1 is right, below 1 says that the predictions
 * are too extreme, above 1 too cautious. Predictions are kept within .001 and .999.
 */
export function calibrationSlope(chances: ArrayLike<number>, outcomes: ArrayLike<number>): number {
  return calibrationLine(chances, outcomes).slope;
}

/** The same with its standard error, from the information of both coefficients. */
export function calibrationLine(
  chances: ArrayLike<number>,
  outcomes: ArrayLike<number>,
): { readonly slope: number; readonly standardError: number } {
  check(chances, outcomes);
  const rows = new Float64Array(chances.length * 2);
  for (let i = 0; i < chances.length; i += 1) {
    const p = clamp(chances[i]!, 0.001, 0.999);
    rows[i * 2] = 1;
    rows[i * 2 + 1] = Math.log(p / (1 - p));
  }
  const [intercept, slope] = fitLogistic(rows, 2, outcomes, 1e-6) as unknown as [number, number];
  let [ones, crossed, squares] = [0, 0, 0];
  for (let i = 0; i < chances.length; i += 1) {
    const x = rows[i * 2 + 1]!;
    const p = logistic(intercept + slope * x);
    ones += p * (1 - p);
    crossed += p * (1 - p) * x;
    squares += p * (1 - p) * x * x;
  }
  // Infinite when all predictions are the same: then they say nothing about a slope.
  return { slope, standardError: Math.sqrt(ones / Math.max(0, ones * squares - crossed * crossed)) };
}
