import { one, rows, type Tx } from '#kernel';
import type { PassView } from './facilities.schemas.js';

type PassSql = Omit<PassView, 'openedAt' | 'untilAt'> & { openedAt: Date; untilAt: Date };

const PASS = `SELECT x.id, x.kind, x.person_id AS "personId", p.display_name AS "personName", f.code AS facility,
    jsonb_build_object('nl', f.name_nl, 'en', f.name_en) AS "facilityName", x.reason, o.display_name AS "openedByName",
    x.opened_at AS "openedAt", x.until_at AS "untilAt", x.verdict
  FROM facility_pass x JOIN person p ON p.id = x.person_id JOIN person o ON o.id = x.opened_by
  JOIN facility f ON f.id = x.facility_id`;

const toView = (row: PassSql): PassView => ({
  ...row,
  openedAt: row.openedAt.toISOString(),
  untilAt: row.untilAt.toISOString(),
});

/** Broken glass that nobody looked at yet, oldest first. */
export async function listUnreviewed(tx: Tx): Promise<PassView[]> {
  const found = await rows<PassSql>(
    tx,
    `${PASS} WHERE x.kind = 'break-glass' AND x.verdict IS NULL ORDER BY x.opened_at, x.id`,
  );
  return found.map(toView);
}

/** Waivers that hold at a moment, those that end first on top. */
export async function listWaivers(tx: Tx, at: string): Promise<PassView[]> {
  const found = await rows<PassSql>(
    tx,
    `${PASS} WHERE x.kind = 'waiver' AND x.ended_at IS NULL AND x.until_at > $1 ORDER BY x.until_at, x.id`,
    [at],
  );
  return found.map(toView);
}

export interface NewPass {
  readonly personId: string;
  readonly facilityId: string;
  readonly kind: 'waiver' | 'break-glass';
  readonly reason: string;
  readonly openedBy: string;
  readonly at: string;
  readonly untilAt: string;
}

export async function insertPass(tx: Tx, pass: NewPass): Promise<string> {
  const row = await one<{ id: string }>(
    tx,
    `INSERT INTO facility_pass (person_id, facility_id, kind, reason, opened_by, opened_at, until_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [pass.personId, pass.facilityId, pass.kind, pass.reason, pass.openedBy, pass.at, pass.untilAt],
  );
  return row?.id ?? '';
}

export interface StoredPass {
  readonly id: string;
  readonly personId: string;
  readonly kind: 'waiver' | 'break-glass';
  readonly endedAt: Date | null;
  readonly verdict: string | null;
}

/** One pass, locked until the transaction ends. */
export function lockPass(tx: Tx, id: string): Promise<StoredPass | undefined> {
  return one<StoredPass>(
    tx,
    `SELECT id, person_id AS "personId", kind, ended_at AS "endedAt", verdict FROM facility_pass WHERE id = $1 FOR UPDATE`,
    [id],
  );
}

export async function endPass(tx: Tx, id: string, at: string): Promise<void> {
  await rows(tx, 'UPDATE facility_pass SET ended_at = $2 WHERE id = $1', [id, at]);
}

/** Writes the verdict down; glass that was broken for no good reason stops holding at once. */
export async function judgePass(
  tx: Tx,
  id: string,
  input: { verdict: 'justified' | 'not-justified'; note: string; by: string; at: string },
): Promise<void> {
  await rows(
    tx,
    `UPDATE facility_pass SET verdict = $2, note = $3, reviewed_by = $4, reviewed_at = $5,
       ended_at = CASE WHEN $2 = 'not-justified' THEN coalesce(ended_at, least($5::timestamptz, until_at)) ELSE ended_at END
     WHERE id = $1`,
    [id, input.verdict, input.note, input.by, input.at],
  );
}
