import { rows, type Tx } from '#kernel';
import { apply, ImpossibleMove } from './fold.js';
import { canonical, chainFault, GENESIS } from './ledger.js';
import type { ChainedLine, LedgerHead } from './ledger.js';
import { nextChangeOn } from './licence.js';
import type { Licence, LicenceEvent } from './licence.js';
import { LICENCE_COLUMNS, type LicenceSql, readLicence } from './licences.queries.js';
import { digestOf } from './public-code.js';

export type LedgerFaultKind =
  | 'gap'
  | 'broken-link'
  | 'changed'
  | 'columns-differ'
  | 'head-differs'
  | 'impossible-move'
  | 'row-differs'
  | 'row-without-ledger'
  | 'ledger-without-row'
  | 'reason-differs';

export interface LedgerFault {
  readonly kind: LedgerFaultKind;
  readonly seq: number | null;
  readonly licenceId: string | null;
}

export interface LedgerReport {
  readonly ok: boolean;
  readonly lines: number;
  readonly licences: number;
  /** The first hundred; an `ok` report has none. */
  readonly faults: readonly LedgerFault[];
}

const PAGE = 5000;
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
 * Walks the whole ledger once, in pages: each line must tie to the one before, the chain must end at the head, and
 * replaying a licence must give exactly its row. `tx` should be one transaction (repeatable read), so that all is seen
 * at the same moment. Memory holds one state per licence, never the lines.
 */
export async function verifyLedger(tx: Tx): Promise<LedgerReport> {
  const faults: LedgerFault[] = [];
  const note = (kind: LedgerFaultKind, seq: number | null, licenceId: string | null): void => {
    if (faults.length < MOST_FAULTS) faults.push({ kind, seq, licenceId });
  };
  const states = new Map<string, { licence: Licence | null; lastSeq: number }>();
  let head: LedgerHead = GENESIS;
  let lines = 0;
  for await (const row of ledgerLines(tx)) {
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
    const before = states.get(line.licenceId);
    const known = before ? before.licence : null;
    if (before && known === null) continue;
    const licence = replay(known, line);
    if (licence === null) note('impossible-move', line.seq, line.licenceId);
    states.set(line.licenceId, { licence, lastSeq: line.seq });
  }
  await compareHead(tx, head, () => note('head-differs', head.seq, null));
  const licences = await compareRows(tx, states, note);
  return { ok: faults.length === 0, lines, licences, faults };
}

/** Digest of HR's words, salted so that a short reason can't be guessed from the ledger. */
export function reasonDigest(salt: string, text: string): string {
  return digestOf(`${salt}\n${text}`);
}

async function* ledgerLines(tx: Tx): AsyncGenerator<LineSql> {
  let after = 0;
  while (true) {
    const page = await rows<LineSql>(
      tx,
      `SELECT c.seq, c.licence_id, c.person_id, c.kind, c.event, c.attempt_id, c.actor, c.at, c.prev_hash, c.hash,
              r.salt, r.reason
       FROM licence_change c LEFT JOIN licence_reason r ON r.change_seq = c.seq
       WHERE c.seq > $1 ORDER BY c.seq LIMIT ${PAGE}`,
      [after],
    );
    yield* page;
    if (page.length < PAGE) return;
    after = Number(page[page.length - 1]?.seq);
  }
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

/** The state one line further; null when the line tells something that can't have happened. */
function replay(licence: Licence | null, line: ChainedLine): Licence | null {
  try {
    const next = apply(licence, line.event);
    return next.licenceId === line.licenceId && next.personId === line.personId ? next : null;
  } catch (error) {
    if (error instanceof ImpossibleMove) return null;
    throw error;
  }
}

async function compareHead(tx: Tx, head: LedgerHead, differs: () => void): Promise<void> {
  const [stored] = await rows<{ seq: string; hash: string }>(
    tx,
    `SELECT seq, hash FROM licence_ledger_head WHERE name = 'licences'`,
  );
  if (!stored || Number(stored.seq) !== head.seq || stored.hash !== head.hash) differs();
}

async function compareRows(
  tx: Tx,
  states: ReadonlyMap<string, { licence: Licence | null; lastSeq: number }>,
  note: (kind: LedgerFaultKind, seq: number | null, licenceId: string | null) => void,
): Promise<number> {
  let seen = 0;
  let after: string | null = null;
  const found = new Set<string>();
  while (true) {
    const page: (LicenceSql & { next_change_on: string | null })[] = await rows(
      tx,
      `SELECT ${LICENCE_COLUMNS}, l.next_change_on FROM licence l WHERE $1::uuid IS NULL OR l.id > $1 ORDER BY l.id LIMIT ${PAGE}`,
      [after],
    );
    for (const row of page) {
      const { licence, lastSeq } = readLicence(row);
      const replayed = states.get(licence.licenceId);
      seen += 1;
      found.add(licence.licenceId);
      if (!replayed) note('row-without-ledger', null, licence.licenceId);
      else if (replayed.licence !== null) {
        const same = canonical(replayed.licence) === canonical(licence) && replayed.lastSeq === lastSeq;
        if (!same || nextChangeOn(licence) !== row.next_change_on)
          note('row-differs', lastSeq, licence.licenceId);
      }
    }
    if (page.length < PAGE) break;
    after = page[page.length - 1]?.id ?? null;
  }
  for (const [licenceId, { lastSeq }] of states) {
    if (!found.has(licenceId)) note('ledger-without-row', lastSeq, licenceId);
  }
  return seen;
}

function attemptOf(event: LicenceEvent): string | null {
  return 'period' in event ? event.period.attemptId : null;
}

function digestIn(event: LicenceEvent): string | null {
  return 'reasonDigest' in event ? event.reasonDigest : null;
}
