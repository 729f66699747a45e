/** Due dates for many people in one pass. Pure. */
import { accessEndsOn, dueOn } from './due-date.js';
import type { DueDate, DueFacts } from './due-date.js';
import { daysGiven } from './due-rule.js';
import type { Day, DueRule } from './due-rule.js';
import { countingCalendar, dayNumber, dayText } from './own-working-days.js';

/** A person's work calendar as the HR record gives it. */
export interface PersonCalendar {
  zone: string;
  workingDays: readonly number[];
  /** Works at night: the due day then ends when that night is over. */
  nightShift?: boolean;
  absences: readonly { from: { toString(): string }; to: { toString(): string } | null }[];
  /** Shared by everybody of one site: counted once. */
  holidays: readonly { toString(): string }[];
}

/** The due date, and the day after it on which access ends when the policy is enforced. */
export type Dated = DueDate & { accessEndsOn: Day | null };

/**
 * Gives a function that dates one person after another. People with the same pattern, the same holidays
 * and the same first day have the same date: it is counted once, and they share one result object.
 */
export function dating(
  rule: DueRule,
  enforcedFrom: Day | null = null,
): (facts: DueFacts, calendar: PersonCalendar) => Dated {
  const holidaySets = new Map<PersonCalendar['holidays'], { id: number; days: ReadonlySet<number> }>();
  const known = new Map<string, Dated>();
  return (facts, calendar) => {
    let holidays = holidaySets.get(calendar.holidays);
    if (!holidays) {
      holidays = {
        id: holidaySets.size,
        days: new Set(calendar.holidays.map((day) => dayNumber(day.toString()))),
      };
      holidaySets.set(calendar.holidays, holidays);
    }
    const count = (): Dated => {
      const absences = calendar.absences.map(({ from, to }) => ({
        from: from.toString(),
        to: to === null ? null : to.toString(),
      }));
      const { workingDays } = calendar;
      const own = countingCalendar({ workingDays, holidays: holidays.days, absences });
      const due = dueOn(rule, facts, own);
      return { ...due, accessEndsOn: accessEndsOn(due.date, enforcedFrom, own) };
    };
    if (calendar.absences.length > 0) return count();
    const key = `${anchorOf(rule, facts)} ${calendar.workingDays.join('')} ${holidays.id}`;
    let dated = known.get(key);
    if (!dated) known.set(key, (dated = count()));
    return dated;
  };
}

/**
 * The span of days for which calendars are needed: from the first day a count may start from, until the
 * last day it may reach for somebody who works one day a week, and a year on top for absence. `last` is the
 * latest day that anything else of the policy names, such as an extension or a proof that gets too old.
 */
export function calendarSpan(
  rule: DueRule,
  first: Day,
  today: Day,
  last: Day = today,
): { from: Day; to: Day } {
  const from = first < today ? first : today;
  const latestStart = ['by' in rule ? rule.by : today, today, last].reduce((a, b) => (a > b ? a : b));
  return { from, to: dayText(dayNumber(latestStart) + daysGiven(rule) * 7 + 366) };
}

/** Everything in the facts that can change the outcome. */
function anchorOf(rule: DueRule, facts: DueFacts): string {
  const {
    joinedOn,
    policySince,
    lostOn,
    resumedOn,
    rejoinedOn,
    otherSince,
    renewal,
    waivedUntil,
    extendedTo,
  } = facts;
  const start = 'afterStart' in rule ? facts.employmentStart : '';
  const proof = renewal ? `${renewal.earnedOn} ${renewal.months} ${renewal.since}` : '';
  return [
    start,
    joinedOn,
    policySince,
    lostOn,
    resumedOn,
    rejoinedOn,
    otherSince,
    proof,
    waivedUntil,
    extendedTo,
  ].join('|');
}
