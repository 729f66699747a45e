import { Temporal } from 'temporal-polyfill';
import { publicHolidays } from '#people';
import {
  accessEndsOn,
  daysLeft,
  dueOn,
  endOfDueDay,
  isOverdue,
  renewalAskedOn,
  renewedBy,
} from './due-date.js';
import type { DueFacts } from './due-date.js';
import type { DueRule } from './due-rule.js';
import { countingCalendar, dayNumber } from './own-working-days.js';

interface Worked {
  rule: DueRule;
  facts?: Partial<DueFacts>;
  week?: number[];
  country?: string;
  /** Days the employer gave beside the country's. */
  given?: string[];
  away?: [from: string, to: string | null][];
  due: string | null;
}

const FULL = [1, 2, 3, 4, 5];
/** 24 hours in three days, 16 hours in two. */
const THREE_DAYS = [1, 2, 4];
const TWO_DAYS = [3, 5];

function calendarOf({ week = FULL, country = 'NL', given = [], away = [] }: Omit<Worked, 'rule' | 'due'>) {
  const days = [...publicHolidays(country, '2026-01-01', '2029-12-31').map(String), ...given];
  return countingCalendar({
    workingDays: week,
    holidays: new Set(days.map(dayNumber)),
    absences: away.map(([from, to]) => ({ from, to })),
  });
}

const from = (start: string): Partial<DueFacts> => ({ employmentStart: start, joinedOn: start });

