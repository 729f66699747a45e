import { integrate } from './integrate.js';

/** Where a search for a maximum looks, in logits; low < high. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Abilities further out are not told apart by any test. */
export const RANGE: Range = { low: -6, high: 6 };

export interface Maximum {
  readonly at: number;
  /** The function still rose at the end of the range. */
  readonly bounded: boolean;
}

/** Places at which the slope is looked at first: close enough to tell two modes of a 3PL likelihood apart. */
const PANELS = 96;

/**
 * Global maximum within a range (by default [-6, 6]) of a function given by its slope. Modes are the places where the
 * slope crosses zero downwards, and ends that rise outwards; several modes (three-parameter items) are compared by
 * the integral of the slope between them. Exact to about 1e-12.
 */
export function maximise(slope: (theta: number) => number, range = RANGE): Maximum {
  const modes = modesOf(slope, range);
  let best = modes[0]!;
  let lead = 0;
  for (let i = 1; i < modes.length; i += 1) {
    lead += integrate(slope, modes[i - 1]!.at, modes[i]!.at, 48);
    if (lead > 0) {
      best = modes[i]!;
      lead = 0;
    }
  }
  return best;
}

function modesOf(slope: (theta: number) => number, { low, high }: Range): Maximum[] {
  const modes: Maximum[] = [];
  const width = (high - low) / PANELS;
  let left = low;
  let before = 0;
  for (let i = 0; i <= PANELS; i += 1) {
    const here = low + i * width;
    const now = slope(here);
    // Exactly 0 is a flat tail or a root on a node: the next place that is not flat tells which.
    if (now === 0) continue;
    if (now < 0 && before === 0) modes.push({ at: low, bounded: true });
    if (now < 0 && before > 0) modes.push({ at: root(slope, left, before, here, now), bounded: false });
    left = here;
    before = now;
  }
  if (before > 0) modes.push({ at: high, bounded: true });
  // A slope of exactly 0 everywhere: no place is better than another.
  return modes.length > 0 ? modes : [{ at: (low + high) / 2, bounded: true }];
}

/** Root between a positive and a non-positive value: false position with Illinois' halving, which cannot leave. */
function root(f: (x: number) => number, low: number, atLow: number, high: number, atHigh: number): number {
  let [a, fa, b, fb] = [low, atLow, high, atHigh];
  for (let round = 0; round < 100 && fb !== 0; round += 1) {
    const x = b - (fb * (b - a)) / (fb - fa);
    const fx = f(x);
    if (Math.sign(fx) !== Math.sign(fb)) [a, fa] = [b, fb];
    else fa /= 2;
    const moved = Math.abs(x - b);
    [b, fb] = [x, fx];
    if (moved < 1e-14) break;
  }
  return b;
}
