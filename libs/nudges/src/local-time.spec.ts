import { Temporal } from 'temporal-polyfill';
import { dayNumber, dayText, localMoment, momentAt, mondayOf, weekdayOf } from './local-time.js';

const utc = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

describe('local time', () => {
  it('shows nine o’clock in Amsterdam an hour later in UTC after the October night', () => {
    const nine = (day: string) => momentAt(dayNumber(day), 9 * 60, 'Europe/Amsterdam');
    expect(nine('2026-10-24')).toBe(utc('2026-10-24T07:00:00Z'));
    expect(nine('2026-10-26')).toBe(utc('2026-10-26T08:00:00Z'));
    expect(nine('2027-03-27')).toBe(utc('2027-03-27T08:00:00Z'));
    expect(nine('2027-03-29')).toBe(utc('2027-03-29T07:00:00Z'));
  });

  it('reads the hour that spring skips as running on, and takes the first of the hour that autumn repeats', () => {
    const halfPastTwo = (day: string) => momentAt(dayNumber(day), 150, 'Europe/Amsterdam');
    expect(halfPastTwo('2027-03-28')).toBe(utc('2027-03-28T01:30:00Z'));
    expect(localMoment(halfPastTwo('2027-03-28'), 'Europe/Amsterdam').minute).toBe(210);
    expect(halfPastTwo('2026-10-25')).toBe(utc('2026-10-25T00:30:00Z'));
  });

  it('knows another day on Curaçao and in Auckland', () => {
    const now = utc('2026-11-24T22:15:30Z');
    expect(localMoment(now, 'America/Curacao')).toEqual({
      day: dayNumber('2026-11-24'),
      minute: 18 * 60 + 15,
    });
    expect(localMoment(now, 'Pacific/Auckland')).toEqual({
      day: dayNumber('2026-11-25'),
      minute: 11 * 60 + 15,
    });
  });

  it('counts days and weeks through a leap day', () => {
    expect(dayText(dayNumber('2028-02-29') + 1)).toBe('2028-03-01');
    expect(weekdayOf(dayNumber('2026-11-22'))).toBe(7);
    expect(dayText(mondayOf(dayNumber('2026-11-22')))).toBe('2026-11-16');
    expect(dayText(mondayOf(dayNumber('2026-11-23')))).toBe('2026-11-23');
  });
});
