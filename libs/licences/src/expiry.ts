import { Temporal } from 'temporal-polyfill';
import { type Counting, recompute } from './counting.js';
import { addDays, type Day } from './days.js';

export { addDays, addMonths, type Day, endOfDay, localDay } from './days.js';

export const VALIDITY_RULES = ['from-completion', 'from-previous-expiry', 'fixed-date', 'upkeep'] as const;
export type ValidityRule = (typeof VALIDITY_RULES)[number];

/** How long a period lasts, when it may be renewed and what happens when that is late. All numbers are whole. */
export interface Terms {
  readonly rule: ValidityRule;
  readonly months: number;
  /** Days before the last valid day on which renewing opens. */
  readonly windowDays: number;
  /** Days after the last valid day on which the licence still opens facilities. */
  readonly graceDays: number;
  /** A completion keeps the licence alive for at least this many days (fixed date, previous expiry). */
  readonly minActiveDays: number;
  /** `MM-DD`, for the rule `fixed-date` only. */
  readonly fixedOn: string;
}

/** The dates of one period. `validUntil` and `graceUntil` are last days, inclusive. */
export interface PeriodDates {
  readonly validFrom: Day;
  readonly validUntil: Day;
  readonly renewalOpensOn: Day;
  readonly graceUntil: Day;
  /** Day of the month the term counts from; lets a 29th, 30th or 31st come back after a short month. */
  readonly anchorDay: number;
  /** The previous last day, when this period was counted from it. */
  readonly continuesFrom: Day | null;
  /** How `validUntil` was found; null for periods from before this was written down. */
  readonly counted: Counting | null;
}

/** The period a new one follows, when the licence has not lapsed. */
export interface RunningPeriod {
  readonly validUntil: Day;
  readonly renewalOpensOn: Day;
  readonly graceUntil: Day;
  readonly anchorDay: number;
}

/** The first period of a licence, from the day the exam was passed. */
export function firstPeriod(terms: Terms, completedOn: Day): PeriodDates {
  const anchorDay = Temporal.PlainDate.from(completedOn).day;
  const counted: Counting =
    terms.rule === 'fixed-date'
      ? fixedCounting(terms, addDays(completedOn, terms.minActiveDays))
      : { how: 'months', since: 'completion', from: completedOn, months: terms.months, anchorDay };
  return withMargins(terms, completedOn, counted, anchorDay);
}

/**
 * The one period that follows `running` when somebody completes on `completedOn`.
 * - from-completion, upkeep: `months` from the completion.
 * - from-previous-expiry: `months` from the previous last day when completed within the window or grace, so an
 *   early bird loses nothing; completed before the window opens, it counts from the completion, so nobody stacks terms.
 * - fixed-date: the first fixed date that lies after the previous last day and leaves the minimum active days.
 * A renewal never shortens: the later of both last days holds. Missed periods are never filled in.
 */
export function nextPeriod(terms: Terms, running: RunningPeriod, completedOn: Day): PeriodDates {
  const soonest = addDays(completedOn, terms.minActiveDays);
  const fresh = firstPeriod(terms, completedOn);
  if (terms.rule === 'fixed-date') {
    const inWindow = completedOn >= running.renewalOpensOn;
    const after = inWindow ? addDays(running.validUntil, 1) : completedOn;
    const counted = fixedCounting(terms, later(soonest, after));
    return withMargins(terms, completedOn, atLeast(counted, running.validUntil), fresh.anchorDay);
  }
  const inTime = completedOn >= running.renewalOpensOn && completedOn <= running.graceUntil;
  if (terms.rule === 'from-previous-expiry' && inTime) {
    const { validUntil: from, anchorDay } = running;
    const counted: Counting = {
      how: 'months',
      since: 'previous-expiry',
      from,
      months: terms.months,
      anchorDay,
    };
    if (recompute(counted) >= soonest) {
      return { ...withMargins(terms, completedOn, counted, anchorDay), continuesFrom: from };
    }
  }
  if (fresh.validUntil >= running.validUntil) return fresh;
  const kept: Counting = { how: 'kept', until: running.validUntil, counted: fresh.validUntil };
  return withMargins(terms, completedOn, kept, running.anchorDay);
}

/** The window and the grace around a last day; the window never opens on the first day itself, however short the term is. */
export function withMargins(terms: Terms, validFrom: Day, counted: Counting, anchorDay: number): PeriodDates {
  const validUntil = recompute(counted);
  const opens = later(addDays(validUntil, -terms.windowDays), addDays(validFrom, 1));
  return {
    validFrom,
    validUntil,
    renewalOpensOn: opens > validUntil ? validUntil : opens,
    graceUntil: addDays(validUntil, terms.graceDays),
    anchorDay,
    continuesFrom: null,
    counted,
  };
}

function fixedCounting(terms: Terms, soonest: Day): Counting {
  return {
    how: 'fixed',
    fixedOn: terms.fixedOn,
    soonest,
    years: Math.max(1, Math.round(terms.months / 12)),
  };
}

/** The counting as it is, or the last day there was when that is later. */
function atLeast(counted: Counting, until: Day): Counting {
  const day = recompute(counted);
  return day >= until ? counted : { how: 'kept', until, counted: day };
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}
