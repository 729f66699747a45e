import { one, rows, type Tx } from '#kernel';
import type { CorrectionView, EndorsementKind, SaveEndorsement } from './hr-desk.schemas.js';

/** A proposed correction with the names that HR's desk shows. */
export interface CorrectionRow extends CorrectionView {
  readonly personId: string;
  readonly holder: string;
  readonly category: string;
  readonly proposer: string;
  readonly nowFrom: string;
  readonly nowUntil: string;
}

const CORRECTION = `c.id, c.licence_id AS "licenceId", c.person_id AS "personId", c.valid_from AS "validFrom",
  c.valid_until AS "validUntil", c.reason, c.proposed_by AS "proposedBy", c.proposed_at AS "proposedAt", c.outcome,
  h.display_name AS holder, l.category, p.display_name AS proposer, l.valid_from AS "nowFrom", l.valid_until AS "nowUntil"
  FROM licence_correction c JOIN licence l ON l.id = c.licence_id
  JOIN person h ON h.id = c.person_id JOIN person p ON p.id = c.proposed_by`;

type CorrectionSql = Omit<CorrectionRow, 'proposedAt'> & { proposedAt: Date };
const toRow = (row: CorrectionSql): CorrectionRow => ({ ...row, proposedAt: row.proposedAt.toISOString() });

/** What waits for a second person, oldest first. */
export async function listWaitingCorrections(tx: Tx): Promise<CorrectionRow[]> {
  const found = await rows<CorrectionSql>(
    tx,
    `SELECT ${CORRECTION} WHERE c.outcome IS NULL ORDER BY c.proposed_at, c.id`,
  );
  return found.map(toRow);
}

/** One proposal; locked, so that two people can't decide it at once. */
export async function lockCorrection(tx: Tx, id: string): Promise<CorrectionRow | undefined> {
  const row = await one<CorrectionSql>(tx, `SELECT ${CORRECTION} WHERE c.id = $1 FOR UPDATE OF c`, [id]);
  return row && toRow(row);
}

export async function insertCorrection(
  tx: Tx,
  input: {
    licenceId: string;
    personId: string;
    validFrom: string;
    validUntil: string;
    reason: string;
    proposedBy: string;
    at: string;
  },
): Promise<string> {
  const row = await one<{ id: string }>(
    tx,
    `INSERT INTO licence_correction (licence_id, person_id, valid_from, valid_until, reason, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [
      input.licenceId,
      input.personId,
      input.validFrom,
      input.validUntil,
      input.reason,
      input.proposedBy,
      input.at,
    ],
  );
  return row?.id ?? '';
}

export async function closeCorrection(
  tx: Tx,
  id: string,
  outcome: 'confirmed' | 'rejected',
  by: string,
  at: string,
): Promise<void> {
  await rows(
    tx,
    'UPDATE licence_correction SET outcome = $2, decided_by = $3, decided_at = $4 WHERE id = $1',
    [id, outcome, by, at],
  );
}

export interface OpenAppeal {
  readonly licenceId: string;
  readonly holder: string;
  readonly category: string;
  readonly state: string;
  readonly on: string;
  readonly reason: string | null;
  /** Why HR suspended or revoked; null when it was erased. */
  readonly decision: string | null;
}

/** Appeals that wait for an answer, oldest first, with both sides' words. */
export function listOpenAppeals(tx: Tx): Promise<OpenAppeal[]> {
  return rows<OpenAppeal>(
    tx,
    `SELECT l.id AS "licenceId", p.display_name AS holder, l.category, l.state, l.appeal ->> 'on' AS "on",
       (${lastWords(`c.kind = 'appealed'`)}) AS reason,
       (${lastWords(`c.kind IN ('suspended', 'revoked')`)}) AS decision
     FROM licence l JOIN person p ON p.id = l.person_id
     WHERE l.appeal ->> 'outcome' = 'open' ORDER BY l.appeal ->> 'on', l.id`,
  );
}

const lastWords = (which: string): string =>
  `SELECT r.reason FROM licence_change c JOIN licence_reason r ON r.change_seq = c.seq
   WHERE c.licence_id = l.id AND ${which} ORDER BY c.seq DESC LIMIT 1`;

/** Who took the decision that holds now, with the words; null when there is none. */
export async function lastDecision(
  tx: Tx,
  licenceId: string,
): Promise<{ by: string | null; reason: string | null } | null> {
  const row = await one<{ actor: string; reason: string | null }>(
    tx,
    `SELECT c.actor, r.reason FROM licence_change c LEFT JOIN licence_reason r ON r.change_seq = c.seq
     WHERE c.licence_id = $1 AND c.kind IN ('suspended', 'revoked') ORDER BY c.seq DESC LIMIT 1`,
    [licenceId],
  );
  if (!row) return null;
  const by = row.actor.startsWith('person:') ? row.actor.slice('person:'.length) : null;
  return { by, reason: row.reason };
}

/** True when the person holds another open licence of the same category. */
export async function hasOtherOpen(tx: Tx, licenceId: string): Promise<boolean> {
  const other = await one(
    tx,
    `SELECT 1 FROM licence l JOIN licence o ON o.person_id = l.person_id AND o.category = l.category AND o.id <> l.id
     WHERE l.id = $1 AND o.state NOT IN ('expired', 'revoked')`,
    [licenceId],
  );
  return other !== undefined;
}

/** The endorsements in use, by category and code. */
export function listEndorsements(tx: Tx): Promise<EndorsementKind[]> {
  return rows<EndorsementKind>(
    tx,
    `SELECT code, category, jsonb_build_object('nl', name_nl, 'en', name_en) AS name
     FROM endorsement WHERE retired_at IS NULL ORDER BY category, code`,
  );
}

/** Adds an endorsement or changes its names; its category stays, because licences carry it. False when that differs. */
export async function saveEndorsementKind(tx: Tx, input: SaveEndorsement): Promise<boolean> {
  const saved = await rows(
    tx,
    `INSERT INTO endorsement (code, category, name_nl, name_en) VALUES ($1, $2, $3, $4)
     ON CONFLICT (code) DO UPDATE SET name_nl = EXCLUDED.name_nl, name_en = EXCLUDED.name_en, retired_at = NULL
     WHERE endorsement.category = EXCLUDED.category RETURNING code`,
    [input.code, input.category, input.nameNl, input.nameEn],
  );
  return saved.length > 0;
}

/** Permits that somebody supervises now. */
export function listSupervised(
  tx: Tx,
  supervisorId: string,
): Promise<{ name: string; category: string; validUntil: string }[]> {
  return rows(
    tx,
    `SELECT p.display_name AS name, l.category, l.valid_until AS "validUntil"
     FROM licence l JOIN person p ON p.id = l.person_id
     WHERE l.supervisor_id = $1 AND l.state = 'permit' ORDER BY l.valid_until, p.sort_name`,
    [supervisorId],
  );
}
