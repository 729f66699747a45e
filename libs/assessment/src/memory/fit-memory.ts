import { invertSymmetric } from '../calibration/symmetric.js';
import { type MemoryLog, predictRecall } from './memory-log.js';
import {
  DEFAULT_WEIGHTS,
  FREE_WEIGHTS,
  type MemoryWeights,
  settled,
  WEIGHT_SPREAD,
  withinBounds,
} from './memory-weights.js';

export interface MemoryFit {
  /** Within bounds, to four decimals. */
  readonly weights: readonly number[];
  /** Reviews that were predicted. */
  readonly reviews: number;
  readonly steps: number;
  readonly converged: boolean;
}

const MOST_STEPS = 40;
const MOST_HALVINGS = 12;
/** Gain in log-likelihood at which a fit is done. */
const DONE = 0.01;
/** Step of the differences that stand for derivatives, relative to how far weights lie apart. */
const NUDGE = 1e-5;
const SURE = 1e-6;

/**
 * FSRS-6 weights that make the reviews of a log most likely, by posterior mode: what happened (recalled unless "again")
 * is a coin with the predicted chance, and the weights are normal around the default ones with the spread that people
 * have, so that few reviews change little. Fisher scoring with numerical derivatives; a step that lowers the posterior
 * is halved, and one over a bound ends at it. `until` (epoch milliseconds): only reviews up to then are judged.
 *
 * @throws RangeError when no review can be judged.
 */
export function fitMemory(
  log: MemoryLog,
  { until = Infinity, start = DEFAULT_WEIGHTS }: { until?: number; start?: MemoryWeights } = {},
): MemoryFit {
  const early = before(log, until);
  let weights = withinBounds(start);
  let chances = predictRecall(early, weights);
  const judged = placesOf(chances);
  if (judged.length === 0) throw new RangeError('there is no review to learn from');
  let value = posterior(early, judged, chances, weights);
  let steps = 0;
  let converged = false;
  while (steps < MOST_STEPS && !converged) {
    steps += 1;
    const move = scoringStep(early, judged, chances, weights);
    let share = 1;
    let gain = 0;
    for (let halving = 0; halving < MOST_HALVINGS && !(gain > 0); halving += 1, share /= 2) {
      const next = withinBounds(weights.map((w, i) => w + share * move[i]!));
      const nextChances = predictRecall(early, next);
      const reached = posterior(early, judged, nextChances, next);
      gain = reached - value;
      if (gain > 0) [weights, chances, value] = [next, nextChances, reached];
    }
    converged = gain < DONE;
  }
  return { weights: settled(weights), reviews: judged.length, steps, converged };
}

/** The part of a log that had happened by a moment. */
function before(log: MemoryLog, until: number): MemoryLog {
  const kept = Array.from({ length: log.at.length }, (_, i) => i).filter((i) => log.at[i]! <= until);
  const column = (of: ArrayLike<number>): Float64Array => Float64Array.from(kept, (i) => of[i]!);
  return { card: column(log.card), at: column(log.at), grade: column(log.grade), counts: column(log.counts) };
}

/** Places of the reviews that can be judged. */
export const placesOf = (chances: Float64Array): Int32Array =>
  Int32Array.from([...chances.keys()].filter((i) => !Number.isNaN(chances[i])));

function posterior(
  log: MemoryLog,
  judged: Int32Array,
  chances: Float64Array,
  weights: MemoryWeights,
): number {
  let value = 0;
  for (const i of judged) {
    const p = safe(chances[i]!);
    value += Math.log(log.grade[i]! > 1 ? p : 1 - p);
  }
  for (const i of FREE_WEIGHTS) value -= ((weights[i]! - DEFAULT_WEIGHTS[i]!) / WEIGHT_SPREAD[i]!) ** 2 / 2;
  return value;
}

/** The move of every weight by one step of Fisher scoring; 0 for those that move nothing. */
function scoringStep(
  log: MemoryLog,
  judged: Int32Array,
  chances: Float64Array,
  weights: MemoryWeights,
): Float64Array {
  const width = FREE_WEIGHTS.length;
  const slopes = FREE_WEIGHTS.map((i) => slopeOf(log, judged, chances, weights, i));
  const gradient = new Float64Array(width);
  const information = new Float64Array(width * width);
  for (let n = 0; n < judged.length; n += 1) {
    const i = judged[n]!;
    const p = safe(chances[i]!);
    const spread = p * (1 - p);
    const residual = (log.grade[i]! > 1 ? 1 : 0) - p;
    for (let j = 0; j < width; j += 1) {
      const part = slopes[j]![n]! / spread;
      gradient[j]! += part * residual;
      for (let k = 0; k <= j; k += 1) information[j * width + k]! += part * slopes[k]![n]!;
    }
  }
  for (let j = 0; j < width; j += 1) {
    const [i, precision] = [FREE_WEIGHTS[j]!, 1 / WEIGHT_SPREAD[FREE_WEIGHTS[j]!]! ** 2];
    gradient[j]! -= precision * (weights[i]! - DEFAULT_WEIGHTS[i]!);
    information[j * width + j]! += precision;
    for (let k = 0; k < j; k += 1) information[k * width + j] = information[j * width + k]!;
  }
  const inverse = invertSymmetric(information, width);
  const move = new Float64Array(weights.length);
  if (!inverse) return move;
  for (let j = 0; j < width; j += 1)
    for (let k = 0; k < width; k += 1) move[FREE_WEIGHTS[j]!]! += inverse[j * width + k]! * gradient[k]!;
  return move;
}

/** How the chance of every judged review moves with one weight, by a difference towards the middle of its bounds. */
function slopeOf(
  log: MemoryLog,
  judged: Int32Array,
  chances: Float64Array,
  weights: MemoryWeights,
  i: number,
): Float64Array {
  const step = NUDGE * WEIGHT_SPREAD[i]!;
  const nudged = [...weights];
  nudged[i]! += step;
  const other = predictRecall(log, nudged);
  return Float64Array.from(judged, (at) => (other[at]! - chances[at]!) / step);
}

const safe = (p: number): number => Math.min(1 - SURE, Math.max(SURE, p));
