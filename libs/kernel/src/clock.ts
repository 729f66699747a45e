import { Temporal } from 'temporal-polyfill';

/** The only source of "now" in the product. */
export abstract class Clock {
  abstract now(): Temporal.Instant;
  /** The calendar day in a zone: days belong to people, not to servers. */
  today(zone: string): Temporal.PlainDate {
    return this.now().toZonedDateTimeISO(zone).toPlainDate();
  }
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
    return Temporal.Instant.fromEpochMilliseconds(Temporal.Now.instant().epochMilliseconds + this.offset);
  }
  /** Milliseconds that the product's time runs ahead of the machine's. */
  get offsetMilliseconds(): number {
    return this.offset;
  }
  shift(milliseconds: number): void {
    this.offset = milliseconds;
  }
}
