import type { Temporal } from 'temporal-polyfill';
import { rows, type Tx } from '#kernel';
import { LICENCE_COLUMNS, type LicenceSql } from './licences.queries.js';

/** One colour of one person's memory, as `review.health-changed` tells it. */
export interface HealthChange {
  readonly personId: string;
  readonly category: string;
  readonly band: 'green' | 'amber' | 'red';
  readonly on: string;
  readonly skill: string | null;
}

/**
 * Notes the colours on the open licences with upkeep and gives those licences back; other rules keep nothing. A new
 * amber starts its own two weeks of prompts.
 */
export function noteMemory(tx: Tx, changes: readonly HealthChange[]): Promise<(LicenceSql & HealthChange)[]> {
  return rows(
    tx,
    `UPDATE licence l SET memory_band = w.b, memory_since = w.d, memory_skill = w.s,
       prompted_on = CASE WHEN w.b = 'amber' THEN NULL ELSE l.prompted_on END
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::text[]) AS w (p, c, b, d, s)
     WHERE l.person_id = w.p AND l.category = w.c AND l.state NOT IN ('expired', 'revoked')
       AND l.terms ->> 'rule' = 'upkeep'
     RETURNING ${LICENCE_COLUMNS}, w.p AS "personId", w.b AS band, w.d AS "on", w.s AS skill`,
    [
      changes.map(({ personId }) => personId),
      changes.map(({ category }) => category),
      changes.map(({ band }) => band),
      changes.map(({ on }) => on),
      changes.map(({ skill }) => skill),
    ],
  );
}

export interface Prompt {
  readonly licenceId: string;
  readonly personId: string;
  readonly category: string;
  readonly on: string;
  readonly skill: string | null;
  /** Null: memory fades, and no exam is open yet. */
  readonly refreshBy: string | null;
  readonly daysLeft: number | null;
}

/**
 * Whose licence asks for something today, marked as asked in the same statement. While memory is amber: every fourth
 * day of two weeks. While a refresh exam is open: seven days and one day before its end. A day that was missed because
 * nothing ran is made up for once.
 */
const DUE = `
  SELECT l.id, d.today FROM licence l JOIN person p ON p.id = l.person_id
  CROSS JOIN LATERAL (SELECT ($1::timestamptz AT TIME ZONE p.zone)::date AS today) d
  WHERE l.state IN ('valid', 'renewal', 'grace') AND (
    (l.refresh_by IS NULL AND l.memory_band = 'amber' AND d.today - l.memory_since BETWEEN 0 AND 13
      AND (l.prompted_on IS NULL OR d.today - l.prompted_on >= 4))
    OR (l.refresh_by >= d.today AND coalesce(l.prompted_on, '-infinity') <
      CASE WHEN l.refresh_by - d.today <= 1 THEN l.refresh_by - 1 WHEN l.refresh_by - d.today <= 7 THEN l.refresh_by - 7 END))`;

export function markPrompts(tx: Tx, now: Temporal.Instant): Promise<Prompt[]> {
  return rows<Prompt>(
    tx,
    `WITH due AS (${DUE} FOR UPDATE OF l),
     marked AS (
       UPDATE licence l SET prompted_on = due.today FROM due WHERE l.id = due.id
       RETURNING l.id AS "licenceId", l.person_id AS "personId", l.category, due.today AS "on",
         l.memory_skill AS skill, l.refresh_by AS "refreshBy", l.refresh_by - due.today AS "daysLeft")
     SELECT * FROM marked ORDER BY "personId", category`,
    [now.toString()],
  );
}

export async function countPrompts(tx: Tx, now: Temporal.Instant): Promise<number> {
  return (await rows(tx, DUE, [now.toString()])).length;
}

/** What upkeep asks of somebody now, by category. */
export interface Upkeep {
  readonly category: string;
  /** Last day of an open or missed refresh exam. */
  readonly refreshBy: string | null;
}

export function listUpkeep(tx: Tx, personId: string): Promise<Upkeep[]> {
  return rows<Upkeep>(
    tx,
    `SELECT category, refresh_by AS "refreshBy" FROM licence
     WHERE person_id = $1 AND state NOT IN ('expired', 'revoked') AND terms ->> 'rule' = 'upkeep' ORDER BY category`,
    [personId],
  );
}
