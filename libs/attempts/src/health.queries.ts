import type { Grade, HealthStatus, MemoryCard } from '#assessment';
import { one, rows, type Tx } from '#kernel';
import type { MemoryRow } from './health.js';
import { toCard, type CardRow } from './practice.queries.js';

/**
 * Cards and colours of the next people by id, each person one row; with `personId` of that one. One statement, however
 * many people.
 */
export function listMemories(
  tx: Tx,
  which: { readonly personId: string } | { readonly after: string | null; readonly limit: number },
): Promise<MemoryRow[]> {
  const [own, after, limit] =
    'personId' in which ? [which.personId, null, 1] : [null, which.after, which.limit];
  return rows<MemoryRow>(
    tx,
    `SELECT p.id AS "personId", p.zone, c.*,
       coalesce((SELECT json_agg(json_build_object('category', h.category, 'band', h.band,
           'since', extract(epoch FROM h.band_since) * 1000)) FROM review_health h WHERE h.person_id = p.id), '[]') AS before
     FROM (SELECT person_id AS id, array_agg(skill) AS skills, array_agg(objective) AS objectives,
         array_agg(stability) AS stabilities, array_agg(difficulty) AS difficulties,
         array_agg((extract(epoch FROM reviewed_at) * 1000)::double precision) AS "reviewedAts",
         array_agg(weights_id) AS weights
       FROM review_card
       WHERE ($1::uuid IS NULL OR person_id = $1) AND ($2::uuid IS NULL OR person_id > $2)
       GROUP BY person_id ORDER BY person_id LIMIT $3) AS c (id, skills, objectives, stabilities, difficulties, "reviewedAts", weights)
     JOIN person p USING (id) ORDER BY p.id`,
    [own, after, limit],
  );
}

export interface HealthWrite {
  readonly personId: string;
  readonly category: string;
  readonly health: number;
  readonly band: HealthStatus;
  readonly since: string;
  readonly on: string;
}

/** Writes measurements in one statement. One that is older than what stands there is left out. */
export async function saveHealth(
  tx: Tx,
  all: readonly HealthWrite[],
  at: string,
  memoryVersion: string,
): Promise<void> {
  if (all.length === 0) return;
  await rows(
    tx,
    `INSERT INTO review_health AS h (person_id, category, health, band, band_since, measured_on, measured_at, memory_version)
     SELECT p, c, x, b, s, d, $7, $8
     FROM unnest($1::uuid[], $2::text[], $3::double precision[], $4::text[], $5::timestamptz[], $6::date[])
       AS w (p, c, x, b, s, d)
     ON CONFLICT (person_id, category) DO UPDATE SET health = excluded.health, band = excluded.band,
       band_since = excluded.band_since, measured_on = excluded.measured_on, measured_at = excluded.measured_at,
       memory_version = excluded.memory_version
     WHERE h.measured_at <= excluded.measured_at`,
    [
      all.map(({ personId }) => personId),
      all.map(({ category }) => category),
      all.map(({ health }) => health),
      all.map(({ band }) => band),
      all.map(({ since }) => since),
      all.map(({ on }) => on),
      at,
      memoryVersion,
    ],
  );
}

export interface HealthRow {
  readonly category: string;
  readonly health: number;
  readonly band: HealthStatus;
  readonly measuredOn: string;
  readonly refreshOpen: boolean;
}

export function listHealth(tx: Tx, personId: string): Promise<HealthRow[]> {
  return rows<HealthRow>(
    tx,
    `SELECT category, health, band, measured_on AS "measuredOn", refresh_open AS "refreshOpen"
     FROM review_health WHERE person_id = $1 ORDER BY category`,
    [personId],
  );
}

/** When each skill has something to repeat again, earliest first. */
export function listNextReviews(tx: Tx, personId: string): Promise<{ skill: string; dueAt: Date }[]> {
  return rows(
    tx,
    'SELECT skill, min(due_at) AS "dueAt" FROM review_card WHERE person_id = $1 GROUP BY skill ORDER BY 2, 1',
    [personId],
  );
}

