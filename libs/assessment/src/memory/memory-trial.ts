import { fitMemory, type MemoryFit } from './fit-memory.js';
import { type MemoryLog, predictRecall } from './memory-log.js';
import { memoryQuality, type MemoryQuality } from './memory-quality.js';
import type { MemoryWeights } from './memory-weights.js';

/** Before so many reviews the default weights are better than any fit. */
export const ENOUGH_REVIEWS = 1000;
/** Share of the reviews, the latest, that a fit is judged by and never sees. */
const HELD_OUT = 0.2;
/** What a fit must gain in log loss on them. */
const LEAST_GAIN = 0.002;

/** New weights against those in use, on reviews that came after all that the new ones were fitted on. */
export interface MemoryTrial {
  readonly fit: MemoryFit;
  /** Moment (epoch milliseconds) between the reviews that were fitted and those that judge. */
  readonly split: number;
  readonly fitted: MemoryQuality;
  readonly current: MemoryQuality;
  /** Log loss falls by .002 or more, and RMSE (bins) does not rise. */
  readonly better: boolean;
}

/**
 * Fits weights on the earliest four fifths of the reviews and compares them with those in use on the rest, in time: the
 * future is predicted from the past, as in use. Too few when fewer than 1,000 reviews can be judged.
 */
export function tryMemory(
  log: MemoryLog,
  current: MemoryWeights,
): MemoryTrial | { readonly reviews: number; readonly needed: number } {
  const chances = predictRecall(log, current);
  const moments = Array.from(log.at)
    .filter((_, i) => !Number.isNaN(chances[i]))
    .sort((x, y) => x - y);
  const reviews = moments.length;
  if (reviews < ENOUGH_REVIEWS) return { reviews, needed: ENOUGH_REVIEWS };
  const split = moments[Math.floor(reviews * (1 - HELD_OUT)) - 1]!;
  // Reviews at one moment stay together; when they are all at one, nothing is left to judge by.
  if (!(split < moments[reviews - 1]!)) return { reviews: 0, needed: ENOUGH_REVIEWS };
  const fit = fitMemory(log, { until: split });
  const fitted = memoryQuality(log, fit.weights, split);
  const now = memoryQuality(log, current, split);
  const better = now.logLoss - fitted.logLoss >= LEAST_GAIN && fitted.rmseBins <= now.rmseBins;
  return { fit, split, fitted, current: now, better: better && fit.converged };
}
