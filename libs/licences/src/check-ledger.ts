import type { Temporal } from 'temporal-polyfill';
import { type Db, one, rows, type RunSummary, systemActor } from '#kernel';
import { checkInvariants, type Invariants } from './held.queries.js';
import { sweepLicences } from './sweep-licences.js';
import { type LedgerReport, verifyLedger } from './verify-ledger.js';

/** What the last nightly check found, for HR's desk and for an administrator. */
export interface LastCheck {
  readonly at: Date;
  readonly ok: boolean;
  readonly lines: number;
  readonly licences: number;
}

/**
 * The nightly check: the chain is whole, replaying gives every row, nobody has two open licences of a category, and the
 * as-of view tells the same as the rows. What it found is kept; a fault fails the run, so that it is shown among the
 * failures until somebody has looked, and is tried again. `dry` checks and keeps nothing.
 *
 * The clock goes first: after it was moved, or while no worker ran, licences wait for their sweep, and that is no fault.
 * One that is still behind afterwards is stuck.
 */
export async function checkLedger(db: Db, now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
  const { changed } = await sweepLicences(db, systemActor('licences.sweep'), now, dry);
  const { report, invariants } = await db.transaction(async (tx) => {
    await rows(tx, 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const today = now.toString().slice(0, 10);
    return { report: await verifyLedger(tx), invariants: await checkInvariants(tx, today) };
  });
  const broken = contradictions(dry ? { ...invariants, stuck: 0 } : invariants);
  const ok = report.ok && broken.length === 0;
  if (!dry) await keep(db, now, report, broken, ok);
  if (!ok && !dry) {
    throw new Error(
      `The ledger of licences is not sound: ${report.faults.length} faults, ${broken.join(', ') || 'no contradictions'}.`,
    );
  }
  return { seen: report.lines, changed, skipped: 0, notes: ok ? ['sound'] : ['not sound', ...broken] };
}

/** The last check; undefined before the first night. */
export function lastCheck(db: Db): Promise<LastCheck | undefined> {
  return one<LastCheck>(
    db.read,
    'SELECT at, ok, lines, licences FROM licence_ledger_check ORDER BY id DESC LIMIT 1',
  );
}

function contradictions(invariants: Invariants): string[] {
  return Object.entries(invariants).flatMap(([name, n]) => (n > 0 ? [`${name} ${n}`] : []));
}

async function keep(
  db: Db,
  now: Temporal.Instant,
  report: LedgerReport,
  broken: readonly string[],
  ok: boolean,
): Promise<void> {
  await rows(
    db.read,
    'INSERT INTO licence_ledger_check (at, ok, lines, licences, faults) VALUES ($1, $2, $3, $4, $5)',
    [now.toString(), ok, report.lines, report.licences, JSON.stringify([...report.faults, ...broken])],
  );
}
