import type { Temporal } from 'temporal-polyfill';
import { BATCH, batches, licenceExpiring } from '#events';
import { type Db, publish, rows, type RunSummary, type Tx } from '#kernel';

interface Expiring {
  licenceId: string;
  personId: string;
  category: string;
  validUntil: string;
  daysLeft: number;
}

/**
 * Tells which licences end soon, once per licence, last day and notice (30, 7 and 1 days). A notice that was missed
 * because the worker was down goes out on the next run, with the days that are really left; the earlier ones are then
 * dropped. Days count on the holder's own calendar.
 */
export async function tellExpiring(
  db: Db,
  now: Temporal.Instant,
  notices: readonly number[],
  dry: boolean,
): Promise<RunSummary> {
  if (dry) {
    const found = await findExpiring(db.read, now, notices);
    return { seen: found.length, changed: 0, skipped: found.length };
  }
  return db.transaction(async (tx) => {
    const found = await markExpiring(tx, now, notices);
    await publish(
      tx,
      batches(found, BATCH).map((items) => licenceExpiring({ items })),
    );
    return { seen: found.length, changed: found.length, skipped: 0 };
  });
}

/** The smallest notice that has been reached, when it is closer than the one told before for the same last day. */
const REACHED = `
  SELECT l.id, l.person_id, l.category, l.valid_until, d.left AS days_left, n.notice
  FROM licence l
  JOIN person p ON p.id = l.person_id
  CROSS JOIN LATERAL (SELECT l.valid_until - ($1::timestamptz AT TIME ZONE p.zone)::date AS left) d
  CROSS JOIN LATERAL (SELECT min(notice) AS notice FROM unnest($2::int[]) AS notice WHERE notice >= d.left) n
  WHERE l.state IN ('valid', 'renewal') AND d.left >= 0 AND n.notice IS NOT NULL
    AND l.valid_until BETWEEN ($1::timestamptz AT TIME ZONE 'Etc/GMT+12')::date
                          AND ($1::timestamptz AT TIME ZONE 'Etc/GMT-14')::date + (SELECT max(m) FROM unnest($2::int[]) AS m)
    AND (l.noticed_until IS DISTINCT FROM l.valid_until OR l.noticed_days > n.notice)`;

async function findExpiring(tx: Tx, now: Temporal.Instant, notices: readonly number[]): Promise<unknown[]> {
  return rows(tx, REACHED, [now.toString(), notices]);
}

async function markExpiring(tx: Tx, now: Temporal.Instant, notices: readonly number[]): Promise<Expiring[]> {
  return rows<Expiring>(
    tx,
    `WITH reached AS (${REACHED} FOR UPDATE OF l),
     marked AS (
       UPDATE licence l SET noticed_until = r.valid_until, noticed_days = r.notice FROM reached r WHERE l.id = r.id
       RETURNING l.id AS "licenceId", l.person_id AS "personId", l.category, l.valid_until AS "validUntil", r.days_left AS "daysLeft")
     SELECT * FROM marked ORDER BY "personId", category`,
    [now.toString(), notices],
  );
}
