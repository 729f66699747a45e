import { Temporal } from 'temporal-polyfill';

/** The calendar day of a moment in a zone, as YYYY-MM-DD. */
export function dayIn(moment: Date | string, zone: string): string {
  return instantOf(moment).toZonedDateTimeISO(zone).toPlainDate().toString();
}

export function instantOf(moment: Date | string): Temporal.Instant {
  return typeof moment === 'string'
    ? Temporal.Instant.from(moment)
    : Temporal.Instant.fromEpochMilliseconds(moment.getTime());
}

/** Milliseconds between asking and answering; never negative, and no more than the column holds. */
export function millisecondsSince(askedAt: Date | string, now: Temporal.Instant): number {
  const taken = now.epochMilliseconds - instantOf(askedAt).epochMilliseconds;
  return Math.min(Math.max(0, Math.round(taken)), 2 ** 31 - 1);
}
