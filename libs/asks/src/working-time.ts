/** When a colleague may be asked something: their own working days and hours, past absence, holidays and quiet hours. */
import { localMoment, momentAt, type PersonCalendar, quietDay, type SendWindow } from '#nudges';

/** Milliseconds since 1970-01-01T00:00Z. */
export type Millis = number;

/** How far ahead somebody's next working hour is looked for: past a fortnight of leave nobody waits. */
const HORIZON_DAYS = 14;
const MINUTE = 60_000;

/** True when this is a working day of theirs and the clock of their own zone stands inside one of the windows. */
export function isAtWork(calendar: PersonCalendar, windows: readonly SendWindow[], at: Millis): boolean {
  const { day, minute } = localMoment(at, calendar.zone);
  return quietDay(calendar, day) === null && windows.some(({ from, to }) => from <= minute && minute < to);
}

/** The first moment from `from` on at which they are at work; null when there is none within a fortnight. */
export function nextAtWork(
  calendar: PersonCalendar,
  windows: readonly SendWindow[],
  from: Millis,
): Millis | null {
  for (const { opens } of stretches(calendar, windows, from)) return opens;
  return null;
}

/**
 * The moment at which `minutes` of their own working time have gone by since `from`: a question of ten to half past five
 * waits until the next morning. Null when there is no such moment within a fortnight.
 */
export function afterWorking(
  calendar: PersonCalendar,
  windows: readonly SendWindow[],
  from: Millis,
  minutes: number,
): Millis | null {
  let left = minutes * MINUTE;
  for (const { opens, closes } of stretches(calendar, windows, from)) {
    if (left <= closes - opens) return opens + left;
    left -= closes - opens;
  }
  return null;
}

/** Their working time from a moment on, in order. */
function* stretches(
  calendar: PersonCalendar,
  windows: readonly SendWindow[],
  from: Millis,
): Generator<{ opens: Millis; closes: Millis }> {
  const first = localMoment(from, calendar.zone).day;
  for (let day = first; day <= first + HORIZON_DAYS; day += 1) {
    if (quietDay(calendar, day) !== null) continue;
    for (const window of windows) {
      const opens = Math.max(momentAt(day, window.from, calendar.zone), from);
      const closes = momentAt(day, window.to, calendar.zone);
      if (opens < closes) yield { opens, closes };
    }
  }
}
