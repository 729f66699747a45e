/** By when this person must hold the licence, and the sentence that says why that day. Pure. */
import { Temporal } from 'temporal-polyfill';
import { daysGiven, LONG_ABSENCE_DAYS } from './due-rule.js';
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
  /** The day somebody came back into the audience soon after leaving it. */
  rejoinedOn?: Day | null;
  /** The day the other licence of an `afterLicence` rule was earned; null while it is not held. */
  otherSince?: Day | null;
  /** The last proof, when the policy asks for a younger one. */
  renewal?: Renewal | null;
  /** Last day of a waiver: nothing is due before it is over and the days have been given anew. */
  waivedUntil?: Day | null;
  /** The later day that an extension allows. */
  extendedTo?: Day | null;
}

/** A proof that must be renewed: earned on a day, good for so many months. */
export interface Renewal {
  earnedOn: Day;
  months: number;
  /** The day the policy first said so; a proof that was too old by then gets days from here. */
  since: Day;
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
  let due = dueByRule(rule, facts, calendar);
  // A pause makes nobody late: a day that passed meanwhile is counted anew from the day the policy came back.
  if (facts.resumedOn && due.date !== null && due.date < facts.resumedOn) {
    due = counted('policies.due_resumed', facts.resumedOn, daysGiven(rule), calendar);
  }
  // Nor does a short time outside the audience.
  if (facts.rejoinedOn && due.date !== null && due.date < facts.rejoinedOn) {
    due = counted('policies.due_rejoined', facts.rejoinedOn, daysGiven(rule), calendar);
  }
  if (facts.extendedTo && due.date !== null && due.date < facts.extendedTo) {
    due = {
      date: facts.extendedTo,
      explanation: { key: 'policies.due_extended', args: { due: facts.extendedTo, before: due.date } },
    };
    due = withReturns(due, facts.policySince, calendar);
  }
  if (facts.waivedUntil && due.date !== null) {
    const from = dayText(dayNumber(facts.waivedUntil) + 1);
    const anew = counted('policies.due_waived', from, daysGiven(rule), calendar);
    if (anew.date === null || anew.date > due.date) due = anew;
  }
  return due;
}

/** The day on which a proof earned on a day is too old: the same day of the month, a short month's last day. */
export function renewedBy({ earnedOn, months }: Pick<Renewal, 'earnedOn' | 'months'>): Day {
  return Temporal.PlainDate.from(earnedOn).add({ months }).toString();
}

/** The day on which a proof that gets too old is asked for anew. */
export function renewalAskedOn(renewal: Pick<Renewal, 'earnedOn' | 'months'>): Day {
  return dayText(dayNumber(renewedBy(renewal)) - RENEW_AHEAD_DAYS);
}

/** So many days before a proof gets too old it is asked for anew; somebody who renews then loses no day. */
export const RENEW_AHEAD_DAYS = 30;

/**
 * The first own working day on which somebody who let the day pass loses access; null while nobody can say,
 * because there is no due day, no such step, or an absence without an end.
 */
export function accessEndsOn(
  due: Day | null,
  enforcedFrom: Day | null,
  calendar: CountingCalendar,
): Day | null {
  if (due === null || enforcedFrom === null) return null;
  const { day } = nthWorkingDay(calendar, Math.max(dayNumber(due) + 1, dayNumber(enforcedFrom)), 1);
  return day === null ? null : dayText(day);
}

