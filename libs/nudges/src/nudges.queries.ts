import type { Temporal } from 'temporal-polyfill';
import { column, rows, type Tx } from '#kernel';
import type { NewNudge } from './new-nudge.js';
import type { Purpose } from './nudge.js';

/**
 * Stores reasons, each once: what is there already stays as it is. What was stopped by something published later is left
 * out, because the queue may deliver the two in either order. One statement, however many.
 */
export async function insertNudges(
  tx: Tx,
  nudges: readonly NewNudge[],
  outboxId: string,
  now: Temporal.Instant,
): Promise<number> {
  if (nudges.length === 0) return 0;
  const added = await rows(
    tx,
    `INSERT INTO nudge (person_id, purpose, period, subject, category, about_on, facts, collected_at)
     SELECT n.person_id, n.purpose, n.period, n.subject, n.category, n.about_on, n.facts::jsonb, $8
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[])
       AS n(person_id, purpose, period, subject, category, about_on, facts)
     WHERE NOT EXISTS (
       SELECT 1 FROM nudge_stop s
       WHERE s.person_id = n.person_id AND s.subject IN (n.subject, 'category:' || n.category) AND s.outbox_id > $9::bigint)
     ON CONFLICT (person_id, purpose, period) DO NOTHING RETURNING 1`,
    [
      column(nudges, ({ personId }) => personId),
      column(nudges, ({ purpose }) => purpose),
      column(nudges, ({ period }) => period),
      column(nudges, ({ subject }) => subject),
      column(nudges, ({ category }) => category),
      column(nudges, ({ aboutOn }) => aboutOn),
      column(nudges, ({ facts }) => JSON.stringify(facts)),
      now.toString(),
      outboxId,
    ],
  );
  return added.length;
}

export interface Stop {
  readonly personId: string;
  /** A subject, or 'category:A' for everything about a category. */
  readonly subject: string;
}

/**
 * Stops what waits about these subjects: the person acted, or it is no longer asked. With an outbox id it also keeps out
 * what was published before and is delivered later.
 */
export async function stopNudges(
  tx: Tx,
  stops: readonly Stop[],
  outboxId: string,
  now: Temporal.Instant,
  purposes: readonly Purpose[] | null = null,
): Promise<number> {
  if (stops.length === 0) return 0;
  const persons = stops.map(({ personId }) => personId);
  const subjects = stops.map(({ subject }) => subject);
  // A stop for some purposes only can't be kept per subject; those purposes tolerate a late arrival.
  if (purposes === null) {
    await rows(
      tx,
      `INSERT INTO nudge_stop (person_id, subject, outbox_id, stopped_at)
       SELECT DISTINCT person_id, subject, $3::bigint, $4::timestamptz FROM unnest($1::uuid[], $2::text[]) AS s(person_id, subject)
       ORDER BY 1, 2
       ON CONFLICT (person_id, subject) DO UPDATE SET
         outbox_id = greatest(nudge_stop.outbox_id, excluded.outbox_id), stopped_at = excluded.stopped_at`,
      [persons, subjects, outboxId, now.toString()],
    );
  }
  const stopped = await rows(
    tx,
    `UPDATE nudge n SET state = 'cancelled', closed_at = $3
     FROM unnest($1::uuid[], $2::text[]) AS s(person_id, subject)
     WHERE n.state = 'pending' AND n.person_id = s.person_id AND s.subject IN (n.subject, 'category:' || n.category)
       AND ($4::text[] IS NULL OR n.purpose = ANY($4)) RETURNING 1`,
    [persons, subjects, now.toString(), purposes],
  );
  return stopped.length;
}

/** Stops everything that waits for these people: they left. */
export async function stopAllOf(
  tx: Tx,
  personIds: readonly string[],
  now: Temporal.Instant,
): Promise<number> {
  const stopped = await rows(
    tx,
    `UPDATE nudge SET state = 'cancelled', closed_at = $2 WHERE state = 'pending' AND person_id = ANY($1) RETURNING 1`,
    [personIds, now.toString()],
  );
  return stopped.length;
}
