import type { Answer, Confidence } from '#assessment';
import { type Db, one, recordChange, rows, type Telling, type Tx } from '#kernel';
import type { Arrangement } from './arrange-item.js';
import type { AttemptKind, AttemptState } from './attempt.entity.js';
import type { PlannedItem, PlanReason } from './practice-plan.js';
import type { StoredCard } from './practice.queries.js';

/** One asked item as the use cases see it. */
export interface ResponseRow {
  readonly position: number;
  readonly itemId: string;
  readonly itemVersion: number;
  readonly skill: string;
  readonly objective: string;
  readonly arrangement: Arrangement;
  readonly askedAt: string;
  readonly answer: Answer | null;
  readonly points: number | null;
  readonly confidence: Confidence | null;
  /** How long the answer took. */
  readonly ms: number | null;
}

/** An attempt with everything asked so far: one row, one round trip. */
export interface AttemptRow {
  readonly id: string;
  readonly personId: string;
  readonly kind: AttemptKind;
  readonly category: string;
  readonly context: string;
  readonly state: AttemptState;
  readonly blueprintId: string | null;
  readonly plan: readonly PlannedItem[];
  readonly excluded: readonly string[];
  /** Items at their exposure cap when an exam started. */
  readonly atCap: readonly string[];
  readonly seed: string;
  readonly zone: string;
  readonly renewal: boolean;
  readonly extraTimePercent: number;
  readonly activeSession: string | null;
  readonly startedAt: Date;
  readonly deadlineAt: Date | null;
  readonly finishedAt: Date | null;
  readonly stopReason: string | null;
  readonly outcome: string | null;
  readonly result: unknown;
  readonly retryAt: Date | null;
  readonly responses: readonly ResponseRow[];
  /** Practice: the memory of the objective that the open question asks. */
  readonly card: StoredCard | null;
}

const ATTEMPT = `
  SELECT a.id, a.person_id AS "personId", a.kind, a.category, a.context, a.state, a.blueprint_id AS "blueprintId",
    a.plan, a.excluded, a.at_cap AS "atCap", a.seed, a.zone, a.renewal, a.extra_time_percent AS "extraTimePercent",
    a.active_session AS "activeSession", a.started_at AS "startedAt", a.deadline_at AS "deadlineAt",
    a.finished_at AS "finishedAt", a.stop_reason AS "stopReason", a.outcome, a.result, a.retry_at AS "retryAt",
    coalesce((SELECT json_agg(json_build_object(
        'position', r.position, 'itemId', r.item_id, 'itemVersion', r.item_version, 'skill', r.skill,
        'objective', r.objective, 'arrangement', r.option_order, 'askedAt', r.asked_at, 'answer', r.answer,
        'points', r.points, 'confidence', r.confidence, 'ms', r.ms) ORDER BY r.position)
      FROM response r WHERE r.attempt_id = a.id), '[]') AS responses,
    CASE WHEN a.kind = 'practice' THEN (
      SELECT json_build_object('stability', c.stability, 'difficulty', c.difficulty, 'reviews', c.reviews,
        'lapses', c.lapses, 'reviewedAt', extract(epoch FROM c.reviewed_at) * 1000,
        'dueAt', extract(epoch FROM c.due_at) * 1000, 'weightsId', c.weights_id)
      FROM response r JOIN review_card c
        ON c.person_id = a.person_id AND c.skill = r.skill AND c.objective = r.objective
      WHERE r.attempt_id = a.id AND r.answered_at IS NULL LIMIT 1) END AS card
  FROM attempt a`;

/** The hot read of every question and answer: prepared, one round trip. */
export async function findAttempt(db: Db, id: string): Promise<AttemptRow | undefined> {
  return (await db.prepared<AttemptRow>('attempt-by-id', `${ATTEMPT} WHERE a.id = $1`, [id]))[0];
}

