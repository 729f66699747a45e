import { Temporal } from 'temporal-polyfill';
import { daysBetween } from '#kernel';

/** The calendar day of a moment in a zone, as YYYY-MM-DD. */
export function dayIn(moment: Date | string, zone: string): string {
  return instantOf(moment).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** How many midnights of a zone lie between two moments in epoch milliseconds: what people call "n days ago"; never negative. */
export function midnightsBetween(from: number, to: number, zone: string): number {
  return Math.max(0, daysBetween(dayIn(new Date(from), zone), dayIn(new Date(to), zone)));
}

export function instantOf(moment: Date | string): Temporal.Instant {
  return typeof moment === 'string'
    ? Temporal.Instant.from(moment)
    : Temporal.Instant.fromEpochMilliseconds(moment.getTime());
}

/**
 * Milliseconds between asking and answering; never negative, and no more than the column holds. In practice the next
 * question is asked while the explanation of the last one is still being read: `shownAt` (epoch milliseconds) says when
 * it was on the screen. A moment before it was asked, or to come, is not believed.
 */
export function millisecondsSince(
  askedAt: Date | string,
  now: Temporal.Instant,
  shownAt: number | null = null,
): number {
  const asked = instantOf(askedAt).epochMilliseconds;
  const isTrue = shownAt !== null && shownAt >= asked && shownAt <= now.epochMilliseconds;
  const taken = now.epochMilliseconds - (isTrue ? shownAt : asked);
  return Math.min(Math.max(0, Math.round(taken)), 2 ** 31 - 1);
}
