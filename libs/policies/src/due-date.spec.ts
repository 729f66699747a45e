import { Temporal } from 'temporal-polyfill';
import { daysLeft, dueOn, endOfDueDay, isOverdue } from './due-date.js';
import type { DueFacts } from './due-date.js';
import { dueRuleSchema } from './due-rule.js';
import type { DueRule } from './due-rule.js';
import { explain } from './explain.js';
import { countingCalendar, dayNumber } from './own-working-days.js';
import type { WorkPattern } from './own-working-days.js';
import { sayIn } from './testing/words.js';

const officeWeek: WorkPattern = { workingDays: [1, 2, 3, 4, 5], holidays: new Set(), absences: [] };
const chaima: DueFacts = { employmentStart: '2027-02-01', joinedOn: '2027-02-01', policySince: '2026-01-01' };

function due(rule: DueRule, facts: Partial<DueFacts> = {}, pattern: Partial<WorkPattern> = {}) {
  const result = dueOn(rule, { ...chaima, ...facts }, countingCalendar({ ...officeWeek, ...pattern }));
  return {
    date: result.date,
    nl: explain(result.explanation, 'nl', sayIn('nl')),
    en: explain(result.explanation, 'en', sayIn('en')),
  };
}

describe('the due date', () => {
  it('explains itself in one sentence in both languages', () => {
    expect(due({ afterStart: 20 })).toEqual({
      date: '2027-02-26',
      nl: 'Uiterlijk vr 26 feb 2027: 20 van je eigen werkdagen na je start op 1 feb.',
      en: 'Due Fri 26 Feb 2027: 20 of your own working days after your start on 1 Feb.',
    });
  });

  it('is explained to HR in the third person', () => {
    const { explanation } = dueOn({ afterStart: 20 }, chaima, countingCalendar(officeWeek));
    expect(explain(explanation, 'nl', sayIn('nl'), 'other')).toBe(
      'Uiterlijk vr 26 feb 2027: 20 eigen werkdagen na de start op 1 feb.',
    );
    expect(explain(explanation, 'en', sayIn('en'), 'other')).toBe(
      'Due Fri 26 Feb 2027: 20 own working days after the start on 1 Feb.',
    );
  });

  it('counts the three days a week of a part-timer', () => {
    expect(due({ afterStart: 20 }, {}, { workingDays: [1, 2, 3] }).date).toBe('2027-03-16');
  });

  it('counts 29 February as the working day it is', () => {
    expect(due({ afterStart: 2 }, { employmentStart: '2028-02-28' }).date).toBe('2028-02-29');
    expect(due({ afterStart: 2 }, { employmentStart: '2027-02-26' }).date).toBe('2027-03-01');
    expect(due({ by: '2028-02-29', newcomers: 5 }, { joinedOn: '2026-01-01' })).toMatchObject({
      date: '2028-02-29',
      en: 'Due Tue 29 Feb 2028: the date that the policy names.',
    });
    expect(dueRuleSchema.safeParse({ by: '2027-02-29', newcomers: 5 }).success).toBe(false);
  });

  it('leaves out public holidays of the own site and days of absence, and says so', () => {
    const result = due(
      { afterStart: 20 },
      {},
      { holidays: new Set([dayNumber('2027-02-08')]), absences: [{ from: '2027-02-10', to: '2027-02-12' }] },
    );
    expect(result).toEqual({
      date: '2027-03-04',
      nl: 'Uiterlijk do 4 mrt 2027: 20 van je eigen werkdagen na je start op 1 feb; 3 dagen afwezigheid tellen niet mee; 1 feestdag telt niet mee.',
      en: 'Due Thu 4 Mar 2027: 20 of your own working days after your start on 1 Feb; 3 days of absence are not counted; 1 public holiday is not counted.',
    });
  });

  it('has no day while the person is away without a known return', () => {
    expect(due({ afterStart: 20 }, {}, { absences: [{ from: '2027-02-08', to: null }] })).toEqual({
      date: null,
      nl: 'De termijn staat stil zolang je afwezig bent. Als je terug bent, heb je nog 15 eigen werkdagen.',
      en: 'The clock stands still while you are away. When you are back, you have 15 own working days left.',
    });
  });

  it('makes nobody late on the first day of a policy: who started earlier counts from the policy', () => {
    expect(
      due({ afterStart: 20 }, { employmentStart: '2019-03-01', policySince: '2027-02-01' }),
    ).toMatchObject({
      date: '2027-02-26',
      en: 'Due Fri 26 Feb 2027: 20 of your own working days after this policy started on 1 Feb.',
    });
  });

  it('counts from joining the audience, or from the policy for who was in it already', () => {
    const joined = { joinedOn: '2026-12-28', policySince: '2026-11-02' };
    expect(due({ afterJoining: 10 }, joined)).toMatchObject({
      date: '2027-01-08',
      en: 'Due Fri 8 Jan 2027: 10 of your own working days since you joined this group on 28 Dec 2026.',
    });
    expect(due({ afterJoining: 10 }, { ...joined, joinedOn: '2026-11-02' }).en).toContain(
      'after this policy started on 2 Nov',
    );
  });

  it('keeps one date for all, but gives who joins late the newcomer’s days', () => {
    const rule: DueRule = { by: '2027-03-01', newcomers: 10 };
    expect(due(rule, { joinedOn: '2027-01-04' }).date).toBe('2027-03-01');
    expect(due(rule, { joinedOn: '2027-02-22' })).toMatchObject({
      date: '2027-03-05',
      nl: 'Uiterlijk vr 5 mrt 2027: het beleid noemt 1 mrt, maar omdat je er op 22 feb bij kwam, krijg je 10 eigen werkdagen.',
    });
    expect(due({ by: '2027-03-01', newcomers: 10 }, { joinedOn: '2026-01-01' }).date).toBe('2027-03-01');
  });

  it('gives back after a return what an absence took from a fixed date, ten own working days at most', () => {
    const rule: DueRule = { by: '2027-03-01', newcomers: 10 };
    const early = { joinedOn: '2026-01-01' };
    const away = (from: string, to: string | null) => due(rule, early, { absences: [{ from, to }] }).date;
    expect(away('2026-06-01', '2027-04-30')).toBe('2027-05-14');
    expect(away('2027-02-25', '2027-03-01')).toBe('2027-03-04');
    expect(away('2026-06-01', '2026-12-31')).toBe('2027-03-01');
    expect(away('2027-02-15', null)).toBeNull();
    expect(away('2027-03-02', '2027-05-01')).toBe('2027-03-01');
  });

  it('starts the clock anew when a licence was lost', () => {
    expect(due({ afterStart: 5 }, { lostOn: '2028-03-06' })).toMatchObject({
      date: '2028-03-10',
      en: 'Due Fri 10 Mar 2028: 5 of your own working days after your licence lost its validity on 6 Mar.',
    });
  });
});

