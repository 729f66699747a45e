/** What one side thinks and the other says. Pure. */
import {
  type Count,
  correctedAwareness,
  crossesZero,
  differenceFromPrediction,
  differenceOfShares,
  type Interval,
  wilson,
} from '#assessment';
import type { Side } from './survey.js';

export interface Prediction {
  readonly side: Side;
  readonly question: string;
  /** 0 to 1: the mean of everybody of this side who predicted. */
  readonly share: number;
  readonly predictors: number;
}

/** `over`: thought higher than it is; `under`: lower; `none`: the interval of the difference crosses zero. */
export type Direction = 'over' | 'under' | 'none';

export interface GapRow {
  readonly question: string;
  readonly predicted: number | null;
  /** Null while too few answered to be shown. */
  readonly measured: (Interval & { readonly n: number }) | null;
  /** Predicted minus measured; null while one side is missing. */
  readonly gap: Interval | null;
  readonly direction: Direction | null;
}

/** A question's row: what a side predicted beside what was measured. */
export function gapRow(question: string, predicted: number | null, measured: Count | null): GapRow {
  const interval = measured && { ...wilson(measured), n: measured.n };
  const gap = predicted !== null && measured ? differenceFromPrediction(predicted, measured) : null;
  return { question, predicted, measured: interval, gap, direction: gap && directionOf(gap) };
}

/** Two groups asked the same: the difference of their shares. */
export function groupsApart(
  first: Count,
  second: Count,
): {
  readonly first: Interval;
  readonly second: Interval;
  readonly difference: Interval;
  readonly direction: Direction;
} {
  const difference = differenceOfShares(first, second);
  return { first: wilson(first), second: wilson(second), difference, direction: directionOf(difference) };
}

function directionOf(difference: Interval): Direction {
  return crossesZero(difference) ? 'none' : difference.value > 0 ? 'over' : 'under';
}

/** The row with the largest gap that is more than chance; null when there is none. */
export function largestGap(rows: readonly GapRow[]): GapRow | null {
  const real = rows.filter(({ direction }) => direction === 'over' || direction === 'under');
  return real.reduce<GapRow | null>(
    (most, row) => (most === null || size(row) > size(most) ? row : most),
    null,
  );
}

const size = ({ gap }: GapRow): number => Math.abs(gap?.value ?? 0);

/** How many know a topic, corrected by the invented one; null when fewer than `smallest` answered or nothing was invented. */
export function awarenessOf(
  hits: Count,
  foil: Count | null,
  smallest: number,
): (Interval & { n: number }) | null {
  if (foil === null || hits.n < smallest || foil.n < smallest) return null;
  return { ...correctedAwareness(hits, foil), n: hits.n };
}
