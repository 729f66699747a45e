import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  countWorkingDays,
  countingCalendar,
  dayNumber,
  dayText,
  nthWorkingDay,
  weekdayOf,
} from './own-working-days.js';

const anyDay = fc
  .record({
    year: fc.integer({ min: 1999, max: 2101 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  })
  .map((fields) => Temporal.PlainDate.from(fields, { overflow: 'constrain' }));
const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });
const plain = (workingDays: number[]) => countingCalendar({ workingDays, holidays: new Set(), absences: [] });

describe('the calendar arithmetic', () => {
  it('agrees with Temporal on every day, leap days and weekdays included', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -900, max: 900 }), (day, shift) => {
        const number = dayNumber(day.toString());
        expect(dayText(number)).toBe(day.toString());
        expect(dayText(number + shift)).toBe(day.add({ days: shift }).toString());
        expect(weekdayOf(number)).toBe(day.dayOfWeek);
      }),
    );
  });
});

describe('counting own working days', () => {
  it('gives a day on which the person works, with n working days up to and including it', () => {
    fc.assert(
      fc.property(anyDay, weekdays, fc.integer({ min: 1, max: 80 }), (start, workingDays, n) => {
        const calendar = plain(workingDays);
        const from = dayNumber(start.toString());
        const { day } = nthWorkingDay(calendar, from, n);
        expect(workingDays).toContain(weekdayOf(day!));
        expect(countWorkingDays(calendar, from, day!)).toBe(n);
      }),
    );
  });

  it('never counts a holiday or a day of absence, and says how many it passed over', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 10 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 1, max: 20 }),
        (holidays, awayFrom, length, n) => {
          const start = dayNumber('2028-02-21');
          const off = new Set(holidays.map((shift) => start + shift));
          const absence = { from: dayText(start + awayFrom), to: dayText(start + awayFrom + length) };
          const calendar = countingCalendar({
            workingDays: [1, 2, 3, 4, 5],
            holidays: off,
            absences: [absence],
          });
          const { day, away, free } = nthWorkingDay(calendar, start, n);
          expect(off.has(day!)).toBe(false);
          expect(day! < start + awayFrom || day! > start + awayFrom + length).toBe(true);
          expect(countWorkingDays(plain([1, 2, 3, 4, 5]), start, day!)).toBe(n + away + free);
        },
      ),
    );
  });

  it('stands still in an absence without an end, and remembers how many days are left', () => {
    const calendar = countingCalendar({
      workingDays: [1, 2, 3],
      holidays: new Set(),
      absences: [{ from: '2027-02-08', to: null }],
    });
    expect(nthWorkingDay(calendar, dayNumber('2027-02-01'), 10)).toEqual({
      day: null,
      away: 0,
      free: 0,
      left: 7,
    });
  });

  it('takes absences that overlap, or follow on each other, for one, in whatever order they were recorded', () => {
    const ill = { from: '2027-02-10', to: '2027-03-16' };
    const leave = { from: '2027-02-10', to: '2027-03-18' };
    const after = { from: '2027-03-19', to: '2027-03-31' };
    const later = { from: '2027-05-03', to: null };
    const of = (...absences: { from: string; to: string | null }[]) =>
      countingCalendar({ workingDays: [1, 2, 3, 4, 5], holidays: new Set(), absences }).absences;
    const apart = [
      { from: dayNumber('2027-02-10'), to: dayNumber('2027-03-31') },
      { from: dayNumber('2027-05-03'), to: Infinity },
    ];
    expect(of(ill, leave, after, later)).toEqual(apart);
    expect(of(later, after, leave, ill)).toEqual(apart);
  });

  it('takes Monday to Friday when the working days are not known, and says so', () => {
    const calendar = plain([]);
    expect(calendar.assumed).toBe(true);
    expect(dayText(nthWorkingDay(calendar, dayNumber('2027-02-06'), 1).day!)).toBe('2027-02-08');
  });
});
