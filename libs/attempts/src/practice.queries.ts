import type { Answer, Confidence, Grade, MemoryCard } from '#assessment';
import { one, rows, type Tx } from '#kernel';
import type { Arrangement } from './arrange-item.js';
import { momentOf } from './attempts.queries.js';

/** One answer of a person outside exams. */
export interface EvidenceRow {
  readonly itemId: string;
  readonly itemVersion: number;
  readonly points: number;
  readonly answeredAt: Date;
  /** How long it took; null where nobody measured. */
  readonly ms: number | null;
}

/** More answers than a year of daily rounds has; what is older no longer says how somebody stands. */
const EVIDENCE_LIMIT = 1500;

export interface CardRow {
  readonly skill: string;
  readonly objective: string;
  readonly stability: number;
  readonly difficulty: number;
  readonly reviews: number;
  readonly lapses: number;
  readonly reviewedAt: Date;
  readonly dueAt: Date;
  readonly weightsId: string | null;
}

/** A card with the weights of its last review; null for the published ones. */
export interface StoredCard extends MemoryCard {
  readonly weightsId: string | null;
}

/** In the order of time. Exams stay out: their items are secret and their answers served another purpose. */
export function listEvidence(tx: Tx, personId: string): Promise<EvidenceRow[]> {
  return rows<EvidenceRow>(
    tx,
    `SELECT "itemId", "itemVersion", points, "answeredAt", ms FROM (
       SELECT r.item_id AS "itemId", r.item_version AS "itemVersion", r.points, r.answered_at AS "answeredAt", r.ms, r.position
       FROM attempt a JOIN response r ON r.attempt_id = a.id
       WHERE a.person_id = $1 AND a.kind IN ('practice', 'placement') AND r.answered_at IS NOT NULL
       ORDER BY r.answered_at DESC, r.position DESC LIMIT ${EVIDENCE_LIMIT}) AS latest
     ORDER BY "answeredAt", position`,
    [personId],
  );
}

const CARD = `SELECT skill, objective, stability, difficulty, reviews, lapses, reviewed_at AS "reviewedAt",
  due_at AS "dueAt", weights_id AS "weightsId" FROM review_card`;

export function listCards(tx: Tx, personId: string): Promise<CardRow[]> {
  return rows<CardRow>(tx, `${CARD} WHERE person_id = $1 ORDER BY due_at`, [personId]);
}

export async function findCard(
  tx: Tx,
  personId: string,
  skill: string,
  objective: string,
): Promise<StoredCard | null> {
  const row = await one<CardRow>(tx, `${CARD} WHERE person_id = $1 AND skill = $2 AND objective = $3`, [
    personId,
    skill,
    objective,
  ]);
  return row ? { ...toCard(row), weightsId: row.weightsId } : null;
}

export const toCard = (row: CardRow): MemoryCard => ({
  stability: row.stability,
  difficulty: row.difficulty,
  reviews: row.reviews,
  lapses: row.lapses,
  reviewedAt: row.reviewedAt.getTime(),
  dueAt: row.dueAt.getTime(),
});

export async function countDue(tx: Tx, personId: string, at: string): Promise<number> {
  const row = await one<{ count: number }>(
    tx,
    'SELECT count(*)::int AS count FROM review_card WHERE person_id = $1 AND due_at <= $2',
    [personId, at],
  );
  return row?.count ?? 0;
}

/** What waits for somebody: reviews due now, the next one after that, and an exam that is running. */
export interface Waiting {
  readonly due: number;
  /** Since when the first of them is; null when nothing is due. */
  readonly dueSince: Date | null;
  readonly nextDueAt: Date | null;
  readonly openExam: { readonly id: string; readonly category: string; readonly deadlineAt: Date } | null;
}

export async function findWaiting(tx: Tx, personId: string, at: string): Promise<Waiting> {
  const row = await one<{
    due: number;
    since: Date | null;
    next: Date | null;
    id: string | null;
    category: string;
    deadline: Date;
  }>(
    tx,
    `SELECT cards.due, cards.since, cards.next, exam.id, exam.category, exam.deadline_at AS deadline
     FROM (SELECT count(*) FILTER (WHERE due_at <= $2)::int AS due, min(due_at) FILTER (WHERE due_at <= $2) AS since,
         min(due_at) FILTER (WHERE due_at > $2) AS next
       FROM review_card WHERE person_id = $1) AS cards
     LEFT JOIN LATERAL (SELECT id, category, deadline_at FROM attempt
       WHERE person_id = $1 AND kind = 'exam' AND state = 'open' AND deadline_at > $2
       ORDER BY deadline_at LIMIT 1) AS exam ON true`,
    [personId, at],
  );
  return {
    due: row?.due ?? 0,
    dueSince: row?.since ?? null,
    nextDueAt: row?.next ?? null,
    openExam: row?.id ? { id: row.id, category: row.category, deadlineAt: row.deadline } : null,
  };
}

