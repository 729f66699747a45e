/** A new scale as a line onto the fixed one: theta_fixed = slope x theta_new + intercept; slope > 0. */
export interface LinkingConstants {
  readonly slope: number;
  readonly intercept: number;
}

/** An anchor item's difficulty on the fixed scale and in the new calibration, in logits. */
export interface Anchor {
  readonly id: string;
  readonly reference: number;
  readonly found: number;
}

export type Linking =
  | {
      readonly kind: 'linked';
      readonly constants: LinkingConstants;
      /** Anchors used, and those left out because they moved by themselves. */
      readonly kept: readonly string[];
      readonly trimmed: readonly string[];
      /** Root mean squared distance of kept anchors from the line, in logits. */
      readonly rmsd: number;
    }
  | {
      readonly kind: 'not-linkable';
      readonly reason: 'too-few-anchors' | 'too-many-moved' | 'too-noisy' | 'no-spread';
    };

const FEWEST_ANCHORS = 5;
/** Robust standard deviations from the line at which an anchor counts as moved, and the least that counts. */
const FAR = 2.7;
const AT_LEAST = 0.1;
const SD_PER_MAD = 1.4826;
const MOST_TRIMMED = 1 / 4;
/** Kept anchors that lie further from their line than this, in logits, don't hold a scale. */
const LARGEST_RMSD = 0.4;

/**
 * Mean-sigma linking (Marco 1977) with trimmed constants: slope = SD(reference) / SD(found), intercept from the
 * means, over the anchors that stay near the line. Outliers are told by their robust distance, in median absolute
 * deviations, from a median line (Theil 1950; Sen 1968) which a quarter of bad anchors can't pull away. Not linkable
 * with fewer than 5 anchors kept, with more than a quarter moved, when those kept lie .4 logits from the line, or when
 * difficulties don't differ.
 */
export function linkMeanSigma(anchors: readonly Anchor[]): Linking {
  if (anchors.length < FEWEST_ANCHORS) return { kind: 'not-linkable', reason: 'too-few-anchors' };
  const line = medianLine(anchors);
  if (!line) return { kind: 'not-linkable', reason: 'no-spread' };
  const residuals = anchors.map((anchor) => distance(anchor, line));
  const scale = SD_PER_MAD * median(residuals.map(Math.abs));
  const near = residuals.map((residual) => Math.abs(residual) <= Math.max(AT_LEAST, FAR * scale));
  const kept = anchors.filter((_, i) => near[i]);
  const trimmed = anchors.filter((_, i) => !near[i]).map(({ id }) => id);
  if (trimmed.length > MOST_TRIMMED * anchors.length || kept.length < FEWEST_ANCHORS)
    return { kind: 'not-linkable', reason: 'too-many-moved' };
  const [found, reference] = [kept.map((anchor) => anchor.found), kept.map((anchor) => anchor.reference)];
  const slope = spread(reference) / spread(found);
  if (!(slope > 0 && slope < Infinity)) return { kind: 'not-linkable', reason: 'no-spread' };
  const constants = { slope, intercept: mean(reference) - slope * mean(found) };
  const rmsd = Math.sqrt(mean(kept.map((anchor) => distance(anchor, constants) ** 2)));
  if (rmsd > LARGEST_RMSD) return { kind: 'not-linkable', reason: 'too-noisy' };
  return { kind: 'linked', constants, kept: kept.map(({ id }) => id), trimmed, rmsd };
}

/** An item's parameters on the fixed scale: b as theta, a divided by the slope, standard errors alike. */
export function onFixedScale<T extends { a: number; b: number; seA?: number; seB?: number }>(
  item: T,
  { slope, intercept }: LinkingConstants,
): T {
  return {
    ...item,
    a: item.a / slope,
    b: slope * item.b + intercept,
    ...(item.seA !== undefined && { seA: item.seA / slope }),
    ...(item.seB !== undefined && { seB: item.seB * slope }),
  };
}

function medianLine(anchors: readonly Anchor[]): LinkingConstants | undefined {
  const slopes = anchors.flatMap((one, i) =>
    anchors
      .slice(i + 1)
      .filter((other) => other.found !== one.found)
      .map((other) => (other.reference - one.reference) / (other.found - one.found)),
  );
  const slope = slopes.length === 0 ? 0 : median(slopes);
  if (!(slope > 0)) return undefined;
  return { slope, intercept: median(anchors.map(({ found, reference }) => reference - slope * found)) };
}

function distance({ found, reference }: Anchor, { slope, intercept }: LinkingConstants): number {
  return reference - (slope * found + intercept);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}

function spread(numbers: readonly number[]): number {
  const centre = mean(numbers);
  return Math.sqrt(mean(numbers.map((x) => (x - centre) ** 2)));
}
