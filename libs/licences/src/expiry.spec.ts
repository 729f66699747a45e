import { Temporal } from 'temporal-polyfill';
import fc from 'fast-check';
import { daysBetween } from '#kernel';
import { addDays, addMonths, endOfDay, firstPeriod, localDay, nextPeriod, VALIDITY_RULES } from './expiry.js';
import { terms } from './testing/terms.js';

const day = fc
  .integer({ min: 0, max: 365 * 12 })
  .map((offset) => Temporal.PlainDate.from('2024-01-01').add({ days: offset }).toString());
const anyTerms = fc.record({
  rule: fc.constantFrom(...VALIDITY_RULES),
  months: fc.constantFrom(6, 12, 24, 36),
  windowDays: fc.integer({ min: 0, max: 120 }),
  graceDays: fc.integer({ min: 0, max: 60 }),
  minActiveDays: fc.integer({ min: 0, max: 120 }),
  fixedOn: fc.constantFrom('12-31', '07-01', '02-29', '01-01'),
});

describe('from completion', () => {
  it('ends on the same day of the month, so many months later', () => {
    const period = firstPeriod(terms(), '2026-11-21');
    expect(period).toMatchObject({
      validFrom: '2026-11-21',
      validUntil: '2028-11-21',
      renewalOpensOn: '2028-09-22',
      graceUntil: '2028-12-21',
    });
  });

  it('renews from the day of the new completion', () => {
    const running = firstPeriod(terms(), '2026-11-21');
    expect(nextPeriod(terms(), running, '2028-10-01').validUntil).toBe('2030-10-01');
  });
});

describe('29 February and other days that months lack', () => {
  it('ends a year after 29 February on 28 February', () => {
    expect(firstPeriod(terms({ months: 12 }), '2028-02-29').validUntil).toBe('2029-02-28');
  });

  it('is 29 February again in the next leap year', () => {
    expect(addMonths('2028-02-29', 48)).toBe('2032-02-29');
  });

  it('does not drift to the 28th when renewals follow the previous expiry', () => {
    const yearly = terms({ rule: 'from-previous-expiry', months: 12 });
    let period = firstPeriod(yearly, '2028-02-29');
    const ends = [period.validUntil];
    for (let renewal = 0; renewal < 3; renewal += 1) {
      period = nextPeriod(yearly, period, period.renewalOpensOn);
      ends.push(period.validUntil);
    }
    expect(ends).toEqual(['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']);
  });

  it('ends six months after 31 August on the last day of February', () => {
    expect(addMonths('2026-08-31', 6)).toBe('2027-02-28');
    expect(addMonths('2027-08-31', 6)).toBe('2028-02-29');
  });

  it('reads a fixed date of 29 February as 28 February in common years', () => {
    const leap = terms({ rule: 'fixed-date', months: 12, fixedOn: '02-29', minActiveDays: 0 });
    expect(firstPeriod(leap, '2026-11-21').validUntil).toBe('2027-02-28');
    expect(firstPeriod(leap, '2027-11-21').validUntil).toBe('2028-02-29');
  });
});

describe('from previous expiry', () => {
  const rule = terms({ rule: 'from-previous-expiry', months: 24 });
  const running = firstPeriod(rule, '2024-12-01');

  it('counts from the previous last day when renewed inside the window, so an early bird loses nothing', () => {
    const period = nextPeriod(rule, running, '2026-10-15');
    expect(period).toMatchObject({
      validFrom: '2026-10-15',
      validUntil: '2028-12-01',
      continuesFrom: '2026-12-01',
    });
  });

  it('counts from the previous last day during grace too', () => {
    expect(nextPeriod(rule, running, '2026-12-31').validUntil).toBe('2028-12-01');
  });

  it('counts from the completion before the window opens, so nobody stacks terms', () => {
    expect(nextPeriod(rule, running, '2025-02-01')).toMatchObject({
      validUntil: '2027-02-01',
      continuesFrom: null,
    });
  });

  it('counts from the completion when the rest of the old rhythm would be shorter than the minimum', () => {
    const short = terms({ rule: 'from-previous-expiry', months: 3, graceDays: 60, minActiveDays: 60 });
    const quarter = firstPeriod(short, '2026-01-10');
    expect(quarter.validUntil).toBe('2026-04-10');
    expect(nextPeriod(short, quarter, '2026-06-01').validUntil).toBe('2026-09-01');
  });
});