/** Everybody with something due, for the weekly message. */
export function countDueByPerson(tx: Tx, at: string): Promise<{ personId: string; count: number }[]> {
  return rows(
    tx,
    `SELECT person_id AS "personId", count(*)::int AS count FROM review_card WHERE due_at <= $1
     GROUP BY person_id ORDER BY person_id`,
    [at],
  );
}

/** How often somebody was right when they said so; the latest hundred answers given with a confidence. */
export function listCalibration(
  tx: Tx,
  personId: string,
): Promise<{ confidence: Confidence; count: number; right: number }[]> {
  return rows(
    tx,
    `SELECT confidence, count(*)::int AS count, count(*) FILTER (WHERE points = 1)::int AS right
     FROM (SELECT r.confidence, r.points FROM attempt a JOIN response r ON r.attempt_id = a.id
       WHERE a.person_id = $1 AND a.kind = 'practice' AND r.confidence IS NOT NULL AND r.answered_at IS NOT NULL
       ORDER BY r.answered_at DESC LIMIT 100) AS latest
     GROUP BY confidence`,
    [personId],
  );
}

/** Ends a round of practice that has no more questions coming; unanswered questions are taken back. */
export async function endPractice(tx: Tx, attemptId: string, at: string): Promise<void> {
  await rows(
    tx,
    `WITH ended AS (
       UPDATE attempt SET state = 'finished', finished_at = $2, stop_reason = 'left', outcome = 'practised'
       WHERE id = $1 AND state = 'open' AND kind = 'practice' RETURNING id)
     DELETE FROM response USING ended WHERE attempt_id = ended.id AND answered_at IS NULL`,
    [attemptId, at],
  );
}

/** One answered item at the end of a lesson's round, with its memory, in one statement. */
export async function insertAnswered(
  tx: Tx,
  write: {
    readonly attemptId: string;
    readonly personId: string;
    readonly itemId: string;
    readonly itemVersion: number;
    readonly skill: string;
    readonly objective: string;
    readonly arrangement: Arrangement;
    readonly answer: Answer;
    readonly points: number;
    readonly at: string;
    readonly confidence: Confidence;
    readonly grade: Grade;
    readonly recall: number | null;
    readonly card: StoredCard;
  },
): Promise<number> {
  const { card } = write;
  const placed = await one<{ position: number }>(
    tx,
    `WITH place AS (
       SELECT coalesce(max(r.position), 0) + 1 AS next FROM response r WHERE r.attempt_id = $1),
     answered AS (
       INSERT INTO response (attempt_id, position, item_id, item_version, skill, objective, option_order, asked_at,
         answer, points, answered_at, confidence, grade, weights_id, recall)
       SELECT $1, next, $3, $4, $5, $6, $7, $8, $9, $10, $8, $11, $18, $19, $20 FROM place)
     INSERT INTO review_card (person_id, skill, objective, stability, difficulty, reviews, lapses, reviewed_at, due_at,
       weights_id)
     VALUES ($2, $5, $6, $12, $13, $14, $15, $16, $17, $19)
     ON CONFLICT (person_id, skill, objective) DO UPDATE SET stability = excluded.stability,
       difficulty = excluded.difficulty, reviews = excluded.reviews, lapses = excluded.lapses,
       reviewed_at = excluded.reviewed_at, due_at = excluded.due_at, weights_id = excluded.weights_id
     RETURNING (SELECT next FROM place)::int AS position`,
    [
      ...[write.attemptId, write.personId, write.itemId, write.itemVersion, write.skill, write.objective],
      ...[
        JSON.stringify(write.arrangement),
        write.at,
        JSON.stringify(write.answer),
        write.points,
        write.confidence,
      ],
      ...[
        card.stability,
        card.difficulty,
        card.reviews,
        card.lapses,
        momentOf(card.reviewedAt),
        momentOf(card.dueAt),
        write.grade,
        card.weightsId,
        write.recall,
      ],
    ],
  );
  if (!placed) throw new Error('the answer was not stored');
  return placed.position;
}
