import { among, one, rows, type Tx } from '#kernel';
import { digestOf } from './public-code.js';
import { isOpen } from './licence.js';
import type { Licence, LicenceEvent, LicenceState } from './licence.js';
import type { LedgerHead } from './ledger.js';

/** A licence with what its row knows beyond the fold: the code itself and the last line of the ledger. */
export interface StoredLicence {
  readonly licence: Licence;
  readonly code: string | null;
  readonly lastSeq: number;
}

export const LICENCE_COLUMNS = `l.id, l.person_id, l.category, l.number, l.state, l.issued_on, l.granted_on, l.valid_from,
  l.valid_until, l.renewal_opens_on, l.grace_until, l.anchor_day, l.continues_from, l.terms, l.periods, l.suspended_on,
  l.refresh_by, l.ended_on, l.counted, l.supervisor_id, l.endorsements, l.appeal, l.verification_code, l.last_seq`;

/** A row of `licence` as SQL gives it. */
export interface LicenceSql {
  id: string;
  person_id: string;
  category: string;
  number: string;
  state: LicenceState;
  issued_on: string;
  granted_on: string | null;
  valid_from: string;
  valid_until: string;
  renewal_opens_on: string | null;
  grace_until: string;
  anchor_day: number | null;
  continues_from: string | null;
  terms: Licence['terms'];
  periods: number;
  suspended_on: string | null;
  refresh_by: string | null;
  ended_on: string | null;
  counted: Licence['counted'];
  supervisor_id: string | null;
  endorsements: string[];
  appeal: Licence['appeal'];
  verification_code: string | null;
  last_seq: string;
}

export function readLicence(row: LicenceSql): StoredLicence {
  return {
    licence: {
      licenceId: row.id,
      personId: row.person_id,
      category: row.category,
      number: row.number,
      state: row.state,
      issuedOn: row.issued_on,
      grantedOn: row.granted_on,
      validFrom: row.valid_from,
      validUntil: row.valid_until,
      renewalOpensOn: row.renewal_opens_on,
      graceUntil: row.grace_until,
      anchorDay: row.anchor_day,
      continuesFrom: row.continues_from,
      terms: row.terms,
      periods: row.periods,
      suspendedOn: row.suspended_on,
      refreshBy: row.refresh_by,
      endedOn: row.ended_on,
      counted: row.counted,
      supervisorId: row.supervisor_id,
      endorsements: row.endorsements,
      appeal: row.appeal,
      codeDigest: row.verification_code === null ? null : digestOf(row.verification_code),
    },
    code: row.verification_code,
    lastSeq: Number(row.last_seq),
  };
}

/** Takes the end of the ledger for this transaction; the next writer waits until it commits. */
export async function lockLedger(tx: Tx): Promise<LedgerHead> {
  const head = await one<{ seq: string; hash: string }>(
    tx,
    `SELECT seq, hash FROM licence_ledger_head WHERE name = 'licences' FOR UPDATE`,
  );
  if (!head)
    throw new Error('the ledger of licences has no head: the migration that made it was undone by hand');
  return { seq: Number(head.seq), hash: head.hash };
}

export async function findLicence(tx: Tx, id: string): Promise<StoredLicence | undefined> {
  const row = await one<LicenceSql>(tx, `SELECT ${LICENCE_COLUMNS} FROM licence l WHERE l.id = $1`, [id]);
  return row && readLicence(row);
}

export async function findByCode(tx: Tx, code: string): Promise<StoredLicence | undefined> {
  const row = await one<LicenceSql>(
    tx,
    `SELECT ${LICENCE_COLUMNS} FROM licence l WHERE l.verification_code = $1`,
    [code],
  );
  return row && readLicence(row);
}

/** The open licence of a person in a category, and the last one that ended. */
export async function findHolding(
  tx: Tx,
  personId: string,
  category: string,
): Promise<{ open: StoredLicence | null; lastClosed: StoredLicence | null }> {
  const found = await rows<LicenceSql>(
    tx,
    `SELECT ${LICENCE_COLUMNS} FROM licence l WHERE l.person_id = $1 AND l.category = $2 ORDER BY l.last_seq DESC`,
    [personId, category],
  );
  const all = found.map(readLicence);
  return {
    open: all.find(({ licence }) => isOpen(licence)) ?? null,
    lastClosed: all.find(({ licence }) => !isOpen(licence)) ?? null,
  };
}