function dueByRule(rule: DueRule, facts: DueFacts, calendar: CountingCalendar): DueDate {
  if (facts.lostOn) return counted('policies.due_again', facts.lostOn, daysGiven(rule), calendar);
  if (facts.renewal) return byRenewal(rule, facts, facts.renewal, calendar);
  if ('afterReturn' in rule) return afterReturn(rule.afterReturn, facts, calendar);
  if ('afterLicence' in rule) return afterLicence(rule.afterLicence, facts, calendar);
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
export function endOfDueDay(due: Day, zone: string, nightShift = false): Temporal.Instant {
  const next = Temporal.PlainDate.from(due).add({ days: 1 });
  const end = nightShift
    ? next.toZonedDateTime({ timeZone: zone, plainTime: NIGHT_ENDS })
    : next.toZonedDateTime(zone);
  return end.toInstant();
}

/** The shift that begins on the due day is over by then: who works at night has that night as well. */
const NIGHT_ENDS = '12:00';

export function isOverdue(due: Day, zone: string, now: Temporal.Instant, nightShift = false): boolean {
  return Temporal.Instant.compare(now, endOfDueDay(due, zone, nightShift)) >= 0;
}

/**
 * Whole days from today, on the person's own calendar, to the due day: 0 on the day itself, negative once it is over. For
 * somebody who works at night the day itself goes on until noon. `today` is the day in that zone.
 */
export function daysLeft(
  due: Day,
  zone: string,
  now: Temporal.Instant,
  nightShift = false,
  today: Day = now.toZonedDateTimeISO(zone).toPlainDate().toString(),
): number {
  const left = dayNumber(due) - dayNumber(today);
  return left < 0 && !isOverdue(due, zone, now, nightShift) ? 0 : left;
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
  const named: DueDate = { date: by, explanation: { key: 'policies.due_fixed', args: { due: by } } };
  return withReturns(named, dayText(clockStart), calendar);
}

/**
 * A fixed day with what absence took from it given back: as many own working days as were missed since the clock
 * started, MOST_DAYS_AFTER_RETURN at most, counted from the return; only when that ends later.
 */
function withReturns(named: DueDate, clockStart: Day, calendar: CountingCalendar): DueDate {
  if (named.date === null) return named;
  const fixed = dayNumber(named.date);
  const start = dayNumber(clockStart);
  let latest = named;
  for (const absence of calendar.absences) {
    if (absence.from > fixed || absence.to < start) continue;
    if (absence.to === Infinity) {
      return {
        date: null,
        explanation: { key: 'policies.due_paused', args: { left: MOST_DAYS_AFTER_RETURN } },
      };
    }
    const missed = countWorkingDays(calendar, Math.max(absence.from, start), absence.to);
    const n = Math.min(missed, MOST_DAYS_AFTER_RETURN);
    if (n === 0) continue;
    const back = nthWorkingDay(calendar, absence.to + 1, n);
    if (back.day === null || dayText(back.day) > (latest.date ?? '')) {
      const args = { n, from: dayText(absence.to + 1), fixed: named.date };
      latest = explained('policies.due_returned', args, back, calendar);
      if (latest.date === null) return latest;
    }
  }
  return latest;
}

/**
 * A proof must be renewed by the day it is too old. When that day lies before the policy asked for it, or before
 * the person came in, the days are given from there instead, so nobody is late overnight.
 */
function byRenewal(rule: DueRule, facts: DueFacts, renewal: Renewal, calendar: CountingCalendar): DueDate {
  const due = renewedBy(renewal);
  const from = [renewal.since, facts.joinedOn].reduce((a, b) => (a > b ? a : b));
  const floor = nthWorkingDay(calendar, dayNumber(from), daysGiven(rule));
  const args = { earned: renewal.earnedOn, months: renewal.months };
  if (floor.day === null || dayText(floor.day) > due)
    return explained('policies.due_renewal_later', { ...args, n: daysGiven(rule), from }, floor, calendar);
  const named: DueDate = { date: due, explanation: { key: 'policies.due_renewal', args: { ...args, due } } };
  return withReturns(named, from, calendar);
}

/** Counted from the first return from a long absence since the policy and the person came together. */
function afterReturn(n: number, facts: DueFacts, calendar: CountingCalendar): DueDate {
  const start = dayNumber(facts.joinedOn > facts.policySince ? facts.joinedOn : facts.policySince);
  const long = calendar.absences.find(({ from, to }) => to >= start && to - from + 1 >= LONG_ABSENCE_DAYS);
  if (!long)
    return { date: null, explanation: { key: 'policies.due_no_return', args: { long: LONG_ABSENCE_DAYS } } };
  if (long.to === Infinity)
    return { date: null, explanation: { key: 'policies.due_paused', args: { left: n } } };
  return counted('policies.due_return', dayText(long.to + 1), n, calendar);
}

function afterLicence(
  { category, days }: { category: string; days: number },
  facts: DueFacts,
  calendar: CountingCalendar,
): DueDate {
  const { otherSince } = facts;
  if (!otherSince)
    return {
      date: null,
      explanation: { key: 'policies.due_no_licence', args: { other: category, n: days } },
    };
  const start = facts.joinedOn > facts.policySince ? facts.joinedOn : facts.policySince;
  const due =
    otherSince > start
      ? counted('policies.due_licence', otherSince, days, calendar)
      : counted('policies.due_licence_held', start, days, calendar);
  return { ...due, explanation: { ...due.explanation, args: { ...due.explanation.args, other: category } } };
}
