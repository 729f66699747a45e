import { one, rows, type Tx } from '#kernel';
import type { CardNumber } from './lesson.js';

export interface SittingRow {
  readonly id: string;
  readonly lessonId: string;
  readonly lessonVersion: number;
  readonly card: CardNumber;
}

const SITTING = `SELECT id, lesson_id AS "lessonId", lesson_version AS "lessonVersion", card FROM lesson_sitting`;

/** The sitting somebody is in, if any; `lock` keeps a second click waiting until the first is done. */
export function findSitting(
  tx: Tx,
  personId: string,
  lessonId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<SittingRow | undefined> {
  return one<SittingRow>(
    tx,
    `${SITTING} WHERE person_id = $1 AND lesson_id = $2 AND finished_at IS NULL${lock ? ' FOR UPDATE' : ''}`,
    [personId, lessonId],
  );
}

/** Starts a sitting, or gives the open one when another click was first. */
export async function startSitting(
  tx: Tx,
  sitting: { personId: string; lessonId: string; lessonVersion: number; at: string },
): Promise<SittingRow> {
  await rows(
    tx,
    `INSERT INTO lesson_sitting (person_id, lesson_id, lesson_version, card, started_at) VALUES ($1, $2, $3, 1, $4)
     ON CONFLICT (person_id, lesson_id) WHERE finished_at IS NULL DO NOTHING`,
    [sitting.personId, sitting.lessonId, sitting.lessonVersion, sitting.at],
  );
  const row = await findSitting(tx, sitting.personId, sitting.lessonId, { lock: true });
  if (!row) throw new Error('the sitting was not stored');
  return row;
}

export async function saveCard(tx: Tx, id: string, card: CardNumber): Promise<void> {
  await rows(tx, 'UPDATE lesson_sitting SET card = $2 WHERE id = $1 AND card < $2', [id, card]);
}

/** Ends a sitting. True when it is the first time this person finished this lesson. */
export async function finishSitting(tx: Tx, id: string, at: string): Promise<boolean> {
  const row = await one<{ first: boolean }>(
    tx,
    `UPDATE lesson_sitting s SET finished_at = $2 WHERE id = $1
     RETURNING NOT EXISTS (SELECT 1 FROM lesson_sitting o WHERE o.person_id = s.person_id AND o.lesson_id = s.lesson_id
       AND o.finished_at IS NOT NULL) AS first`,
    [id, at],
  );
  return row?.first ?? false;
}

export async function hasFinished(tx: Tx, personId: string, lessonId: string): Promise<boolean> {
  const row = await one(
    tx,
    'SELECT 1 FROM lesson_sitting WHERE person_id = $1 AND lesson_id = $2 AND finished_at IS NOT NULL LIMIT 1',
    [personId, lessonId],
  );
  return row !== undefined;
}

export async function exportSittings(tx: Tx, personId: string): Promise<unknown[]> {
  return rows(tx, `${SITTING} WHERE person_id = $1 ORDER BY started_at`, [personId]);
}

export async function eraseSittings(tx: Tx, personId: string): Promise<void> {
  await rows(tx, 'DELETE FROM lesson_sitting WHERE person_id = $1', [personId]);
}
