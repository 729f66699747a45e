import { logistic, logLogistic } from '../numbers.js';
import { requireRange, type ResponseModel, STEEPEST, within } from './response-model.js';

// Bound once: looking up a global is slow where this runs most, in specs and simulations.
const { abs, exp, log, log1p } = Math;

/**
 * Parameters of one item on the ability scale (logits, D = 1).
 * `a` discrimination (> 0), `b` difficulty; `c` lower asymptote (guessing) and `d` upper asymptote (slips)
 * are 0 and 1 in the two-parameter model, which is what the product uses until enough answers exist.
 */
export interface ItemParameters {
  readonly model?: 'logistic';
  readonly a: number;
  readonly b: number;
  readonly c?: number;
  readonly d?: number;
}

/**
 * The four-parameter logistic model and its special cases (Birnbaum 1968; Barton & Lord 1981):
 * P = c + (d - c) s, with s = 1 / (1 + exp(-a (theta - b))), 0 <= c < d <= 1.
 * Every ratio that could become 0 / 0 in a tail (s / P for c = 0, (1 - s) / Q for d = 1) is cancelled beforehand.
 */
export class LogisticModel implements ResponseModel {
  readonly top = 1;
  private readonly a: number;
  private readonly b: number;
  private readonly c: number;
  private readonly d: number;

  constructor({ a, b, c = 0, d = 1 }: ItemParameters) {
    requireRange(a > 0 && a <= STEEPEST, 'a must lie above 0, at most 1000');
    requireRange(Number.isFinite(b), 'b must be a number');
    requireRange(c >= 0 && c < d && d <= 1, '0 <= c < d <= 1 must hold');
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  logProbability(theta: number, category: number): number {
    const { a, b, c, d } = this;
    const x = a * (within(theta) - b);
    if (category === 1) {
      if (c === 0) return log(d) + logLogistic(x);
      return x > 0 ? log1p(-wrong(x, c, d)) : log(right(x, c, d));
    }
    if (d === 1) return log1p(-c) + logLogistic(-x);
    return x < 0 ? log1p(-right(x, c, d)) : log(wrong(x, c, d));
  }

  slope(theta: number, category: number): number {
    const { a, b, c, d } = this;
    const x = a * (within(theta) - b);
    return category === 1
      ? (d - c) * a * logistic(-x) * riseShare(x, c, d)
      : -(d - c) * a * logistic(x) * fallShare(x, c, d);
  }

  information(theta: number): number {
    return logisticInformation(this.a, this.a * (within(theta) - this.b), this.c, this.d);
  }

  skew(theta: number): number {
    const x = this.a * (within(theta) - this.b);
    return this.information(theta) * this.a * (logistic(-x) - logistic(x));
  }
}

/**
 * P'^2 / (P Q) at x = a (theta - b), for any asymptotes: (d - c)^2 a^2 s (1 - s) (s / P) ((1 - s) / Q).
 * For the two-parameter model this is a^2 s (1 - s), with its top a^2 / 4 at theta = b. One exponential, of a negative
 * number.
 */
export function logisticInformation(a: number, x: number, c: number, d: number): number {
  const e = exp(-abs(x));
  const large = 1 / (1 + e);
  const small = e * large;
  if (c === 0 && d === 1) return a * a * small * large;
  const s = x >= 0 ? large : small;
  const rest = x >= 0 ? small : large;
  const rise = (d - c) * a;
  const up = c === 0 ? 1 / d : s / (c + (d - c) * s);
  const down = d === 1 ? 1 / (1 - c) : rest / (1 - d + (d - c) * rest);
  return rise * rise * small * large * up * down;
}

/** P = c + (d - c) s. */
export function right(x: number, c: number, d: number): number {
  return c + (d - c) * logistic(x);
}

/** Q = 1 - P, computed from its own side so that a tiny chance keeps its digits. */
function wrong(x: number, c: number, d: number): number {
  return 1 - d + (d - c) * logistic(-x);
}

/** s / P. */
function riseShare(x: number, c: number, d: number): number {
  return c === 0 ? 1 / d : logistic(x) / right(x, c, d);
}

/** (1 - s) / Q. */
function fallShare(x: number, c: number, d: number): number {
  return d === 1 ? 1 / (1 - c) : logistic(-x) / wrong(x, c, d);
}
