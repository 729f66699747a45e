import { type Db, recordChange, rows, type Telling, type Tx } from '#kernel';

/** A flagged exam, without its answers and without its outcome. */
export interface FlagRow {
  readonly id: string;
  readonly category: string;
  readonly flaggedAt: Date;
  readonly rapid: number | null;
  readonly answered: number;
  readonly personFit: number | null;
  readonly personId: string;
  readonly personName: string;
  readonly inspectedAt: Date | null;
  readonly inspectedBy: string | null;
  readonly note: string | null;
}

const FLAG = `
  SELECT f.attempt_id AS id, a.category, f.flagged_at AS "flaggedAt", f.rapid, f.answered, f.person_fit AS "personFit",
    a.person_id AS "personId", p.display_name AS "personName", f.inspected_at AS "inspectedAt",
    i.display_name AS "inspectedBy", f.note
  FROM attempt_flag f JOIN attempt a ON a.id = f.attempt_id JOIN person p ON p.id = a.person_id
    LEFT JOIN person i ON i.id = f.inspected_by`;

/**
 * Flagged exams of others than the viewer: those that wait first, the longest waiting on top, then those that were
 * looked at, the latest on top.
 */
export function listFlags(tx: Tx, viewer: string | null, limit: number): Promise<FlagRow[]> {
  return rows<FlagRow>(
    tx,
    `${FLAG} WHERE a.person_id IS DISTINCT FROM $1::uuid
     ORDER BY f.inspected_at IS NOT NULL, f.inspected_at DESC, f.flagged_at, f.attempt_id LIMIT $2`,
    [viewer, limit],
  );
}

export async function findFlag(tx: Tx, id: string): Promise<FlagRow | undefined> {
  return (await rows<FlagRow>(tx, `${FLAG} WHERE f.attempt_id = $1`, [id]))[0];
}

/** Keeps what somebody saw, with its line of audit; false when somebody was first, or it is their own exam. */
export async function inspectFlag(
  db: Db,
  { id, by, note }: { readonly id: string; readonly by: string; readonly note: string },
  telling: Telling,
): Promise<boolean> {
  const change = {
    name: 'attempt-inspect-flag',
    steps: `change AS (
      UPDATE attempt_flag f SET inspected_at = $2, inspected_by = $3, note = $4 FROM attempt a
      WHERE f.attempt_id = $1 AND a.id = f.attempt_id AND a.person_id <> $3 AND f.inspected_at IS NULL
      RETURNING f.attempt_id AS subject)`,
    values: [id, telling.at.toString(), by, note],
  };
  return (await recordChange(db, change, telling)).length > 0;
}