export async function hasCounted(tx: Tx, attemptId: string): Promise<boolean> {
  return (await one(tx, 'SELECT 1 FROM licence_change WHERE attempt_id = $1', [attemptId])) !== undefined;
}

export async function nextRunningNumber(tx: Tx): Promise<number> {
  const row = await one<{ running: string }>(tx, `SELECT nextval('licence_number_seq') AS running`);
  return Number(row?.running);
}

/** All licences of a person: per category the open one first, then the ended ones, newest first. */
export async function listOwn(tx: Tx, personId: string): Promise<StoredLicence[]> {
  const found = await rows<LicenceSql>(
    tx,
    `SELECT ${LICENCE_COLUMNS} FROM licence l WHERE l.person_id = $1
     ORDER BY l.category, (l.state IN ('expired', 'revoked')), l.last_seq DESC`,
    [personId],
  );
  return found.map(readLicence);
}

/** Where a person stands in a category: the open licence, else the last one that ended. */
export interface Standing {
  readonly licenceId: string;
  readonly personId: string;
  readonly category: string;
  readonly state: LicenceState;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly graceUntil: string;
  readonly renewalOpensOn: string | null;
}

export async function listStandings(tx: Tx, personIds: readonly string[]): Promise<Standing[]> {
  const { equals, value } = among(personIds, '$1');
  return rows<Standing>(
    tx,
    `SELECT licence_id AS "licenceId", person_id AS "personId", category, state, valid_from AS "validFrom",
            valid_until AS "validUntil", grace_until AS "graceUntil", renewal_opens_on AS "renewalOpensOn"
     FROM licence_standing WHERE person_id ${equals} ORDER BY person_id, category`,
    [value],
  );
}

export interface Filter {
  readonly category?: string | undefined;
  readonly state?: LicenceState | undefined;
  readonly until?: string | undefined;
  /** HR's number of one person. */
  readonly person?: string | undefined;
  /** Sort key of the last row of the page before: number. */
  readonly afterNumber?: string | undefined;
  readonly personIds?: readonly string[] | undefined;
  readonly limit: number;
}

/** Licences by number, newest document last; `until` looks only at licences in force. */
export async function listFiltered(tx: Tx, filter: Filter): Promise<StoredLicence[]> {
  const found = await rows<LicenceSql>(
    tx,
    `SELECT ${LICENCE_COLUMNS} FROM licence l
     WHERE ($1::text IS NULL OR l.category = $1) AND ($2::text IS NULL OR l.state = $2)
       AND ($3::date IS NULL OR (l.valid_until <= $3 AND l.state IN ('permit', 'valid', 'renewal', 'grace')))
       AND ($4::text IS NULL OR l.number > $4) AND ($5::uuid[] IS NULL OR l.person_id = ANY($5))
       AND ($7::text IS NULL OR l.person_id = (SELECT coalesce(p.merged_into, p.id) FROM person p WHERE p.number = $7))
     ORDER BY l.number LIMIT $6`,
    [
      filter.category ?? null,
      filter.state ?? null,
      filter.until ?? null,
      filter.afterNumber ?? null,
      filter.personIds ?? null,
      filter.limit,
      filter.person ?? null,
    ],
  );
  return found.map(readLicence);
}

export interface StoredChange {
  readonly seq: number;
  readonly event: LicenceEvent;
  readonly actor: string;
  readonly at: string;
  readonly reason: string | null;
}

/** The ledger of one licence, oldest first, with the reasons that were not erased. */
export async function listChanges(tx: Tx, licenceId: string): Promise<StoredChange[]> {
  const found = await rows<{
    seq: string;
    event: LicenceEvent;
    actor: string;
    at: Date;
    reason: string | null;
  }>(
    tx,
    `SELECT c.seq, c.event, c.actor, c.at, r.reason
     FROM licence_change c LEFT JOIN licence_reason r ON r.change_seq = c.seq
     WHERE c.licence_id = $1 ORDER BY c.seq`,
    [licenceId],
  );
  return found.map((row) => ({ ...row, seq: Number(row.seq), at: row.at.toISOString() }));
}
