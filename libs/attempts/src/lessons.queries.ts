import { type Db, one, recordChange, rows, type Telling, type Tx } from '#kernel';
import type { CardNumber } from './lesson.js';

export interface SittingRow {
  readonly id: string;
  readonly lessonId: string;
  readonly lessonVersion: number;
  readonly card: CardNumber;
  /** They finished this lesson before: now it is just practice. */
  readonly again: boolean;
  /** The round of practice inside this sitting, from the first answer on. */
  readonly round: {
    readonly attemptId: string;
    readonly answered: readonly { readonly itemId: string; readonly position: number }[];
  } | null;
}

const SITTING = `
  SELECT s.id, s.lesson_id AS "lessonId", s.lesson_version AS "lessonVersion", s.card,
    EXISTS (SELECT 1 FROM lesson_sitting o WHERE o.person_id = s.person_id AND o.lesson_id = s.lesson_id
      AND o.finished_at IS NOT NULL) AS again,
    (SELECT json_build_object('attemptId', a.id, 'answered', coalesce((
        SELECT json_agg(json_build_object('itemId', r.item_id, 'position', r.position))
        FROM response r WHERE r.attempt_id = a.id AND r.points IS NOT NULL), '[]'))
      FROM attempt a WHERE a.person_id = s.person_id AND a.kind = 'practice' AND a.state = 'open'
        AND a.context = 'lesson:' || s.id) AS round
  FROM lesson_sitting s`;

/** The sitting somebody is in, if any; `lock` keeps a second click waiting until the first is done. */
export function findSitting(
  tx: Tx,
  personId: string,
  lessonId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<SittingRow | undefined> {
  return one<SittingRow>(
    tx,
    `${SITTING} WHERE s.person_id = $1 AND s.lesson_id = $2 AND s.finished_at IS NULL${lock ? ' FOR UPDATE OF s' : ''}`,
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

/**
 * Ends a sitting with the practice inside it, and tells. False when another click was first. The
 * round goes with it, so that doing the lesson again starts afresh.
 */
export async function finishSitting(db: Db, sitting: SittingRow, telling: Telling): Promise<boolean> {
  const steps = `
    change AS (
      UPDATE lesson_sitting SET finished_at = $2 WHERE id = $1 AND finished_at IS NULL RETURNING lesson_id AS subject),
    closed AS (
      UPDATE attempt SET state = 'finished', finished_at = $2, stop_reason = 'left', outcome = 'practised'
      FROM change WHERE attempt.id = $3 AND state = 'open')`;
  const values = [sitting.id, telling.at.toString(), sitting.round?.attemptId ?? null];
  return (await recordChange(db, { name: 'lesson-finish', steps, values }, telling)).length > 0;
}

export async function hasFinished(tx: Tx, personId: string, lessonId: string): Promise<boolean> {
  const row = await one(
    tx,
    'SELECT 1 FROM lesson_sitting WHERE person_id = $1 AND lesson_id = $2 AND finished_at IS NOT NULL LIMIT 1',
    [personId, lessonId],
  );
  return row !== undefined;
}

/** The newest version somebody finished of each of these lessons; those they never finished are left out. */
export async function listFinished(
  tx: Tx,
  personId: string,
  lessonIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await rows<{ id: string; version: number }>(
    tx,
    `SELECT lesson_id AS id, max(lesson_version)::int AS version FROM lesson_sitting
     WHERE person_id = $1 AND lesson_id = ANY ($2::uuid[]) AND finished_at IS NOT NULL GROUP BY lesson_id`,
    [personId, lessonIds],
  );
  return new Map(found.map(({ id, version }) => [id, version]));
}

export async function exportSittings(tx: Tx, personId: string): Promise<unknown[]> {
  return rows(
    tx,
    `SELECT id, lesson_id AS "lessonId", lesson_version AS "lessonVersion", card, started_at AS "startedAt", finished_at AS "finishedAt"
     FROM lesson_sitting WHERE person_id = $1 ORDER BY started_at`,
    [personId],
  );
}

export async function eraseSittings(tx: Tx, personId: string): Promise<void> {
  await rows(tx, 'DELETE FROM lesson_sitting WHERE person_id = $1', [personId]);
}
