import { type Day, type DayNumber, dayNumber, mondayOf, weekdayOf } from './local-time.js';

/** When one person works: what the HR record says, as numbers. */
export interface PersonCalendar {
  readonly zone: string;
  /** Index 1..7, Monday first: days on which a message may come at all. */
  readonly week: readonly boolean[];
  readonly nightShift: boolean;
  readonly holidays: ReadonlySet<DayNumber>;
  /** `to` is the last day away, Infinity while the end is unknown. */
  readonly absences: readonly { readonly from: DayNumber; readonly to: DayNumber }[];
  readonly employedFrom: DayNumber;
  /** The last day in service, Infinity without one. */
  readonly employedTo: DayNumber;
}

export type QuietDay = 'not-employed' | 'absent' | 'public-holiday' | 'weekend' | 'day-off';

export interface CalendarFacts {
  readonly zone: string;
  /** ISO weekdays; an empty list stands for Monday to Friday. */
  readonly workingDays: readonly number[];
  readonly nightShift?: boolean;
  readonly holidays?: readonly { toString(): string }[];
  readonly absences?: readonly {
    readonly from: { toString(): string };
    readonly to: { toString(): string } | null;
  }[];
  readonly employedFrom?: Day | null;
  readonly employedTo?: Day | null;
}

// All people of a site share one list of holidays: read once.
const holidaySets = new WeakMap<object, ReadonlySet<DayNumber>>();
const NONE: ReadonlySet<DayNumber> = new Set();

/**
 * Turns the HR record into a calendar for messages. Saturday and Sunday are quiet, also for somebody who works on them,
 * unless these are the only days they work.
 */
export function personCalendar(facts: CalendarFacts): PersonCalendar {
  const worked = new Set(facts.workingDays.length > 0 ? facts.workingDays : [1, 2, 3, 4, 5]);
  const onWeekdays = [1, 2, 3, 4, 5].some((day) => worked.has(day));
  return {
    zone: facts.zone,
    week: [0, 1, 2, 3, 4, 5, 6, 7].map((day) => worked.has(day) && (day <= 5 || !onWeekdays)),
    nightShift: facts.nightShift ?? false,
    holidays: holidaySet(facts.holidays),
    absences: (facts.absences ?? []).map(({ from, to }) => ({
      from: dayNumber(from.toString()),
      to: to === null ? Infinity : dayNumber(to.toString()),
    })),
    employedFrom: facts.employedFrom ? dayNumber(facts.employedFrom) : -Infinity,
    employedTo: facts.employedTo ? dayNumber(facts.employedTo) : Infinity,
  };
}

/** Why no message may come on this day; null when it may. */
export function quietDay(calendar: PersonCalendar, day: DayNumber): QuietDay | null {
  if (day < calendar.employedFrom || day > calendar.employedTo) return 'not-employed';
  if (isAbsent(calendar, day)) return 'absent';
  if (calendar.holidays.has(day)) return 'public-holiday';
  if (calendar.week[weekdayOf(day)]) return null;
  return weekdayOf(day) > 5 ? 'weekend' : 'day-off';
}

/** The day on which this week's digest comes: the first day of the ISO week on which messages may come at all. */
export function digestDay(calendar: PersonCalendar, day: DayNumber): DayNumber | null {
  const monday = mondayOf(day);
  for (let offset = 0; offset < 7; offset += 1) {
    if (quietDay(calendar, monday + offset) === null) return monday + offset;
  }
  return null;
}

/** True when the working day before this one fell in an absence: the person is back today. */
export function isFirstDayBack(calendar: PersonCalendar, day: DayNumber): boolean {
  if (calendar.absences.length === 0) return false;
  // Public holidays and days off in between: two months back is always far enough.
  for (let before = day - 1; before > day - 62 && before >= calendar.employedFrom; before -= 1) {
    if (!calendar.week[weekdayOf(before)] || calendar.holidays.has(before)) continue;
    return isAbsent(calendar, before);
  }
  return false;
}

function isAbsent(calendar: PersonCalendar, day: DayNumber): boolean {
  return calendar.absences.some(({ from, to }) => from <= day && day <= to);
}

function holidaySet(days: CalendarFacts['holidays']): ReadonlySet<DayNumber> {
  if (!days || days.length === 0) return NONE;
  let known = holidaySets.get(days);
  if (!known) holidaySets.set(days, (known = new Set(days.map((day) => dayNumber(day.toString())))));
  return known;
}
