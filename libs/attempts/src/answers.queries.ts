import type { Answer, Confidence, Grade } from '#assessment';
import { Db, recordChange, rows, type Telling, type Tx } from '#kernel';
import { type AttemptRow, momentOf, type NextResponse, UNANSWERED } from './attempts.queries.js';
import type { StoredCard } from './practice.queries.js';

export interface AnswerWrite {
  readonly attemptId: string;
  readonly position: number;
  /** Exams: only the active window may write. */
  readonly session: string | null;
  readonly answer: Answer | null;
  readonly points: number;
  readonly at: string;
  readonly confidence: Confidence | null;
  readonly ms: number | null;
  readonly next: NextResponse | null;
  /** Practice: what memory makes of this answer, the grade that it made it from, and what it predicted before. */
  readonly card:
    | (StoredCard & {
        readonly skill: string;
        readonly objective: string;
        readonly grade: Grade;
        readonly recall: number | null;
      })
    | null;
  /** Practice: this was the last one. */
  readonly finishes: boolean;
}

const SAVE_ANSWER = `
  WITH open AS (
    SELECT id, person_id FROM attempt
    WHERE id = $1 AND state = 'open' AND ($3::text IS NULL OR active_session = $3) FOR NO KEY UPDATE),
  answered AS (
    UPDATE response r SET answer = $4, points = $5, answered_at = $6, confidence = $7, ms = $8, grade = $23,
      weights_id = $25, recall = $26
    FROM open WHERE r.attempt_id = open.id AND r.position = $2 AND r.answered_at IS NULL
    RETURNING open.id, open.person_id),
  asked AS (
    INSERT INTO response (attempt_id, position, item_id, item_version, skill, objective, option_order, asked_at, why)
    SELECT id, $2 + 1, $9, $10, $11, $12, $13, $6, $24 FROM answered WHERE $9::text IS NOT NULL),
  remembered AS (
    INSERT INTO review_card (person_id, skill, objective, stability, difficulty, reviews, lapses, reviewed_at, due_at,
      weights_id)
    SELECT person_id, $14, $15, $16, $17, $18, $19, $20, $21, $25 FROM answered WHERE $14::text IS NOT NULL
    ON CONFLICT (person_id, skill, objective) DO UPDATE SET stability = excluded.stability,
      difficulty = excluded.difficulty, reviews = excluded.reviews, lapses = excluded.lapses,
      reviewed_at = excluded.reviewed_at, due_at = excluded.due_at, weights_id = excluded.weights_id),
  closed AS (
    UPDATE attempt SET state = 'finished', finished_at = $6, stop_reason = 'round-done', outcome = 'practised'
    FROM answered WHERE attempt.id = answered.id AND $22::boolean)
  SELECT count(*)::int AS saved FROM answered`;

/**
 * Saves an answer, asks the next item, updates memory and closes a round, in one statement. Gives false when
 * somebody was first: the position was answered already, the attempt is finished, or another window is active.
 * The lock on the attempt makes answering and finishing take turns.
 */
export async function saveAnswer(where: Db | Tx, write: AnswerWrite): Promise<boolean> {
  const { next, card } = write;
  const values = [
    ...[write.attemptId, write.position, write.session],
    ...[
      write.answer ? JSON.stringify(write.answer) : null,
      write.points,
      write.at,
      write.confidence,
      write.ms,
    ],
    ...[next?.itemId ?? null, next?.itemVersion ?? null, next?.skill ?? null, next?.objective ?? null],
    next ? JSON.stringify(next.arrangement) : null,
    ...[card?.skill ?? null, card?.objective ?? null, card?.stability ?? null, card?.difficulty ?? null],
    ...[
      card?.reviews ?? null,
      card?.lapses ?? null,
      momentOf(card?.reviewedAt),
      momentOf(card?.dueAt),
      write.finishes,
    ],
    ...[card?.grade ?? null, next?.why ?? null, card?.weightsId ?? null, card?.recall ?? null],
  ];
  const [row] =
    where instanceof Db
      ? await where.prepared<{ saved: number }>('attempt-save-answer', SAVE_ANSWER, values)
      : await rows<{ saved: number }>(where, SAVE_ANSWER, values);
  return (row?.saved ?? 0) > 0;
}

/** The attempt as it stands after a saved answer, without reading it again. */
export function afterAnswer(attempt: AttemptRow, write: AnswerWrite): AttemptRow {
  const { position, answer, points, confidence, ms, next, at } = write;
  const answered = attempt.responses.map((response) =>
    response.position === position ? { ...response, answer, points, confidence, ms } : response,
  );
  const asked = next ? [{ ...next, ...UNANSWERED, position: position + 1, askedAt: at }] : [];
  const finished = write.finishes
    ? { state: 'finished' as const, finishedAt: new Date(at), outcome: 'practised', stopReason: 'round-done' }
    : {};
  return { ...attempt, ...finished, responses: [...answered, ...asked] };
}

export interface FinishWrite {
  readonly attemptId: string;
  readonly at: string;
  readonly stopReason: string;
  readonly outcome: string;
  readonly result: unknown;
  readonly retryAt: string | null;
  /** Signs for a person to look at; null when nothing stands out. */
  readonly flag: {
    readonly rapid: number | null;
    readonly answered: number;
    readonly personFit: number | null;
  } | null;
}

/** Closes an attempt, notes what a person should look at, and tells: one statement. The caller holds its lock. */
export async function saveFinish(tx: Tx, write: FinishWrite, telling: Telling): Promise<void> {
  const { flag } = write;
  const values = [
    ...[
      write.attemptId,
      write.at,
      write.stopReason,
      write.outcome,
      JSON.stringify(write.result),
      write.retryAt,
    ],
    ...[flag?.rapid ?? null, flag?.answered ?? null, flag?.personFit ?? null],
  ];
  const steps = `
    change AS (
      UPDATE attempt SET state = 'finished', finished_at = $2, stop_reason = $3, outcome = $4, result = $5, retry_at = $6,
        active_session = NULL WHERE id = $1 AND state = 'open' RETURNING id AS subject),
    flagged AS (
      INSERT INTO attempt_flag (attempt_id, flagged_at, rapid, answered, person_fit)
      SELECT subject, $2, $7, $8, $9 FROM change WHERE $8::int IS NOT NULL)`;
  await recordChange(tx, { name: 'attempt-finish', steps, values }, telling);
}

/** The last answer of a test, inside the transaction that finishes it. */
export async function saveLastAnswer(
  tx: Tx,
  attemptId: string,
  position: number,
  write: Pick<AnswerWrite, 'answer' | 'points' | 'at' | 'ms'>,
): Promise<void> {
  await rows(
    tx,
    `UPDATE response SET answer = $3, points = $4, answered_at = $5, ms = $6
     WHERE attempt_id = $1 AND position = $2 AND answered_at IS NULL`,
    [
      attemptId,
      position,
      write.answer ? JSON.stringify(write.answer) : null,
      write.points,
      write.at,
      write.ms,
    ],
  );
}