describe('the end of the due day', () => {
  const moment = (text: string) => Temporal.Instant.from(text);

  it('is midnight where the person works, not where the server stands', () => {
    expect(endOfDueDay('2027-02-26', 'America/Curacao').toString()).toBe('2027-02-27T04:00:00Z');
    expect(endOfDueDay('2027-02-26', 'Europe/Lisbon').toString()).toBe('2027-02-27T00:00:00Z');
    expect(isOverdue('2027-02-26', 'America/Curacao', moment('2027-02-27T03:59:59Z'))).toBe(false);
    expect(isOverdue('2027-02-26', 'America/Curacao', moment('2027-02-27T04:00:00Z'))).toBe(true);
  });

  it('is right in both nights in which the clock changes', () => {
    expect(endOfDueDay('2027-03-28', 'Europe/Amsterdam').toString()).toBe('2027-03-28T22:00:00Z');
    expect(endOfDueDay('2027-03-27', 'Europe/Amsterdam').toString()).toBe('2027-03-27T23:00:00Z');
    expect(endOfDueDay('2026-10-25', 'Europe/Amsterdam').toString()).toBe('2026-10-25T23:00:00Z');
    expect(endOfDueDay('2026-10-24', 'Europe/Amsterdam').toString()).toBe('2026-10-24T22:00:00Z');
  });

  it('is the first moment of the next day where midnight itself is skipped', () => {
    expect(endOfDueDay('2018-11-03', 'America/Sao_Paulo').toString()).toBe('2018-11-04T03:00:00Z');
  });

  it('counts the days left on the person’s own calendar', () => {
    const now = moment('2027-02-27T02:00:00Z');
    expect(daysLeft('2027-02-26', 'America/Curacao', now)).toBe(0);
    expect(daysLeft('2027-02-26', 'Europe/Amsterdam', now)).toBe(-1);
    expect(daysLeft('2027-03-28', 'Europe/Amsterdam', moment('2027-02-26T12:00:00Z'))).toBe(30);
  });
});