export async function setRefresh(tx: Tx, personId: string, category: string, open: boolean): Promise<void> {
  await rows(tx, 'UPDATE review_health SET refresh_open = $3 WHERE person_id = $1 AND category = $2', [
    personId,
    category,
    open,
  ]);
}

export async function hasRefresh(tx: Tx, personId: string, category: string): Promise<boolean> {
  const row = await one(
    tx,
    'SELECT 1 FROM review_health WHERE person_id = $1 AND category = $2 AND refresh_open',
    [personId, category],
  );
  return row !== undefined;
}

/** When an exam ended and which skills it was about; undefined for an exam that was not taken here. */
export function findExamScope(
  tx: Tx,
  attemptId: string,
): Promise<{ finishedAt: Date; skills: string[] } | undefined> {
  return one(
    tx,
    `SELECT a.finished_at AS "finishedAt",
       ARRAY(SELECT DISTINCT i ->> 'skill' FROM jsonb_array_elements(b.pool) AS i) AS skills
     FROM attempt a JOIN attempt_blueprint b ON b.id = a.blueprint_id
     WHERE a.id = $1 AND a.finished_at IS NOT NULL`,
    [attemptId],
  );
}

export interface NamedCard {
  readonly skill: string;
  readonly objective: string;
  readonly card: MemoryCard;
}

/** The cards of a person, locked until the transaction ends, so that an answer just now is not overwritten. */
export async function lockCards(tx: Tx, personId: string): Promise<NamedCard[]> {
  const found = await rows<CardRow>(
    tx,
    `SELECT skill, objective, stability, difficulty, reviews, lapses, reviewed_at AS "reviewedAt", due_at AS "dueAt",
       weights_id AS "weightsId"
     FROM review_card WHERE person_id = $1 ORDER BY skill, objective FOR UPDATE`,
    [personId],
  );
  return found.map((row) => ({ skill: row.skill, objective: row.objective, card: toCard(row) }));
}

/** A card as an exam left it, and what the exam counted as. */
export interface ExamReview extends NamedCard {
  readonly grade: Grade;
}

/** Writes cards of one person that an exam moved with these weights, and that it did, in one statement. */
export async function saveExamReviews(
  tx: Tx,
  personId: string,
  cards: readonly ExamReview[],
  weightsId: string | null,
): Promise<void> {
  const moment = (at: number): string => new Date(at).toISOString();
  await rows(
    tx,
    `WITH w AS (
       SELECT * FROM unnest($2::text[], $3::text[], $4::double precision[], $5::double precision[], $6::int[], $7::int[],
         $8::timestamptz[], $9::timestamptz[], $10::text[]) AS w (s, o, st, d, r, l, a, u, g)),
     told AS (
       INSERT INTO review_exam (person_id, skill, objective, at, grade, weights_id)
       SELECT $1, s, o, a, g, $11 FROM w ON CONFLICT DO NOTHING)
     INSERT INTO review_card (person_id, skill, objective, stability, difficulty, reviews, lapses, reviewed_at, due_at,
       weights_id)
     SELECT $1, s, o, st, d, r, l, a, u, $11 FROM w
     ON CONFLICT (person_id, skill, objective) DO UPDATE SET stability = excluded.stability,
       difficulty = excluded.difficulty, reviews = excluded.reviews, lapses = excluded.lapses,
       reviewed_at = excluded.reviewed_at, due_at = excluded.due_at, weights_id = excluded.weights_id`,
    [
      personId,
      cards.map(({ skill }) => skill),
      cards.map(({ objective }) => objective),
      cards.map(({ card }) => card.stability),
      cards.map(({ card }) => card.difficulty),
      cards.map(({ card }) => card.reviews),
      cards.map(({ card }) => card.lapses),
      cards.map(({ card }) => moment(card.reviewedAt)),
      cards.map(({ card }) => moment(card.dueAt)),
      cards.map(({ grade }) => grade),
      weightsId,
    ],
  );
}
