/** One person, or any other unit whose events hang together, in the weeks before and after a change. */
export interface ObservedUnit {
  readonly isTreated: boolean;
  readonly before: Exposure;
  readonly after: Exposure;
}

export interface Exposure {
  /** How many events there were, 0 or more. */
  readonly events: number;
  /** How many weeks somebody was there to have them, 0 or more; fractions are fine. */
  readonly weeks: number;
}

/** Events per week of exposure in the four cells. */
export interface CellRates {
  readonly treatedBefore: number;
  readonly treatedAfter: number;
  readonly controlBefore: number;
  readonly controlAfter: number;
}

export interface RateEffect {
  readonly treated: number;
  readonly controls: number;
  readonly rates: CellRates;
  /** Change of the rate that the treatment explains: -0.2 is twenty per cent fewer events. */
  readonly change: number;
  /** The 95 % interval of `change`. */
  readonly low: number;
  readonly high: number;
  readonly verdict: 'fewer' | 'more' | 'no-evidence';
}

/** Fewer units than this in a group say nothing about a spread. */
export const FEWEST_UNITS = 20;
/** Fewer events than this in one of the four cells make the logarithm of its rate unreliable. */
export const FEWEST_EVENTS = 10;
/** The 97.5th percentile of the standard normal distribution. */
const Z = 1.959964;

/**
 * What a treatment did to a rate: difference-in-differences on the logarithm of pooled rates, that is
 * (treated after / treated before) / (control after / control before) - 1. It assumes that without the treatment both
 * groups' rates would have moved by the same factor (parallel trends on the log scale). The interval is by the delta
 * method with a sum per unit, so it is robust against events that hang together within a person, before and after
 * included (cluster-robust sandwich; Liang and Zeger 1986; Bertrand, Duflo and Mullainathan 2004), with the correction
 * n / (n - 1) in each group. Null when a group or a cell is too small to say anything.
 */
export function differenceInDifferences(units: readonly ObservedUnit[]): RateEffect | null {
  const treated = logChange(units.filter(({ isTreated }) => isTreated));
  const control = logChange(units.filter(({ isTreated }) => !isTreated));
  if (treated === null || control === null) return null;
  const effect = treated.change - control.change;
  const error = Math.sqrt(treated.variance + control.variance);
  const low = Math.expm1(effect - Z * error);
  const high = Math.expm1(effect + Z * error);
  return {
    treated: treated.n,
    controls: control.n,
    rates: {
      treatedBefore: treated.before,
      treatedAfter: treated.after,
      controlBefore: control.before,
      controlAfter: control.after,
    },
    change: Math.expm1(effect),
    low,
    high,
    verdict: high < 0 ? 'fewer' : low > 0 ? 'more' : 'no-evidence',
  };
}

interface LogChange {
  readonly n: number;
  readonly before: number;
  readonly after: number;
  readonly change: number;
  readonly variance: number;
}

/** The change of a group's rate on the log scale, with its variance over units. */
function logChange(units: readonly ObservedUnit[]): LogChange | null {
  if (units.length < FEWEST_UNITS) return null;
  const before = sumOf(units.map((unit) => unit.before));
  const after = sumOf(units.map((unit) => unit.after));
  if (before.events < FEWEST_EVENTS || after.events < FEWEST_EVENTS) return null;
  const rateBefore = before.events / before.weeks;
  const rateAfter = after.events / after.weeks;
  let squares = 0;
  for (const unit of units) {
    // What this unit adds to log(rate after) - log(rate before); these sum to zero over a group.
    const pull =
      (unit.after.events - rateAfter * unit.after.weeks) / after.events -
      (unit.before.events - rateBefore * unit.before.weeks) / before.events;
    squares += pull * pull;
  }
  return {
    n: units.length,
    before: rateBefore,
    after: rateAfter,
    change: Math.log(rateAfter / rateBefore),
    variance: (squares * units.length) / (units.length - 1),
  };
}

function sumOf(cells: readonly Exposure[]): Exposure {
  let events = 0;
  let weeks = 0;
  for (const cell of cells) {
    if (cell.events < 0 || cell.weeks < 0) throw new RangeError('events and weeks can not be negative');
    if (cell.events > 0 && cell.weeks === 0) throw new RangeError('events without a week to have them in');
    events += cell.events;
    weeks += cell.weeks;
  }
  return { events, weeks };
}
