import { addDays, addMonths, type Day, fixedDayFrom } from './days.js';

/** What a term of months was counted from. */
export type CountedFrom = 'completion' | 'previous-expiry';

/**
 * How the last day of a period was found: the rule, its inputs, and nothing else. `recompute` gives the same day from
 * it again, so that a sentence made of these numbers is the arithmetic and not a story about it.
 * - months: `months` after `from`, on `anchorDay` of the month or its last day.
 * - fixed: the first `fixedOn` (MM-DD) on or after `soonest`, and `years - 1` years later.
 * - kept: the rule gave `counted`, which is sooner than the last day there was; a renewal never shortens.
 * - evidence: `months` after the day it was obtained, at most `capMonths` after the day it was accepted.
 * - decided: two people of HR set the day.
 * - permit: `days` after `from`.
 */
export type Counting =
  | {
      readonly how: 'months';
      readonly since: CountedFrom;
      readonly from: Day;
      readonly months: number;
      readonly anchorDay: number;
    }
  | { readonly how: 'fixed'; readonly fixedOn: string; readonly soonest: Day; readonly years: number }
  | { readonly how: 'kept'; readonly until: Day; readonly counted: Day }
  | {
      readonly how: 'evidence';
      readonly obtainedOn: Day;
      readonly months: number;
      readonly acceptedOn: Day;
      readonly capMonths: number;
    }
  | { readonly how: 'decided'; readonly until: Day }
  | { readonly how: 'permit'; readonly from: Day; readonly days: number };

/** The last day that this counting comes to. Pure arithmetic on calendar days; no zone and no clock is needed. */
export function recompute(counting: Counting): Day {
  switch (counting.how) {
    case 'months':
      return addMonths(counting.from, counting.months, counting.anchorDay);
    case 'fixed':
      return fixedDayFrom(counting.fixedOn, counting.soonest, counting.years);
    case 'kept':
      return counting.until > counting.counted ? counting.until : counting.counted;
    case 'evidence': {
      const full = addMonths(counting.obtainedOn, counting.months);
      const cap = addMonths(counting.acceptedOn, counting.capMonths);
      return full < cap ? full : cap;
    }
    case 'decided':
      return counting.until;
    case 'permit':
      return addDays(counting.from, counting.days);
  }
}
