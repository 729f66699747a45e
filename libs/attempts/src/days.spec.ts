import { Temporal } from 'temporal-polyfill';
import { millisecondsSince } from './days.js';

const now = Temporal.Instant.from('2026-11-23T09:01:00Z');
const asked = '2026-11-23T09:00:00Z';
const shown = (seconds: number): number => Temporal.Instant.from(asked).add({ seconds }).epochMilliseconds;

describe('the time an answer took', () => {
  it('runs from when the question was on the screen, not from when the last one was answered', () => {
    expect(millisecondsSince(asked, now)).toBe(60_000);
    expect(millisecondsSince(asked, now, shown(45))).toBe(15_000);
  });

  it('does not believe a screen from before the question, or from the future', () => {
    expect(millisecondsSince(asked, now, shown(-1))).toBe(60_000);
    expect(millisecondsSince(asked, now, shown(61))).toBe(60_000);
    expect(millisecondsSince('2026-11-23T09:02:00Z', now)).toBe(0);
  });
});