/** The attempt, locked until the transaction ends: for finishing it. */
export async function lockAttempt(tx: Tx, id: string): Promise<AttemptRow | undefined> {
  await rows(tx, 'SELECT 1 FROM attempt WHERE id = $1 FOR UPDATE', [id]);
  return one<AttemptRow>(tx, `${ATTEMPT} WHERE a.id = $1`, [id]);
}

/**
 * The open attempt of a kind: a test by its category, practice by its context. The kind stands in the text: only so can
 * PostgreSQL plan once for all, with the index of that kind.
 */
export async function findOpenAttempt(
  tx: Tx,
  personId: string,
  kind: AttemptKind,
  key: { readonly category: string } | { readonly context: string },
): Promise<AttemptRow | undefined> {
  const [column, value] = 'category' in key ? ['category', key.category] : ['context', key.context];
  return one<AttemptRow>(
    tx,
    `${ATTEMPT} WHERE a.person_id = $1 AND a.kind = '${kind}' AND a.state = 'open' AND a.${column} = $2`,
    [personId, value],
  );
}

/** What is asked next: written together with the answer before it. */
export interface NextResponse {
  readonly itemId: string;
  readonly itemVersion: number;
  readonly skill: string;
  readonly objective: string;
  readonly arrangement: Arrangement;
  /** Practice: why it is asked; kept with the response, so that a calibration finds what was drawn. */
  readonly why?: PlanReason;
}

export interface NewAttempt {
  readonly id: string;
  readonly personId: string;
  readonly kind: AttemptKind;
  readonly category: string;
  readonly context: string;
  readonly blueprintId: string | null;
  readonly plan: readonly PlannedItem[];
  readonly excluded: readonly string[];
  /** Items at their exposure cap when an exam started. */
  readonly atCap: readonly string[];
  readonly seed: string;
  readonly zone: string;
  readonly renewal: boolean;
  readonly extraTimePercent: number;
  readonly activeSession: string | null;
  readonly startedAt: string;
  readonly deadlineAt: string | null;
  readonly first: NextResponse | null;
}

const MADE = `
  made AS (
    INSERT INTO attempt (id, person_id, kind, category, context, state, blueprint_id, plan, excluded, seed, zone,
      renewal, extra_time_percent, active_session, started_at, deadline_at, at_cap)
    VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $21) RETURNING id, started_at),
  asked AS (
    INSERT INTO response (attempt_id, position, item_id, item_version, skill, objective, option_order, asked_at, why)
    SELECT id, 1, $16, $17, $18, $19, $20, started_at, $22 FROM made WHERE $16::text IS NOT NULL)`;

const valuesOf = ({ first, ...attempt }: NewAttempt): unknown[] => [
  ...[attempt.id, attempt.personId, attempt.kind, attempt.category, attempt.context, attempt.blueprintId],
  ...[JSON.stringify(attempt.plan), JSON.stringify(attempt.excluded), attempt.seed, attempt.zone],
  ...[attempt.renewal, attempt.extraTimePercent, attempt.activeSession],
  ...[attempt.startedAt, attempt.deadlineAt],
  ...[first?.itemId ?? null, first?.itemVersion ?? null, first?.skill ?? null, first?.objective ?? null],
  first ? JSON.stringify(first.arrangement) : null,
  JSON.stringify(attempt.atCap),
  first?.why ?? null,
];

/** Writes an attempt and its first question in one statement. */
export async function insertAttempt(tx: Tx, attempt: NewAttempt): Promise<void> {
  await rows(tx, `WITH ${MADE} SELECT id FROM made`, valuesOf(attempt));
}

/** The same with its line of audit, so that a start is one statement and needs no transaction around it. */
export async function recordStart(db: Db, attempt: NewAttempt, telling: Telling): Promise<void> {
  const steps = `${MADE}, change AS (SELECT id AS subject FROM made)`;
  await recordChange(db, { name: 'attempt-start', steps, values: valuesOf(attempt) }, telling);
}

