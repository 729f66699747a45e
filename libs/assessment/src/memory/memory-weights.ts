import { clipParameters, default_w } from 'ts-fsrs';

/** The 21 weights of FSRS-6: four first stabilities (days), then how difficulty and stability move, and the decay. */
export type MemoryWeights = readonly number[];

/** Published with FSRS-6, from the reviews of 10,000 people in another product; they hold until our own say better. */
export const DEFAULT_WEIGHTS: MemoryWeights = default_w;

/**
 * How far people's weights lie apart (SD), for a prior around the default ones: the penalty of the reference optimizer
 * (fsrs-rs, open-spaced-repetition, BSD-3).
 */
export const WEIGHT_SPREAD: MemoryWeights = [
  6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31,
  0.32, 0.14, 0.27,
];

/** Those that move anything here: 17 to 19 are for steps within a day, which this product doesn't take. */
export const FREE_WEIGHTS: readonly number[] = [...Array(17).keys(), 20];

/** Decimals that a set of weights keeps: what is judged is what is stored and used. */
const DECIMALS = 4;

/** The weights within the bounds of the library, first stabilities rising from "again" to "easy". */
export function withinBounds(weights: MemoryWeights): number[] {
  const clipped = clipParameters([...weights], 0, false);
  for (let grade = 1; grade < 4; grade += 1) clipped[grade] = Math.max(clipped[grade]!, clipped[grade - 1]!);
  return clipped;
}

/** As they are kept: within bounds, to four decimals. */
export const settled = (weights: MemoryWeights): number[] =>
  withinBounds(weights).map((w) => Math.round(w * 10 ** DECIMALS) / 10 ** DECIMALS);

/** @throws RangeError unless there are 21 finite weights within the library's bounds. */
export function checkWeights(weights: MemoryWeights): void {
  const bounded = weights.length === 21 ? withinBounds(weights) : [];
  const fits = weights.length === 21 && weights.every((w, i) => Math.abs(w - bounded[i]!) < 1e-9);
  if (!fits) throw new RangeError(`these are no weights of FSRS-6: ${weights.join(', ')}`);
}