describe('fixed yearly date', () => {
  const rule = terms({ rule: 'fixed-date', months: 12 });

  it('ends on the next fixed date', () => {
    expect(firstPeriod(rule, '2026-05-01').validUntil).toBe('2026-12-31');
  });

  it('skips a date that would leave less than the minimum active days', () => {
    expect(firstPeriod(rule, '2026-10-02').validUntil).toBe('2026-12-31');
    expect(firstPeriod(rule, '2026-10-03').validUntil).toBe('2027-12-31');
  });

  it('moves on one year when renewed in the window or in grace', () => {
    const running = firstPeriod(rule, '2026-05-01');
    expect(nextPeriod(rule, running, '2026-11-15').validUntil).toBe('2027-12-31');
    expect(nextPeriod(rule, running, '2027-01-20').validUntil).toBe('2027-12-31');
  });

  it('adds the extra years of a longer term', () => {
    expect(firstPeriod(terms({ rule: 'fixed-date', months: 24 }), '2026-05-01').validUntil).toBe(
      '2027-12-31',
    );
  });
});

describe('every rule', () => {
  it('never shortens, orders its dates and keeps the window off the day of completion', () => {
    fc.assert(
      fc.property(anyTerms, day, fc.integer({ min: 0, max: 900 }), (rule, start, after) => {
        const first = firstPeriod(rule, start);
        const next = nextPeriod(rule, first, addDays(start, after));
        expect(next.validUntil >= first.validUntil).toBe(true);
        for (const period of [first, next]) {
          expect(period.validFrom <= period.renewalOpensOn).toBe(true);
          expect(period.renewalOpensOn <= period.validUntil).toBe(true);
          expect(daysBetween(period.validUntil, period.graceUntil)).toBe(rule.graceDays);
        }
        expect(first.renewalOpensOn > first.validFrom || first.validUntil === first.validFrom).toBe(true);
      }),
    );
  });

  it('gives one term at most on top of what was left', () => {
    fc.assert(
      fc.property(anyTerms, day, fc.integer({ min: 0, max: 2000 }), (rule, start, after) => {
        const first = firstPeriod(rule, start);
        const completedOn = addDays(start, after);
        const next = nextPeriod(rule, first, completedOn);
        const base = first.validUntil > completedOn ? first.validUntil : completedOn;
        const years = Math.max(1, Math.round(rule.months / 12));
        const longest =
          rule.rule === 'fixed-date' ? addMonths(base, 12 * years + 4) : addMonths(base, rule.months);
        expect(next.validUntil <= addDays(longest, 3)).toBe(true);
      }),
    );
  });
});

describe("the end of a person's own day", () => {
  const hours = (date: string, zone: string): number =>
    (endOfDay(date, zone).epochMilliseconds - endOfDay(addDays(date, -1), zone).epochMilliseconds) /
    3_600_000;

  it('is 25 and 23 hours long on the nights the clock changes in Amsterdam and Lisbon', () => {
    for (const zone of ['Europe/Amsterdam', 'Europe/Lisbon']) {
      expect(hours('2026-10-25', zone)).toBe(25);
      expect(hours('2027-03-28', zone)).toBe(23);
      expect(hours('2027-03-27', zone)).toBe(24);
    }
  });

  it('is always 24 hours in Curaçao, which keeps its clock', () => {
    expect(hours('2026-10-25', 'America/Curacao')).toBe(24);
    expect(hours('2027-03-28', 'America/Curacao')).toBe(24);
  });

  it('comes at another moment in each place', () => {
    const end = (zone: string): string => endOfDay('2026-10-25', zone).toString();
    expect(end('Europe/Amsterdam')).toBe('2026-10-25T23:00:00Z');
    expect(end('Europe/Lisbon')).toBe('2026-10-26T00:00:00Z');
    expect(end('America/Curacao')).toBe('2026-10-26T04:00:00Z');
  });

  it('ends even where midnight does not exist', () => {
    expect(endOfDay('2026-04-23', 'Africa/Cairo').toString()).toBe('2026-04-23T22:00:00Z');
    expect(localDay(endOfDay('2026-04-23', 'Africa/Cairo'), 'Africa/Cairo')).toBe('2026-04-24');
  });

  it('is the first moment of the next day, for every day and place', () => {
    const zones = fc.constantFrom('Europe/Amsterdam', 'Europe/Lisbon', 'America/Curacao', 'Pacific/Auckland');
    fc.assert(
      fc.property(day, zones, (date, zone) => {
        const end = endOfDay(date, zone);
        expect(localDay(end, zone)).toBe(addDays(date, 1));
        expect(localDay(end.subtract({ milliseconds: 1 }), zone)).toBe(date);
      }),
    );
  });
});
