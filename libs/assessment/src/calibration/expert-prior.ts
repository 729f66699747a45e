import type { NormalPrior } from '../irt/ability.js';
import type { ItemPrior } from './item-maximum.js';

/** How an expert's level (b0) reads as a difficulty: b ~ N(intercept + slope b0, sd^2), in logits. */
export interface ExpertScale {
  readonly intercept: number;
  readonly slope: number;
  readonly sd: number;
  /** Calibrated items it rests on; 0 when it is assumed. */
  readonly items: number;
}

/** The five levels that experts choose from, as difficulties in logits. */
export const EXPERT_LEVELS = [-1.6, -0.8, 0, 0.8, 1.6] as const;
/** Until enough items are calibrated: levels as they stand, with an expert's assumed error. */
export const ASSUMED_SCALE: ExpertScale = { intercept: 0, slope: 1, sd: 0.7, items: 0 };
export const ASSUMED_LN_A: NormalPrior = { mean: 0, sd: 0.3 };
/** Calibrated items from which experts are believed only as far as they were right. */
export const ENOUGH_ITEMS = 50;
const SMALLEST_SD = 0.2;

/**
 * An item with its experts' mean level and its calibrated difficulty. Take b from a fit whose prior doesn't hang on the
 * experts (wide, or none): with their own prior they would confirm themselves.
 */
export interface RatedItem {
  readonly b0: number;
  readonly b: number;
  readonly standardError: number;
}

/**
 * The experts' scale from calibrated items: least squares of b on b0. The residual variance loses the mean squared
 * standard error of b, which is the calibration's and not the experts'; its SD is at least .2, so that a prior never
 * outweighs the data. The assumed scale with fewer than 50 items, without spread of b0, or with a slope not above 0
 * (experts who know nothing must not turn difficulties round).
 */
export function fitExpertScale(items: readonly RatedItem[]): ExpertScale {
  if (items.length < ENOUGH_ITEMS) return ASSUMED_SCALE;
  const mean = (of: (item: RatedItem) => number): number =>
    items.reduce((sum, item) => sum + of(item), 0) / items.length;
  const [b0, b] = [mean((item) => item.b0), mean((item) => item.b)];
  const spread = mean((item) => (item.b0 - b0) ** 2);
  const slope = spread > 0 ? mean((item) => (item.b0 - b0) * (item.b - b)) / spread : 0;
  if (!(slope > 0)) return ASSUMED_SCALE;
  const intercept = b - slope * b0;
  const squares = items.reduce((sum, item) => sum + (item.b - intercept - slope * item.b0) ** 2, 0);
  const variance = squares / (items.length - 2) - mean((item) => item.standardError ** 2);
  return { intercept, slope, sd: Math.sqrt(Math.max(SMALLEST_SD ** 2, variance)), items: items.length };
}

/** The priors of an item that experts put at `b0`. */
export function expertPrior(b0: number, scale: ExpertScale = ASSUMED_SCALE): ItemPrior {
  return { lnA: ASSUMED_LN_A, b: { mean: scale.intercept + scale.slope * b0, sd: scale.sd } };
}