// Each line was counted by hand on a paper calendar; the comment says where the days went.
const TABLE: Record<string, Worked> = {
  'five days a week: four whole weeks': {
    rule: { afterStart: 20 },
    facts: from('2027-02-01'),
    due: '2027-02-26',
  },
  // Mon, Tue, Thu: six weeks give 18, then Mon 15 and Tue 16 March.
  '24 hours in three days': {
    rule: { afterStart: 20 },
    facts: from('2027-02-01'),
    week: THREE_DAYS,
    due: '2027-03-16',
  },
  // Wed and Fri from Wed 3 February: ten weeks end on Fri 9 April; Good Friday 26 March is no public holiday in NL.
  '16 hours in two days': {
    rule: { afterStart: 20 },
    facts: from('2027-02-01'),
    week: TWO_DAYS,
    due: '2027-04-09',
  },
  // King's Day is Tuesday 27 April 2027: Mon 26, Wed 28, Thu 29, Fri 30 April, Mon 3 May.
  'over King’s Day': { rule: { afterStart: 5 }, facts: from('2027-04-26'), due: '2027-05-03' },
  // 27 April 2025 and 2031 are Sundays and move to the 26th; 2026 is a Monday, which a Monday worker gets.
  'King’s Day on the day somebody works': {
    rule: { afterStart: 2 },
    facts: from('2026-04-20'),
    week: [1],
    due: '2026-05-04',
  },
  'King’s Day on a day somebody doesn’t work costs nothing': {
    rule: { afterStart: 2 },
    facts: from('2027-04-26'),
    week: [1],
    due: '2027-05-03',
  },
  // Easter Monday is 29 March 2027: Thu 25, Fri 26, Tue 30.
  'over Easter Monday': { rule: { afterStart: 3 }, facts: from('2027-03-25'), due: '2027-03-30' },
  // In Portugal Good Friday is free and Easter Monday is not: Thu 25, Mon 29, Tue 30.
  'over Easter in Lisbon': {
    rule: { afterStart: 3 },
    facts: from('2027-03-25'),
    country: 'PT',
    due: '2027-03-30',
  },
  // Carnival Monday is 8 February 2027 on Curaçao: 5, 9, 10 February.
  'over Carnival Monday on Curaçao': {
    rule: { afterStart: 3 },
    facts: from('2027-02-05'),
    country: 'CW',
    due: '2027-02-10',
  },
  'the same three days in Amsterdam': {
    rule: { afterStart: 3 },
    facts: from('2027-02-05'),
    due: '2027-02-09',
  },
  // Both Sundays on which the clock changes are no working days and cost nothing.
  'over the night summer time begins': {
    rule: { afterStart: 2 },
    facts: from('2027-03-26'),
    due: '2027-03-30',
  },
  'over the night summer time ends': {
    rule: { afterStart: 2 },
    facts: from('2026-10-23'),
    due: '2026-10-26',
  },
  'due on a Sunday night worker’s change of clocks': {
    rule: { afterStart: 1 },
    facts: from('2026-10-25'),
    week: [7],
    due: '2026-10-25',
  },
  'on 29 February': { rule: { afterStart: 2 }, facts: from('2028-02-28'), due: '2028-02-29' },
  'over 29 February': { rule: { afterStart: 3 }, facts: from('2028-02-28'), due: '2028-03-01' },
  'without 29 February': { rule: { afterStart: 2 }, facts: from('2027-02-26'), due: '2027-03-01' },
  // 24 and 31 December given by the employer; 25 (Friday) is Christmas.
  'with days that the employer gave': {
    rule: { afterStart: 4 },
    facts: from('2026-12-22'),
    given: ['2026-12-24'],
    due: '2026-12-29',
  },
  // Two days worked before the leave (Thu 1 and Fri 2 April), three after it ends on Sunday 1 August.
  'parental leave that is recorded late': {
    rule: { afterStart: 5 },
    facts: from('2027-04-01'),
    away: [['2027-04-03', '2027-08-01']],
    due: '2027-08-04',
  },
  'a leave without an end stops the clock': {
    rule: { afterStart: 5 },
    facts: from('2027-04-01'),
    away: [['2027-04-03', null]],
    due: null,
  },
  // Back on Saturday 1 May: Mon 3, Tue 4, Wed 5, Fri 7, Mon 10; Thursday 6 May is Ascension Day.
  'return on a non-working day': {
    rule: { afterReturn: 5 },
    facts: from('2026-01-01'),
    away: [['2027-02-01', '2027-04-30']],
    due: '2027-05-10',
  },
  // Back on King's Day itself: Wed 28, Thu 29, Fri 30 April.
  'return on a public holiday': {
    rule: { afterReturn: 3 },
    facts: from('2026-01-01'),
    away: [['2027-02-01', '2027-04-26']],
    due: '2027-04-30',
  },
  'a week of flu is no return': {
    rule: { afterReturn: 5 },
    facts: from('2026-01-01'),
    away: [['2027-02-01', '2027-02-07']],
    due: null,
  },
  'counted from another licence': {
    rule: { afterLicence: { category: 'A', days: 10 } },
    facts: { ...from('2026-01-01'), otherSince: '2027-02-01' },
    due: '2027-02-12',
  },
  'without the other licence there is no day': {
    rule: { afterLicence: { category: 'A', days: 10 } },
    facts: from('2026-01-01'),
    due: null,
  },
  'the other licence was there before the policy': {
    rule: { afterLicence: { category: 'A', days: 10 } },
    facts: { ...from('2026-01-01'), policySince: '2027-03-01', otherSince: '2026-05-01' },
    due: '2027-03-12',
  },
  'a fixed date is the same for who works two days': {
    rule: { by: '2027-04-30', newcomers: 10 },
    facts: from('2026-01-01'),
    week: TWO_DAYS,
    due: '2027-04-30',
  },
  // Away until Sunday 9 May over the date: ten own days at most, from Monday 10 May; Whit Monday is 17 May.
  'a fixed date during a long leave': {
    rule: { by: '2027-04-30', newcomers: 10 },
    facts: from('2026-01-01'),
    away: [['2026-12-01', '2027-05-09']],
    due: '2027-05-24',
  },
  'a proof of twelve months': {
    rule: { afterStart: 20 },
    facts: { ...from('2026-01-01'), renewal: { earnedOn: '2026-09-10', months: 12, since: '2026-01-01' } },
    due: '2027-09-10',
  },
  'a proof earned on 29 February': {
    rule: { afterStart: 20 },
    facts: { ...from('2026-01-01'), renewal: { earnedOn: '2028-02-29', months: 12, since: '2026-01-01' } },
    due: '2029-02-28',
  },
  'a proof that was too old before it was asked': {
    rule: { afterStart: 5 },
    facts: { ...from('2026-01-01'), renewal: { earnedOn: '2025-01-10', months: 12, since: '2027-02-01' } },
    due: '2027-02-05',
  },
  'an extension names a later day': {
    rule: { afterStart: 20 },
    facts: { ...from('2027-02-01'), extendedTo: '2027-04-01' },
    due: '2027-04-01',
  },
  'an earlier extension changes nothing': {
    rule: { afterStart: 20 },
    facts: { ...from('2027-02-01'), extendedTo: '2027-02-10' },
    due: '2027-02-26',
  },
  // The leave overlaps the extension by three own days (30 and 31 March, 1 April): they come back from 5 April.
  'an extension that an absence overlaps': {
    rule: { afterStart: 20 },
    facts: { ...from('2027-02-01'), extendedTo: '2027-04-01' },
    away: [['2027-03-30', '2027-04-04']],
    due: '2027-04-08',
  },
  'after a waiver the days begin anew': {
    rule: { afterStart: 5 },
    facts: { ...from('2027-02-01'), waivedUntil: '2027-03-31' },
    due: '2027-04-07',
  },
  // Absence inside and after the waiver: 1 and 2 April do not count, nor does the weekend.
  'a waiver that an absence overlaps': {
    rule: { afterStart: 5 },
    facts: { ...from('2027-02-01'), waivedUntil: '2027-03-31' },
    away: [['2027-03-20', '2027-04-04']],
    due: '2027-04-09',
  },
  'back in the group after its day had passed': {
    rule: { afterStart: 5 },
    facts: { ...from('2027-02-01'), rejoinedOn: '2027-03-01' },
    due: '2027-03-05',
  },
};

