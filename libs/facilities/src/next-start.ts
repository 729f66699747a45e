import { Temporal } from 'temporal-polyfill';

/** When somebody works; the shape of `WorkCalendar` of people. */
export interface Calendar {
  readonly zone: string;
  /** ISO days, 1 = Monday; empty stands for Monday to Friday. */
  readonly workingDays: readonly number[];
  readonly absences: readonly { readonly from: string; readonly to: string | null }[];
  readonly holidays: readonly { toString(): string }[];
}

/** How far ahead a working day is looked for. */
export const HORIZON_DAYS = 60;

/**
 * The start (`hour` o'clock where the person works) of their next own working day after `now`: never in a weekend, a
 * holiday or an absence, when nobody is there to help. Null when there is none within 60 days, as in an absence without
 * an end. On the night the clock goes forward an hour that does not exist becomes the next one that does.
 */
export function nextWorkingStart(
  calendar: Calendar,
  now: Temporal.Instant,
  hour: number,
): Temporal.Instant | null {
  const days = new Set(calendar.workingDays.length === 0 ? [1, 2, 3, 4, 5] : calendar.workingDays);
  const holidays = new Set(calendar.holidays.map(String));
  const today = now.toZonedDateTimeISO(calendar.zone).toPlainDate();
  for (let ahead = 0; ahead <= HORIZON_DAYS; ahead += 1) {
    const day = today.add({ days: ahead });
    if (!days.has(day.dayOfWeek) || holidays.has(day.toString()) || isAway(calendar, day.toString()))
      continue;
    const start = day.toZonedDateTime({
      timeZone: calendar.zone,
      plainTime: Temporal.PlainTime.from({ hour }),
    });
    if (Temporal.Instant.compare(start.toInstant(), now) > 0) return start.toInstant();
  }
  return null;
}

function isAway({ absences }: Calendar, day: string): boolean {
  return absences.some(({ from, to }) => from <= day && (to === null || day <= to));
}
