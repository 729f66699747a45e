import { Temporal } from 'temporal-polyfill';

/** The only source of "now" in the product. */
export abstract class Clock {
  abstract now(): Temporal.Instant;
  /** The calendar day in a zone: days belong to people, not to servers. */
  today(zone: string): Temporal.PlainDate {
    const at = this.now().epochMilliseconds;
    const known = this.days.get(zone);
    if (known && at >= known.from && at < known.until) return known.day;
    const here = this.now().toZonedDateTimeISO(zone);
    const from = here.startOfDay();
    const day = here.toPlainDate();
    const until = day.add({ days: 1 }).toZonedDateTime(zone);
    this.days.set(zone, { day, from: from.epochMilliseconds, until: until.epochMilliseconds });
    return day;
  }

  /** Asked for many times a request; finding the day of a zone is slow. */
  private readonly days = new Map<string, { day: Temporal.PlainDate; from: number; until: number }>();
}

/** A clock for specs: stands still until it is told to move. */
export class FixedClock extends Clock {
  private at: Temporal.Instant;
  constructor(at: string | Temporal.Instant = '2026-11-23T09:00:00Z') {
    super();
    this.at = Temporal.Instant.from(at);
  }
  now(): Temporal.Instant {
    return this.at;
  }
  set(at: string | Temporal.Instant): void {
    this.at = Temporal.Instant.from(at);
  }
  advance(duration: Temporal.DurationLike): void {
    this.at = this.at.add(duration);
  }
}

/** The machine's clock, plus the offset that a demo may set (`cli clock set`); the offset lives in table `setting`. */
export class SystemClock extends Clock {
  private offset = 0;
  now(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(Date.now() + this.offset);
  }
  /** Milliseconds that the product's time runs ahead of the machine's. */
  get offsetMilliseconds(): number {
    return this.offset;
  }
  shift(milliseconds: number): void {
    this.offset = milliseconds;
  }
}
