import { invertSymmetric } from '../calibration/symmetric.js';
import { logistic, logLogistic } from '../numbers.js';

const MOST_STEPS = 50;
const CONVERGED = 1e-10;
const MOST_HALVINGS = 30;

/**
 * Weights of a logistic regression with an L2 penalty of ridge / 2 for every weight but the first (the intercept), by
 * Newton's method (iteratively reweighted least squares); a step that lowers the penalised likelihood is halved, so it
 * converges from everywhere. `rows`: covariates row by row, `width` of them each, the first always 1; `outcomes`: 1
 * right, 0 wrong; `ridge` > 0 makes the solution unique, also where one group is always right.
 *
 * Throws a RangeError when sizes do not fit, without rows, or when all outcomes are the same (no finite solution).
 */
export function fitLogistic(
  rows: Float64Array,
  width: number,
  outcomes: ArrayLike<number>,
  ridge: number,
): Float64Array {
  if (outcomes.length === 0 || rows.length !== outcomes.length * width) {
    throw new RangeError(`${rows.length} covariates are not ${outcomes.length} rows of ${width}`);
  }
  if (!(ridge > 0)) throw new RangeError(`ridge must be above 0, got ${ridge}`);
  const right = Array.from(outcomes).reduce((sum, x) => sum + x, 0);
  if (right === 0 || right === outcomes.length) throw new RangeError('all outcomes are the same');
  let weights: Float64Array = new Float64Array(width);
  let value = penalised(rows, outcomes, weights, ridge);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { gradient, information } = differentiate(rows, outcomes, weights, ridge);
    const inverse = invertSymmetric(information, width);
    if (!inverse) break;
    const move = gradient.map((_, i) => gradient.reduce((sum, g, j) => sum + inverse[i * width + j]! * g, 0));
    if (move.reduce((sum, m, i) => sum + m * gradient[i]!, 0) < CONVERGED) return weights;
    let share = 1;
    let next = weights;
    let reached = -Infinity;
    for (let halving = 0; halving < MOST_HALVINGS && !(reached >= value); halving += 1, share /= 2) {
      next = weights.map((w, i) => w + share * move[i]!);
      reached = penalised(rows, outcomes, next, ridge);
    }
    // No step is uphill any more: as close as doubles come.
    if (!(reached >= value)) return weights;
    weights = next;
    value = reached;
  }
  throw new RangeError('the regression has no finite solution');
}

/** Penalised log-likelihood. */
function penalised(
  rows: Float64Array,
  outcomes: ArrayLike<number>,
  weights: Float64Array,
  ridge: number,
): number {
  const width = weights.length;
  let sum = 0;
  for (let i = 0; i < outcomes.length; i += 1) {
    const x = dot(rows, i * width, weights);
    sum += outcomes[i]! * logLogistic(x) + (1 - outcomes[i]!) * logLogistic(-x);
  }
  for (let j = 1; j < width; j += 1) sum -= (ridge / 2) * weights[j]! ** 2;
  return sum;
}

/** Slope and (negative) curvature of the penalised log-likelihood. */
function differentiate(
  rows: Float64Array,
  outcomes: ArrayLike<number>,
  weights: Float64Array,
  ridge: number,
): { gradient: Float64Array; information: Float64Array } {
  const width = weights.length;
  const gradient = new Float64Array(width);
  const information = new Float64Array(width * width);
  for (let i = 0; i < outcomes.length; i += 1) {
    const at = i * width;
    const p = logistic(dot(rows, at, weights));
    const spread = p * (1 - p);
    for (let j = 0; j < width; j += 1) {
      gradient[j]! += (outcomes[i]! - p) * rows[at + j]!;
      const part = spread * rows[at + j]!;
      for (let k = 0; k <= j; k += 1) information[j * width + k]! += part * rows[at + k]!;
    }
  }
  for (let j = 0; j < width; j += 1) {
    for (let k = 0; k < j; k += 1) information[k * width + j] = information[j * width + k]!;
    if (j === 0) continue;
    gradient[j]! -= ridge * weights[j]!;
    information[j * width + j]! += ridge;
  }
  return { gradient, information };
}

/** The weighted sum of the row that starts at `at`. */
function dot(rows: Float64Array, at: number, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < weights.length; j += 1) sum += rows[at + j]! * weights[j]!;
  return sum;
}