export const UNANSWERED = { answer: null, points: null, confidence: null, ms: null };

/** A new attempt as it stands in the table, without reading it back. */
export function asInserted({ first, startedAt, deadlineAt, ...attempt }: NewAttempt): AttemptRow {
  return {
    ...attempt,
    state: 'open',
    startedAt: new Date(startedAt),
    deadlineAt: deadlineAt === null ? null : new Date(deadlineAt),
    ...{ finishedAt: null, stopReason: null, outcome: null, result: null, retryAt: null },
    responses: first ? [{ ...first, ...UNANSWERED, position: 1, askedAt: startedAt }] : [],
    card: null,
  };
}

export async function setActiveSession(tx: Tx, id: string, session: string): Promise<boolean> {
  const changed = await rows<{ id: string }>(
    tx,
    `UPDATE attempt SET active_session = $2 WHERE id = $1 AND state = 'open' RETURNING id`,
    [id, session],
  );
  return changed.length > 0;
}

export interface PastTest {
  readonly id: string;
  readonly state: AttemptState;
  readonly outcome: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly retryAt: Date | null;
  readonly deadlineAt: Date | null;
  readonly spentBy: 'renewal' | 'ended' | null;
  readonly itemIds: readonly string[];
}

const PAST_TEST = `
  a.id, a.state, a.outcome, a.started_at AS "startedAt", a.finished_at AS "finishedAt", a.retry_at AS "retryAt",
  a.deadline_at AS "deadlineAt", a.spent_by AS "spentBy", ARRAY(SELECT r.item_id FROM response r WHERE r.attempt_id = a.id) AS "itemIds"`;

/** A person's tests of one kind in one category, latest first, with the items they met. */
export function listTests(
  tx: Tx,
  personId: string,
  kind: AttemptKind,
  category: string,
  limit = 20,
): Promise<PastTest[]> {
  return rows<PastTest>(
    tx,
    `SELECT ${PAST_TEST}
     FROM attempt a WHERE a.person_id = $1 AND a.kind = $2 AND a.category = $3 ORDER BY a.started_at DESC LIMIT $4`,
    [personId, kind, category, limit],
  );
}

/**
 * What a start has to know of a person: their exams in a category, latest first, their extra time (percent), and whether
 * a refresh exam is open for them.
 */
export async function findBeforeExam(
  tx: Tx,
  personId: string,
  category: string,
  limit: number,
): Promise<{ readonly past: PastTest[]; readonly extraTimePercent: number; readonly hasRefresh: boolean }> {
  const found = await rows<PastTest & { readonly percent: number | null; readonly refresh: boolean | null }>(
    tx,
    `SELECT j.extra_time_percent AS percent, h.refresh_open AS refresh, ${PAST_TEST}
     FROM (SELECT $1::uuid AS person_id) me LEFT JOIN attempt_adjustment j ON j.person_id = me.person_id
       LEFT JOIN review_health h ON h.person_id = me.person_id AND h.category = $2
       LEFT JOIN attempt a ON a.person_id = me.person_id AND a.kind = 'exam' AND a.category = $2
     ORDER BY a.started_at DESC LIMIT $3`,
    [personId, category, limit],
  );
  const [first] = found;
  return {
    past: found.filter(({ id }) => id !== null),
    extraTimePercent: first?.percent ?? 0,
    hasRefresh: first?.refresh ?? false,
  };
}

export async function saveExtraTime(tx: Tx, personId: string, percent: number, at: string): Promise<void> {
  await rows(
    tx,
    `INSERT INTO attempt_adjustment (person_id, extra_time_percent, set_at) VALUES ($1, $2, $3)
     ON CONFLICT (person_id) DO UPDATE SET extra_time_percent = excluded.extra_time_percent, set_at = excluded.set_at`,
    [personId, percent, at],
  );
}

export const momentOf = (milliseconds: number | undefined): string | null =>
  milliseconds === undefined ? null : new Date(milliseconds).toISOString();
