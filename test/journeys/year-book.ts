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
