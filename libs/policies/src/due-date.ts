/** By when this person must hold the licence, and the sentence that says why that day. Pure. */
import { Temporal } from 'temporal-polyfill';
import { daysGiven } from './due-rule.js';
import type { Day, DueRule } from './due-rule.js';
import { countWorkingDays, dayNumber, dayText, nthWorkingDay } from './own-working-days.js';
import type { Counted, CountingCalendar } from './own-working-days.js';

export interface DueFacts {
  /** First day of the current employment. */
  employmentStart: Day;
  /** The day the person was first seen in the audience. */
  joinedOn: Day;
  /** The day the policy, with its present due rule, was published. */
  policySince: Day;
  /** The day a licence that had been held was lost again; the clock then starts anew. */
  lostOn?: Day | null;
  /** The day a paused policy came back into force. */
  resumedOn?: Day | null;
}

/** A text key with its arguments: days as 'YYYY-MM-DD', to be formatted when it is shown. */
export interface Explanation {
  key: string;
  args: Record<string, string | number>;
}

export interface DueDate {
  /** Null while an absence without a known end keeps the clock still. */
  date: Day | null;
  explanation: Explanation;
}

/** After an absence a fixed date leaves at most this many own working days of room, counted from the return. */
export const MOST_DAYS_AFTER_RETURN = 10;

/**
 * The due date of one person. Every count is in the person's own working days: the part-timer's three days
 * a week, without public holidays of the own site, standing still during absence. The day a count starts
 * from is its first day when the person works on it.
 */
export function dueOn(rule: DueRule, facts: DueFacts, calendar: CountingCalendar): DueDate {
  const due = dueByRule(rule, facts, calendar);
  // A pause makes nobody late: a day that passed meanwhile is counted anew from the day the policy came back.
  if (facts.resumedOn && due.date !== null && due.date < facts.resumedOn) {
    return counted('policies.due_resumed', facts.resumedOn, daysGiven(rule), calendar);
  }
  return due;
}

function dueByRule(rule: DueRule, facts: DueFacts, calendar: CountingCalendar): DueDate {
  if (facts.lostOn) return counted('policies.due_again', facts.lostOn, daysGiven(rule), calendar);
  if ('by' in rule) return fixedDate(rule.by, rule.newcomers, facts, calendar);
  if ('afterStart' in rule) {
    return facts.employmentStart >= facts.policySince
      ? counted('policies.due_start', facts.employmentStart, rule.afterStart, calendar)
      : counted('policies.due_policy', facts.policySince, rule.afterStart, calendar);
  }
  return facts.joinedOn > facts.policySince
    ? counted('policies.due_joining', facts.joinedOn, rule.afterJoining, calendar)
    : counted('policies.due_policy', facts.policySince, rule.afterJoining, calendar);
}

/**
 * The moment a due day is over for this person: the first instant of the next day in the person's zone.
 * Where the clock jumps at midnight that is the first instant that exists.
 */
export function endOfDueDay(due: Day, zone: string): Temporal.Instant {
  return Temporal.PlainDate.from(due).add({ days: 1 }).toZonedDateTime(zone).toInstant();
}

export function isOverdue(due: Day, zone: string, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, endOfDueDay(due, zone)) >= 0;
}

/** Whole days from today, on the person's own calendar, to the due day: 0 on the day itself, negative after it. */
export function daysLeft(due: Day, zone: string, now: Temporal.Instant): number {
  return dayNumber(due) - dayNumber(now.toZonedDateTimeISO(zone).toPlainDate().toString());
}

function counted(key: string, from: Day, n: number, calendar: CountingCalendar): DueDate {
  return explained(key, { n, from }, nthWorkingDay(calendar, dayNumber(from), n), calendar);
}

function explained(
  key: string,
  args: Explanation['args'],
  result: Counted,
  calendar: CountingCalendar,
): DueDate {
  if (result.day === null)
    return { date: null, explanation: { key: 'policies.due_paused', args: { left: result.left } } };
  const date = dayText(result.day);
  const assumed = calendar.assumed ? 'yes' : 'no';
  return {
    date,
    explanation: { key, args: { ...args, due: date, away: result.away, free: result.free, assumed } },
  };
}

/**
 * One date for all, with two exceptions. Who joined after the policy started gets the newcomers' days when
 * those end later. Who was away before or on the date gets as many own working days back as the absence
 * took, up to MOST_DAYS_AFTER_RETURN, counted from the return; only when that ends later than the date.
 */
function fixedDate(by: Day, newcomers: number, facts: DueFacts, calendar: CountingCalendar): DueDate {
  const isNewcomer = facts.joinedOn > facts.policySince;
  const clockStart = dayNumber(isNewcomer ? facts.joinedOn : facts.policySince);
  const fixed = dayNumber(by);
  if (isNewcomer) {
    const own = nthWorkingDay(calendar, clockStart, newcomers);
    if (own.day === null || own.day > fixed) {
      return explained(
        'policies.due_newcomer',
        { n: newcomers, from: facts.joinedOn, fixed: by },
        own,
        calendar,
      );
    }
  }
  let latest: DueDate = { date: by, explanation: { key: 'policies.due_fixed', args: { due: by } } };
  for (const absence of calendar.absences) {
    if (absence.from > fixed || absence.to < clockStart) continue;
    if (absence.to === Infinity) {
      return {
        date: null,
        explanation: { key: 'policies.due_paused', args: { left: MOST_DAYS_AFTER_RETURN } },
      };
    }
    const missed = countWorkingDays(calendar, Math.max(absence.from, clockStart), absence.to);
    const n = Math.min(missed, MOST_DAYS_AFTER_RETURN);
    if (n === 0) continue;
    const back = nthWorkingDay(calendar, absence.to + 1, n);
    if (back.day === null || dayText(back.day) > (latest.date ?? '')) {
      latest = explained(
        'policies.due_returned',
        { n, from: dayText(absence.to + 1), fixed: by },
        back,
        calendar,
      );
      if (latest.date === null) return latest;
    }
  }
  return latest;
}
