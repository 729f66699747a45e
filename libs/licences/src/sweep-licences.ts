import type { Temporal } from 'temporal-polyfill';
import { type Actor, type Db, one, rows, type RunSummary, type Tx } from '#kernel';
import { advance } from './decisions.js';
import { LICENCE_COLUMNS, type LicenceSql, lockLedger, readLicence } from './licences.queries.js';
import { writeChanges } from './write-ledger.js';

/** Licences per transaction: bounds memory and how long other writers wait for the ledger. */
const CHUNK = 2500;

/** No place on earth is further ahead than UTC+14, so nothing is due before its day began there. */
const DUE = `l.next_change_on <= ($1::timestamptz AT TIME ZONE 'Etc/GMT-14')::date
  AND l.next_change_on <= ($1::timestamptz AT TIME ZONE p.zone)::date`;

/**
 * Lets the clock move every licence whose holder's own day has come: opens windows, starts grace, expires. Set-based,
 * a chunk a transaction, so an interrupted run loses nothing and a repeated run does nothing.
 */
export async function sweepLicences(
  db: Db,
  actor: Actor,
  now: Temporal.Instant,
  dry: boolean,
): Promise<RunSummary> {
  if (dry) {
    const due = await countDue(db.read, now);
    return { seen: due, changed: 0, skipped: due };
  }
  let changed = 0;
  while (true) {
    const moved = await db.transaction((tx) => sweepChunk(tx, actor, now));
    changed += moved;
    if (moved < CHUNK) return { seen: changed, changed, skipped: 0 };
  }
}

async function sweepChunk(tx: Tx, actor: Actor, now: Temporal.Instant): Promise<number> {
  const head = await lockLedger(tx);
  const due = await rows<LicenceSql & { today: string }>(
    tx,
    `SELECT ${LICENCE_COLUMNS}, ($1::timestamptz AT TIME ZONE p.zone)::date AS today
     FROM licence l JOIN person p ON p.id = l.person_id
     WHERE ${DUE} ORDER BY l.id LIMIT ${CHUNK}`,
    [now.toString()],
  );
  const changes = due.map((row) => {
    const { licence, code } = readLicence(row);
    return { ...advance(licence, row.today), code };
  });
  await writeChanges(tx, actor, head, now, changes);
  return changes.length;
}

async function countDue(tx: Tx, now: Temporal.Instant): Promise<number> {
  const row = await one<{ n: number }>(
    tx,
    `SELECT count(*)::int AS n FROM licence l JOIN person p ON p.id = l.person_id WHERE ${DUE}`,
    [now.toString()],
  );
  return row?.n ?? 0;
}
