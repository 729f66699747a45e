import Holidays from 'date-holidays';
import { Temporal } from 'temporal-polyfill';
import { one, rows } from '#kernel';
import type { TestApp } from '../support/app.js';
import type { CastName } from '../support/cast.js';

/** One reason to write to somebody, and when a message told it. */
export interface Told {
  readonly number: string;
  readonly purpose: string;
  readonly about: string | null;
  readonly collected: Date;
  readonly sent: Date | null;
  readonly messageId: string | null;
  readonly zone: string;
}

/** One message that went out. */
export interface Sent {
  readonly id: string;
  readonly number: string;
  readonly at: Date;
  readonly zone: string;
}

/** Working days of those who do not work Monday to Friday: Daan, Femke, Hanneke at night, Jolanda. */
const WEEKS: Readonly<Record<string, readonly number[]>> = {
  1004: [1, 2, 3],
  1006: [1, 2, 4, 5],
  1008: [7, 1, 2, 3],
  1010: [1, 2, 3, 4],
};
const NIGHT_SHIFT = '1008';
const COUNTRIES: Readonly<Record<string, string>> = {
  'Europe/Amsterdam': 'NL',
  'Europe/Lisbon': 'PT',
  'America/Curacao': 'CW',
};

/** What the database says about people by the end of a day: what is asked, held and told. */
export function yearBook(house: () => TestApp) {
  return {
    asked: (number: string) =>
      one<{ state: string; due_on: string | null }>(
        house().db.read,
        `SELECT r.state, r.due_on FROM requirement r JOIN person p ON p.id = r.person_id
         WHERE p.number = $1 AND r.state <> 'ended'`,
        [number],
      ),
    licenceOf: async (name: CastName) =>
      one<{ state: string; valid_until: string; code: string }>(
        house().db.read,
        'SELECT state, valid_until, verification_code AS code FROM licence WHERE person_id = $1',
        [await house().idOf(name)],
      ),
    /** Every reason to write that there was, with the message that told it. */
    told: (number?: string): Promise<Told[]> =>
      rows<Told>(
        house().db.read,
        `SELECT p.number, n.purpose, n.about_on AS about, n.collected_at AS collected, p.zone, m.id AS "messageId",
                CASE WHEN m.state = 'sent' THEN m.sent_at END AS sent
         FROM nudge n JOIN person p ON p.id = n.person_id LEFT JOIN message m ON m.id = n.message_id
         WHERE $1::text IS NULL OR p.number = $1 ORDER BY n.collected_at, n.id`,
        [number ?? null],
      ),
    sent: () =>
      rows<Sent>(
        house().db.read,
        `SELECT m.id, p.number, m.sent_at AS at, p.zone FROM message m JOIN person p ON p.id = m.person_id
         WHERE m.state = 'sent' ORDER BY m.sent_at, m.id`,
      ),
    /** The lines of the licence ledger about somebody, to the minute. */
    changesOf: async (name: CastName): Promise<[kind: string, at: string][]> => {
      const lines = await rows<{ kind: string; at: Date }>(
        house().db.read,
        'SELECT kind, at FROM licence_change WHERE person_id = $1 ORDER BY seq',
        [await house().idOf(name)],
      );
      return lines.map(({ kind, at }) => [kind, at.toISOString().slice(0, 16)]);
    },
  };
}

/** A moment on the clock of somebody who lives in `zone`. */
export function localDay(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}

/** Who got more than so many messages in any seven days, or two on one day of their own. */
export function tooMany(all: readonly Sent[], most: number): string[] {
  return [...new Set(all.map(({ number }) => number))].flatMap((number) => {
    const messages = all.filter((message) => message.number === number);
    return messages.flatMap(({ at, zone }, index) => {
      const weekLater = at.getTime() + 7 * 86_400_000;
      const inWeek = messages.slice(index).filter((other) => other.at.getTime() < weekLater).length;
      const next = messages[index + 1];
      const sameDay = next && localDay(next.at, zone).toPlainDate().equals(localDay(at, zone).toPlainDate());
      return [
        ...(inWeek > most ? [`${number}: ${inWeek} in the week from ${at.toISOString()}`] : []),
        ...(sameDay ? [`${number}: two on ${at.toISOString()}`] : []),
      ];
    });
  });
}

/** Messages outside the windows of the day, on a day that somebody does not work, or on a public holiday. */
export function atBadMoments(messages: readonly Sent[]): string[] {
  const calendars = new Map(
    Object.entries(COUNTRIES).map(([zone, country]) => [zone, new Holidays(country, { timezone: zone })]),
  );
  return messages.flatMap(({ number, at, zone }) => {
    const local = localDay(at, zone);
    const time = local.toPlainTime().toString().slice(0, 5);
    const inWindow =
      number === NIGHT_SHIFT
        ? time >= '22:00' && time < '23:30'
        : (time >= '09:00' && time < '11:30') || (time >= '13:30' && time < '16:00');
    const worksThen = (WEEKS[number] ?? [1, 2, 3, 4, 5]).includes(local.dayOfWeek);
    const holidays = calendars.get(zone)?.isHoliday(new Date(at)) || [];
    const isHoliday = holidays.some(({ type }) => type === 'public');
    return inWindow && worksThen && !isHoliday
      ? []
      : [`${number} on ${local.toString()}${isHoliday ? ', a holiday' : ''}`];
  });
}