describe('a date worked out by hand', () => {
  it.each(Object.entries(TABLE))('is right: %s', (_, { rule, facts = {}, due, ...worked }) => {
    const all: DueFacts = {
      employmentStart: '2026-01-01',
      joinedOn: '2026-01-01',
      policySince: '2026-01-01',
      ...facts,
    };
    expect(dueOn(rule, all, calendarOf(worked)).date).toBe(due);
  });
});

describe('the moment a due day is over', () => {
  it.each([
    ['the night summer time begins', 'Europe/Amsterdam', '2027-03-28', '2027-03-28T22:00:00Z'],
    ['the night summer time ends', 'Europe/Amsterdam', '2026-10-25', '2026-10-25T23:00:00Z'],
    ['Lisbon, the night summer time begins', 'Europe/Lisbon', '2027-03-28', '2027-03-28T23:00:00Z'],
    ['Lisbon, the night summer time ends', 'Europe/Lisbon', '2026-10-25', '2026-10-26T00:00:00Z'],
    ['Curaçao, which has no summer time', 'America/Curacao', '2027-03-28', '2027-03-29T04:00:00Z'],
    ['29 February', 'Europe/Amsterdam', '2028-02-29', '2028-02-29T23:00:00Z'],
  ])('is the end of that person’s day: %s', (_, zone, due, end) => {
    expect(endOfDueDay(due, zone).toString()).toBe(end);
  });

  it('is noon of the next day for who works at night: the shift that begins on the due day still counts', () => {
    expect(endOfDueDay('2027-03-27', 'Europe/Amsterdam', true).toString()).toBe('2027-03-28T10:00:00Z');
    expect(endOfDueDay('2026-10-24', 'Europe/Amsterdam', true).toString()).toBe('2026-10-25T11:00:00Z');
    const atThree = Temporal.Instant.from('2027-02-27T02:00:00Z');
    expect(isOverdue('2027-02-26', 'Europe/Amsterdam', atThree, true)).toBe(false);
    expect(isOverdue('2027-02-26', 'Europe/Amsterdam', atThree)).toBe(true);
    expect(daysLeft('2027-02-26', 'Europe/Amsterdam', atThree, true)).toBe(0);
    expect(daysLeft('2027-02-26', 'Europe/Amsterdam', atThree)).toBe(-1);
  });
});

describe('what follows from a due day', () => {
  it('ends access on the first own working day after it, never before the step and never during a leave', () => {
    expect(accessEndsOn('2027-02-26', '2027-01-01', calendarOf({}))).toBe('2027-03-01');
    expect(accessEndsOn('2027-02-26', '2027-05-01', calendarOf({}))).toBe('2027-05-03');
    expect(accessEndsOn('2027-04-26', '2027-01-01', calendarOf({}))).toBe('2027-04-28');
    expect(accessEndsOn('2027-02-26', '2027-01-01', calendarOf({ away: [['2027-03-01', null]] }))).toBeNull();
    expect(accessEndsOn(null, '2027-01-01', calendarOf({}))).toBeNull();
    expect(accessEndsOn('2027-02-26', null, calendarOf({}))).toBeNull();
  });

  it('asks a new proof thirty days before the old one is too old', () => {
    expect(renewedBy({ earnedOn: '2024-02-29', months: 48 })).toBe('2028-02-29');
    expect(renewalAskedOn({ earnedOn: '2026-09-10', months: 12 })).toBe('2027-08-11');
  });
});
