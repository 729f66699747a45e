import { rows, type Tx } from '#kernel';
import { chainFault, GENESIS } from './ledger.js';
import type { ChainedLine, LedgerHead } from './ledger.js';
import type { LicenceEvent } from './licence.js';
import type { LedgerFault, Note } from './ledger-fault.js';
import { digestOf } from './public-code.js';
import { compareLicences, PAGE, pagesOf } from './replay-ledger.js';

export interface LedgerReport {
  readonly ok: boolean;
  readonly lines: number;
  readonly licences: number;
  /** The first hundred; an `ok` report has none. */
  readonly faults: readonly LedgerFault[];
}

const MOST_FAULTS = 100;

interface LineSql {
  seq: string;
  licence_id: string;
  person_id: string;
  kind: string;
  event: LicenceEvent;
  attempt_id: string | null;
  actor: string;
  at: Date;
  prev_hash: string;
  hash: string;
  salt: string | null;
  reason: string | null;
}

/**
 * Walks the whole ledger twice, in pages: by number, where each line must tie to the one before and the chain must end
 * at the head; and by licence, where replaying must give exactly the licence's row. `tx` should be one transaction
 * (repeatable read), so that all is seen at the same moment. Memory holds a page and one licence, however long the ledger.
 */
export async function verifyLedger(tx: Tx): Promise<LedgerReport> {
  const faults: LedgerFault[] = [];
  const note: Note = (kind, seq, licenceId) => {
    if (faults.length < MOST_FAULTS) faults.push({ kind, seq, licenceId });
  };
  const lines = await walkChain(tx, note);
  const licences = await compareLicences(tx, note);
  return { ok: faults.length === 0, lines, licences, faults };
}

async function walkChain(tx: Tx, note: Note): Promise<number> {
  let head: LedgerHead = GENESIS;
  let lines = 0;
  for await (const row of pagesOf<LineSql>((after) => linesByNumber(tx, after))) {
    const line = readLine(row);
    lines += 1;
    const fault = chainFault(head, line);
    if (fault) note(fault, line.seq, line.licenceId);
    if (row.kind !== line.event.kind || row.attempt_id !== attemptOf(line.event)) {
      note('columns-differ', line.seq, line.licenceId);
    }
    if (row.reason !== null && reasonDigest(row.salt ?? '', row.reason) !== digestIn(line.event)) {
      note('reason-differs', line.seq, line.licenceId);
    }
    head = { seq: line.seq, hash: line.hash };
  }
  await compareHead(tx, head, () => note('head-differs', head.seq, null));
  return lines;
}

/** Digest of HR's words, salted so that a short reason can't be guessed from the ledger. */
export function reasonDigest(salt: string, text: string): string {
  return digestOf(`${salt}\n${text}`);
}

function linesByNumber(tx: Tx, after: LineSql | undefined): Promise<LineSql[]> {
  return rows<LineSql>(
    tx,
    `SELECT c.seq, c.licence_id, c.person_id, c.kind, c.event, c.attempt_id, c.actor, c.at, c.prev_hash, c.hash,
            r.salt, r.reason
     FROM licence_change c LEFT JOIN licence_reason r ON r.change_seq = c.seq
     WHERE c.seq > $1 ORDER BY c.seq LIMIT ${PAGE}`,
    [after?.seq ?? 0],
  );
}

function readLine(row: LineSql): ChainedLine {
  return {
    seq: Number(row.seq),
    licenceId: row.licence_id,
    personId: row.person_id,
    event: row.event,
    actor: row.actor,
    at: row.at.toISOString(),
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}

async function compareHead(tx: Tx, head: LedgerHead, differs: () => void): Promise<void> {
  const [stored] = await rows<{ seq: string; hash: string }>(
    tx,
    `SELECT seq, hash FROM licence_ledger_head WHERE name = 'licences'`,
  );
  if (!stored || Number(stored.seq) !== head.seq || stored.hash !== head.hash) differs();
}

function attemptOf(event: LicenceEvent): string | null {
  return 'period' in event ? event.period.attemptId : null;
}

function digestIn(event: LicenceEvent): string | null {
  return 'reasonDigest' in event ? event.reasonDigest : null;
}
