import { Temporal } from 'temporal-polyfill';
import { type Calendar, nextWorkingStart } from './next-start.js';

const office: Calendar = {
  zone: 'Europe/Amsterdam',
  workingDays: [1, 2, 3, 4, 5],
  absences: [],
  holidays: [],
};
const start = (now: string, changes: Partial<Calendar> = {}): string | undefined =>
  nextWorkingStart({ ...office, ...changes }, Temporal.Instant.from(now), 8)?.toString();

describe('the start of the next own working day', () => {
  it('is today when the day has not begun, tomorrow when it has', () => {
    expect(start('2026-11-23T05:00:00Z')).toBe('2026-11-23T07:00:00Z');
    expect(start('2026-11-23T07:00:00Z')).toBe('2026-11-24T07:00:00Z');
  });

  it('is after the weekend, the holiday and the days off', () => {
    expect(start('2026-11-20T12:00:00Z')).toBe('2026-11-23T07:00:00Z');
    expect(start('2027-04-26T12:00:00Z', { holidays: ['2027-04-27'] })).toBe('2027-04-28T06:00:00Z');
    expect(start('2026-11-23T12:00:00Z', { workingDays: [1, 4] })).toBe('2026-11-26T07:00:00Z');
  });

  it('waits for somebody who is away, and knows no day while nobody knows the end', () => {
    const away = (to: string | null) => ({ absences: [{ from: '2026-11-01', to }] });
    expect(start('2026-11-23T12:00:00Z', away('2026-12-03'))).toBe('2026-12-04T07:00:00Z');
    expect(start('2026-11-23T12:00:00Z', away(null))).toBeUndefined();
  });

  it('is eight o’clock where the person works, on both nights the clock changes too', () => {
    expect(start('2027-03-27T20:00:00Z', { workingDays: [7] })).toBe('2027-03-28T06:00:00Z');
    expect(start('2027-10-30T20:00:00Z', { workingDays: [7] })).toBe('2027-10-31T07:00:00Z');
    expect(start('2026-11-23T05:00:00Z', { zone: 'America/Curacao' })).toBe('2026-11-23T12:00:00Z');
    expect(start('2026-11-23T05:00:00Z', { zone: 'Europe/Lisbon' })).toBe('2026-11-23T08:00:00Z');
  });
});
