import { Temporal } from 'temporal-polyfill';
import { deadlineOf, examDoor, minutesWith, retryFrom } from './exam-terms.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

describe('the terms of an exam', () => {
  it('adds extra time and rounds up to whole minutes', () => {
    expect([0, 25, 50, 100].map((percent) => minutesWith(25, percent))).toEqual([25, 32, 38, 50]);
    expect(deadlineOf(at('2026-11-23T09:00:00Z'), 25, 50).toString()).toBe('2026-11-23T09:38:00Z');
  });

  it('runs on through the night in which the clock goes back', () => {
    expect(deadlineOf(at('2026-10-25T00:50:00Z'), 25, 0).toString()).toBe('2026-10-25T01:15:00Z');
  });

  it('opens again at midnight where the person lives', () => {
    const monday = at('2026-11-23T22:30:00Z');
    expect(retryFrom(monday, 3, 'Europe/Amsterdam').toString()).toBe('2026-11-25T23:00:00Z');
    expect(retryFrom(monday, 3, 'Europe/Lisbon').toString()).toBe('2026-11-26T00:00:00Z');
    expect(retryFrom(monday, 3, 'America/Curacao').toString()).toBe('2026-11-26T04:00:00Z');
  });

  it('counts days, not hours, over both nights in which the clock changes', () => {
    expect(retryFrom(at('2026-10-23T10:00:00Z'), 3, 'Europe/Amsterdam').toString()).toBe(
      '2026-10-25T23:00:00Z',
    );
    expect(retryFrom(at('2027-03-26T10:00:00Z'), 3, 'Europe/Amsterdam').toString()).toBe(
      '2027-03-28T22:00:00Z',
    );
  });

  it('counts the 29th of February where there is one', () => {
    expect(retryFrom(at('2028-02-27T10:00:00Z'), 3, 'Europe/Amsterdam').toString()).toBe(
      '2028-02-29T23:00:00Z',
    );
    expect(retryFrom(at('2027-02-26T10:00:00Z'), 3, 'Europe/Amsterdam').toString()).toBe(
      '2027-02-28T23:00:00Z',
    );
  });

  it('may be retried at once when the category asks for no wait', () => {
    const now = at('2026-11-23T09:00:00Z');
    const from = retryFrom(now, 0, 'Europe/Amsterdam');
    expect(examDoor(null, { outcome: 'nearly', retryAt: from, spentBy: null }, now)).toEqual({
      open: true,
      renewal: false,
    });
  });

  it('is open to who never tried, shut while cooling down, shut after a pass until that is spent', () => {
    const now = at('2026-11-23T09:00:00Z');
    const failed = { outcome: 'nearly', retryAt: now.add({ hours: 1 }), spentBy: null } as const;
    const passed = { outcome: 'passed', retryAt: null, spentBy: null } as const;
    expect(examDoor(null, null, now)).toEqual({ open: true, renewal: false });
    expect(examDoor(null, failed, now)).toMatchObject({ open: false, why: 'cooling-down' });
    expect(examDoor(null, failed, now.add({ hours: 1 }))).toEqual({ open: true, renewal: false });
    expect(examDoor(passed, passed, now)).toEqual({ open: false, why: 'still-valid' });
    expect(examDoor({ ...passed, spentBy: 'renewal' }, passed, now)).toEqual({ open: true, renewal: true });
    expect(examDoor({ ...passed, spentBy: 'ended' }, passed, now)).toEqual({ open: true, renewal: false });
    // A renewal that was not passed cools down like any other exam, and stays a renewal.
    expect(examDoor({ ...passed, spentBy: 'renewal' }, failed, now)).toMatchObject({
      open: false,
      why: 'cooling-down',
    });
  });

  it('stays shut without the licences that come first, but not to tell a holder that theirs is still good', () => {
    const now = at('2026-11-23T09:00:00Z');
    const passed = { outcome: 'passed', retryAt: null, spentBy: null } as const;
    const failed = { outcome: 'nearly', retryAt: now.add({ hours: 1 }), spentBy: null } as const;
    const shut = { open: false, why: 'licence-first', missing: ['A'] };
    expect(examDoor(null, null, now, ['A'])).toEqual(shut);
    expect(examDoor(null, failed, now, ['A'])).toEqual(shut);
    expect(examDoor({ ...passed, spentBy: 'renewal' }, passed, now, ['A'])).toEqual(shut);
    expect(examDoor(passed, passed, now, ['A'])).toEqual({ open: false, why: 'still-valid' });
    expect(examDoor(null, null, now, [])).toEqual({ open: true, renewal: false });
  });
});
