import { Temporal } from 'temporal-polyfill';

/** A calendar day as text, 'YYYY-MM-DD'. */
export type Day = string;
/** Days since 1970-01-01: planning for a whole company compares millions of them. */
export type DayNumber = number;
/** Milliseconds since 1970-01-01T00:00Z. */
export type Millis = number;

export interface LocalMoment {
  readonly day: DayNumber;
  /** Minutes since local midnight on the wall clock. */
  readonly minute: number;
}

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

export function dayNumber(day: Day): DayNumber {
  return (
    Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / MS_PER_DAY
  );
}

export function dayText(day: DayNumber): Day {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** ISO weekday, 1 = Monday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The Monday of the ISO week of a day. */
export function mondayOf(day: DayNumber): DayNumber {
  return day - weekdayOf(day) + 1;
}

/** The UTC day of a moment: good enough where a day more or less does not matter. */
export function roughDay(at: Millis): DayNumber {
  return Math.floor(at / MS_PER_DAY);
}

// Zone arithmetic costs about 20 µs; a bundling run asks the same few questions for thousands of people.
const LIMIT = 20_000;
const locals = new Map<string, LocalMoment>();
const moments = new Map<string, Millis>();

/** What the wall clock of a zone shows at a moment, to the minute. */
export function localMoment(at: Millis, zone: string): LocalMoment {
  const minute = Math.floor(at / MS_PER_MINUTE);
  return remember(locals, `${minute} ${zone}`, () => {
    const local = Temporal.Instant.fromEpochMilliseconds(minute * MS_PER_MINUTE).toZonedDateTimeISO(zone);
    return { day: dayNumber(local.toPlainDate().toString()), minute: local.hour * 60 + local.minute };
  });
}

/**
 * The moment at which the wall clock of a zone shows this minute of this day. In the hour that spring skips, the clock is
 * read as running on (02:30 becomes 03:30); of the hour that autumn repeats, the first one counts.
 */
export function momentAt(day: DayNumber, minute: number, zone: string): Millis {
  return remember(
    moments,
    `${day} ${minute} ${zone}`,
    () =>
      Temporal.PlainDate.from(dayText(day))
        .toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 })
        .toZonedDateTime(zone, { disambiguation: 'compatible' })
        .toInstant().epochMilliseconds,
  );
}

function remember<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= LIMIT) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}
