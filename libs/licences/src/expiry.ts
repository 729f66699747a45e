import { Temporal } from 'temporal-polyfill';

/** A calendar day, `YYYY-MM-DD`. Compares and sorts as text. */
export type Day = string;

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
}

/** The period a new one follows, when the licence has not lapsed. */
export interface RunningPeriod {
  readonly validUntil: Day;
  readonly renewalOpensOn: Day;
  readonly graceUntil: Day;
  readonly anchorDay: number;
}

/**
 * The same day of the month, `months` later. A month without that day ends the term on its last day: 29 February
 * plus 12 months is 28 February. Counted with the anchor day, so 29 February plus 48 months is 29 February again.
 */
export function addMonths(from: Day, months: number, anchorDay = Temporal.PlainDate.from(from).day): Day {
  const month = Temporal.PlainDate.from(from).toPlainYearMonth().add({ months });
  return month.toPlainDate({ day: Math.min(anchorDay, month.daysInMonth) }).toString();
}

export function addDays(from: Day, days: number): Day {
  return Temporal.PlainDate.from(from).add({ days }).toString();
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
}

/** The calendar day it is at this moment for somebody living in `zone` (IANA name). */
export function localDay(at: Temporal.Instant, zone: string): Day {
  return at.toZonedDateTimeISO(zone).toPlainDate().toString();
}

/**
 * The moment a day is over in `zone`: the first moment of the next day. On the nights the clock changes a day
 * lasts 23 or 25 hours, and where midnight itself is skipped the next day starts at its first existing moment.
 */
export function endOfDay(day: Day, zone: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).toInstant();
}

/** The first period of a licence, from the day the exam was passed. */
export function firstPeriod(terms: Terms, completedOn: Day): PeriodDates {
  const anchorDay = Temporal.PlainDate.from(completedOn).day;
  const until =
    terms.rule === 'fixed-date'
      ? fixedDate(terms, completedOn, addDays(completedOn, terms.minActiveDays))
      : addMonths(completedOn, terms.months, anchorDay);
  return withMargins(terms, completedOn, until, anchorDay);
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
    const until = fixedDate(terms, completedOn, later(soonest, after));
    return withMargins(terms, completedOn, later(until, running.validUntil), fresh.anchorDay);
  }
  const inTime = completedOn >= running.renewalOpensOn && completedOn <= running.graceUntil;
  if (terms.rule === 'from-previous-expiry' && inTime) {
    const until = addMonths(running.validUntil, terms.months, running.anchorDay);
    if (until >= soonest) {
      return {
        ...withMargins(terms, completedOn, until, running.anchorDay),
        continuesFrom: running.validUntil,
      };
    }
  }
  if (fresh.validUntil >= running.validUntil) return fresh;
  return withMargins(terms, completedOn, running.validUntil, running.anchorDay);
}

/** First `fixedOn` on or after `soonest`, plus the extra years of a term longer than one year. */
function fixedDate(terms: Terms, completedOn: Day, soonest: Day): Day {
  const [month = 12, day = 31] = terms.fixedOn.split('-').map(Number);
  const inYear = (year: number): Day => {
    const yearMonth = Temporal.PlainYearMonth.from({ year, month });
    return yearMonth.toPlainDate({ day: Math.min(day, yearMonth.daysInMonth) }).toString();
  };
  let year = Temporal.PlainDate.from(completedOn).year;
  while (inYear(year) < soonest) year += 1;
  return inYear(year + Math.max(1, Math.round(terms.months / 12)) - 1);
}

/** The window never opens on the day of completion itself, however short the term is. */
function withMargins(terms: Terms, validFrom: Day, validUntil: Day, anchorDay: number): PeriodDates {
  const opens = later(addDays(validUntil, -terms.windowDays), addDays(validFrom, 1));
  return {
    validFrom,
    validUntil,
    renewalOpensOn: opens > validUntil ? validUntil : opens,
    graceUntil: addDays(validUntil, terms.graceDays),
    anchorDay,
    continuesFrom: null,
  };
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}
