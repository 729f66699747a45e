/**
 * Counting a person's own working days. Days are whole numbers here (days since 1970-01-01): a policy for
 * a whole company counts millions of them. own-working-days.spec.ts checks the arithmetic against Temporal.
 */
import type { Day } from './due-rule.js';

/** Which days one person works. Built once per person by `countingCalendar`. */
export interface CountingCalendar {
  /** Index 1..7, Monday first. */
  week: readonly boolean[];
  /** True when HR's record has no working days and Monday to Friday stands in for them. */
  assumed: boolean;
  holidays: ReadonlySet<number>;
  /** Apart from each other, in order; `to` is the last day away, Infinity while the end is unknown. */
  absences: readonly { from: number; to: number }[];
}

export interface WorkPattern {
  /** ISO weekdays, 1 = Monday. */
  workingDays: readonly number[];
  holidays: ReadonlySet<number>;
  absences: readonly { from: Day; to: Day | null }[];
}

/** The result of counting n own working days. */
export interface Counted {
  /** The n-th day, or null when the count stands still in an absence without an end. */
  day: number | null;
  /** Own working days passed over because the person was away, or because of a public holiday. */
  away: number;
  free: number;
  /** Days still to count when `day` is null. */
  left: number;
}

export function countingCalendar({ workingDays, holidays, absences }: WorkPattern): CountingCalendar {
  const assumed = workingDays.length === 0;
  const worked = new Set(assumed ? [1, 2, 3, 4, 5] : workingDays);
  return {
    week: [false, 1, 2, 3, 4, 5, 6, 7].map((weekday) => worked.has(Number(weekday))),
    assumed,
    holidays,
    absences: joined(
      absences.map(({ from, to }) => ({ from: dayNumber(from), to: to === null ? Infinity : dayNumber(to) })),
    ),
  };
}

/** Who is ill, and from the next day or meanwhile on leave, is away once: there is one return. */
function joined(absences: readonly { from: number; to: number }[]): { from: number; to: number }[] {
  const apart: { from: number; to: number }[] = [];
  for (const { from, to } of [...absences].sort((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to);
    else apart.push({ from, to });
  }
  return apart;
}

/**
 * The n-th own working day from `from` on, where `from` itself counts when it is one: twenty days from
 * Monday 1 February 2027 at five days a week is Friday 26 February. Public holidays of the person's site
 * and days of absence do not count.
 */
export function nthWorkingDay(calendar: CountingCalendar, from: number, n: number): Counted {
  let left = n;
  let away = 0;
  let free = 0;
  for (let day = from; ; day++) {
    if (!calendar.week[weekdayOf(day)]) continue;
    const absence = absenceOn(calendar, day);
    if (absence) {
      if (absence.to === Infinity) return { day: null, away, free, left };
      away++;
    } else if (calendar.holidays.has(day)) free++;
    else if (--left === 0) return { day, away, free, left: 0 };
  }
}

/** How many own working days (holidays left out) lie from `from` to `to`, both included, absent or not. */
export function countWorkingDays(calendar: CountingCalendar, from: number, to: number): number {
  let count = 0;
  for (let day = from; day <= to; day++) {
    if (calendar.week[weekdayOf(day)] && !calendar.holidays.has(day)) count++;
  }
  return count;
}

export function absenceOn(calendar: CountingCalendar, day: number): { from: number; to: number } | undefined {
  return calendar.absences.find(({ from, to }) => from <= day && to >= day);
}

export function dayNumber(day: Day): number {
  return (
    Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / MS_PER_DAY
  );
}

export function dayText(day: number): Day {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** ISO weekday, 1 = Monday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

const MS_PER_DAY = 86_400_000;
