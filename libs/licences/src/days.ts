import { Temporal } from 'temporal-polyfill';

/** A calendar day, `YYYY-MM-DD`. Compares and sorts as text. */
export type Day = string;

/**
 * The same day of the month, `months` later. A month without that day ends the term on its last day: 29 February
 * plus 12 months is 28 February. Counted with the anchor day, so 29 February plus 48 months is 29 February again.
 */
export function addMonths(from: Day, months: number, anchorDay = Temporal.PlainDate.from(from).day): Day {
  const month = Temporal.PlainDate.from(from).toPlainYearMonth().add({ months });
  return month.toPlainDate({ day: Math.min(anchorDay, month.daysInMonth) }).toString();
}

export function addDays(from: Day, days: number): Day {
  return new Date(midnight(from) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days without a clock or zone are counted in UTC, where all last equally long; this is asked for often. */
const midnight = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const DAY_MS = 86_400_000;

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

/** The first `fixedOn` (MM-DD, or the last day of that month) on or after `soonest`, and `years - 1` years later. */
export function fixedDayFrom(fixedOn: string, soonest: Day, years: number): Day {
  const [month = 12, day = 31] = fixedOn.split('-').map(Number);
  const inYear = (year: number): Day => {
    const yearMonth = Temporal.PlainYearMonth.from({ year, month });
    return yearMonth.toPlainDate({ day: Math.min(day, yearMonth.daysInMonth) }).toString();
  };
  const year = Temporal.PlainDate.from(soonest).year;
  return inYear((inYear(year) < soonest ? year + 1 : year) + years - 1);
}
