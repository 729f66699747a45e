/** Shares with their uncertainty: one share, two compared, and one corrected for people who say yes to everything. */

/** A number with a 95 % interval; `low <= value <= high`. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How many of how many. Whole numbers, 0 <= yes <= n. */
export interface Count {
  readonly yes: number;
  readonly n: number;
}

/** Two-sided 95 % quantile of the standard normal distribution. */
export const Z95 = 1.959963984540054;

/**
 * Wilson's score interval of a share, 95 %, without continuity correction: never leaves [0, 1] and holds its promise
 * with few answers too, where the textbook interval does not.
 * @throws RangeError when n isn't above 0, or yes isn't between 0 and n.
 * Source: Wilson 1927; Newcombe 1998, Statistics in Medicine 17, 857-872, method 3.
 */
export function wilson({ yes, n }: Count): Interval {
  if (!(n > 0) || !(yes >= 0 && yes <= n)) throw new RangeError(`No share of ${yes} in ${n}.`);
  const share = yes / n;
  const square = Z95 * Z95;
  const middle = (2 * yes + square) / (2 * (n + square));
  const half = (Z95 * Math.sqrt(square + 4 * yes * (1 - share))) / (2 * (n + square));
  return {
    value: share,
    low: yes === 0 ? 0 : Math.max(0, middle - half),
    high: yes === n ? 1 : Math.min(1, middle + half),
  };
}

/**
 * The difference `a - b` of two independent shares with a 95 % interval made of both Wilson intervals.
 * @throws RangeError as `wilson`.
 * Source: Newcombe 1998, Statistics in Medicine 17, 873-890, method 10.
 */
export function differenceOfShares(a: Count, b: Count): Interval {
  const [first, second] = [wilson(a), wilson(b)];
  const value = first.value - second.value;
  return {
    value,
    low: value - Math.hypot(first.value - first.low, second.high - second.value),
    high: value + Math.hypot(first.high - first.value, second.value - second.low),
  };
}

/** How far a number named beforehand lies above what was measured; a prediction has no sampling error of its own. */
export function differenceFromPrediction(predicted: number, measured: Count): Interval {
  const { value, low, high } = wilson(measured);
  return { value: predicted - value, low: predicted - high, high: predicted - low };
}

/** True when an interval of a difference says nothing about its sign. */
export function crossesZero({ low, high }: Interval): boolean {
  return low <= 0 && high >= 0;
}

/**
 * The share that really knows something, corrected for yes-saying: (h - f) / (1 - f), h being the share that says they
 * know it and f the share that says so of something invented. Never below 0; 0 with the interval [0, 1] when everybody
 * knows the invented thing, for then the answers tell nothing. The interval is that of the ratio (1 - h) / (1 - f) of
 * two shares from their Wilson intervals; both are taken as independent, which is too wide, not too narrow, when the same
 * people say yes to both.
 * @throws RangeError as `wilson`.
 * Source: Snodgrass & Corwin 1988, J. Exp. Psychology: General 117, 34-50 (two-high-threshold correction); Paulhus et al.
 * 2003 (over-claiming); the interval: Donner & Zou 2012, Statistical Methods in Medical Research 21, 347-359 (MOVER-R).
 */
export function correctedAwareness(hits: Count, foils: Count): Interval {
  const top = wilson({ yes: hits.n - hits.yes, n: hits.n });
  const bottom = wilson({ yes: foils.n - foils.yes, n: foils.n });
  if (bottom.value === 0) return { value: 0, low: 0, high: 1 };
  const ratio = ratioInterval(top, bottom);
  const clip = (x: number): number => Math.min(1, Math.max(0, x));
  return { value: clip(1 - ratio.value), low: clip(1 - ratio.high), high: clip(1 - ratio.low) };
}

function ratioInterval(top: Interval, bottom: Interval): Interval {
  const product = top.value * bottom.value;
  // The ends of Donner & Zou's interval; rounding may make what stands under the root a trifle negative.
  const end = (x: number, y: number, sign: 1 | -1): number => {
    const root = product * product - x * y * (2 * top.value - x) * (2 * bottom.value - y);
    return (product + sign * Math.sqrt(Math.max(0, root))) / (y * (2 * bottom.value - y));
  };
  // Beyond twice the lower bound the lower end of the denominator says nothing: the ratio may be anything upwards.
  const isOpen = bottom.low * (2 * bottom.value - bottom.low) <= 0;
  return {
    value: top.value / bottom.value,
    low: end(top.low, bottom.high, -1),
    high: isOpen ? Infinity : end(top.high, bottom.low, 1),
  };
}
