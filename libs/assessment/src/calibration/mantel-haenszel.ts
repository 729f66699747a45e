import { chiSquareUpperTail, twoSidedNormal } from './distributions.js';
import type { Stratum } from './dif-strata.js';

/** ETS classes of differential item functioning: A negligible, B moderate, C large. */
export type DifClass = 'A' | 'B' | 'C';

export interface MantelHaenszel {
  /** -2.35 ln of the common odds ratio: below 0 the item is harder for the focal group at equal ability. */
  readonly delta: number;
  readonly standardError: number;
  /** With continuity correction, 1 degree of freedom. */
  readonly chiSquare: number;
  readonly p: number;
  readonly class: DifClass;
}

/** One logit on ETS's delta scale. */
export const DELTA_PER_LOGIT = 2.35;

/**
 * Mantel-Haenszel test of equal odds over strata of equal score (Holland & Thayer 1988), with the standard error of
 * Robins, Breslow & Greenland (1986). undefined when no stratum compares the groups.
 */
export function mantelHaenszel(strata: readonly Stratum[]): MantelHaenszel | undefined {
  let [odds, against, gap, variance] = [0, 0, 0, 0];
  let [pr, cross, qs] = [0, 0, 0];
  for (const { referenceRight: a, referenceWrong: b, focalRight: c, focalWrong: d } of strata) {
    const [reference, focal, right, wrong] = [a + b, c + d, a + c, b + d];
    const n = reference + focal;
    if (reference === 0 || focal === 0 || n < 2) continue;
    const [r, s] = [(a * d) / n, (b * c) / n];
    const [p, q] = [(a + d) / n, (b + c) / n];
    odds += r;
    against += s;
    pr += p * r;
    cross += p * s + q * r;
    qs += q * s;
    gap += a - (reference * right) / n;
    variance += (reference * focal * right * wrong) / (n * n * (n - 1));
  }
  if (!(odds > 0 && against > 0 && variance > 0)) return undefined;
  const delta = -DELTA_PER_LOGIT * Math.log(odds / against);
  const standardError =
    DELTA_PER_LOGIT *
    Math.sqrt(pr / (2 * odds * odds) + cross / (2 * odds * against) + qs / (2 * against * against));
  const chiSquare = Math.max(0, Math.abs(gap) - 0.5) ** 2 / variance;
  const p = chiSquareUpperTail(chiSquare, 1);
  return { delta, standardError, chiSquare, p, class: classify(delta, standardError, p) };
}

const SIGNIFICANT = 0.05;

/**
 * ETS rules (Zieky 1993): A when |delta| < 1 or not significant; C when |delta| >= 1.5 and significantly above 1
 * (one-sided 5 %); B otherwise.
 */
export function classify(delta: number, standardError: number, p: number): DifClass {
  const size = Math.abs(delta);
  if (size < 1 || p >= SIGNIFICANT) return 'A';
  const aboveOne = twoSidedNormal((size - 1) / standardError) / 2 < SIGNIFICANT;
  return size >= 1.5 && aboveOne ? 'C' : 'B';
}
