import { type Audit, GRADE_CODES, GRADES, MEMORY_VERSION, type MemoryTrial } from '#assessment';
import { one, rows, type Tx } from '#kernel';
import type { PackedReviews } from './memory-arithmetic.js';
import type { FittedWeights } from './memory.schemas.js';

const CODE = `CASE grade ${GRADES.map((grade) => `WHEN '${grade}' THEN ${GRADE_CODES[grade]}`).join(' ')} END`;

/** Every review there is: answers in practice and lessons, and exams that counted as one. */
const LOG = `
  SELECT a.person_id, r.skill, r.objective, r.answered_at AS at, ${CODE.replace('grade', 'r.grade')} AS grade,
    1 AS counts, r.position AS place
  FROM response r JOIN attempt a ON a.id = r.attempt_id
  WHERE r.grade IS NOT NULL AND r.answered_at < $1
  UNION ALL
  SELECT person_id, skill, objective, at, ${CODE} AS grade, 0, 0 FROM review_exam WHERE at < $1`;

export async function countReviews(tx: Tx, before: string): Promise<number> {
  const found = await one<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM response WHERE grade IS NOT NULL AND answered_at < $1`,
    [before],
  );
  return found?.count ?? 0;
}

/** Reviews card by card in order of time, of one in `among` people, chosen by a hash; nobody's id comes along. */
export async function readReviews(
  tx: Tx,
  before: string,
  among: number,
): Promise<{ readonly log: PackedReviews; readonly people: number }> {
  const found = await rows<{ person: number; card: number; at: number; grade: number; counts: number }>(
    tx,
    `WITH log AS (${LOG})
     SELECT dense_rank() OVER (ORDER BY person_id)::int AS person,
       dense_rank() OVER (ORDER BY person_id, skill, objective)::int AS card,
       (extract(epoch FROM at) * 1000)::float8 AS at, grade, counts
     FROM log WHERE $2 = 1 OR abs(hashtextextended(person_id::text, 0) % $2::bigint) = 0
     ORDER BY card, at, place`,
    [before, among],
  );
  return {
    people: found.at(-1)?.person ?? 0,
    log: {
      card: Int32Array.from(found, ({ card }) => card),
      at: Float64Array.from(found, ({ at }) => at),
      grade: Uint8Array.from(found, ({ grade }) => grade),
      counts: Uint8Array.from(found, ({ counts }) => counts),
    },
  };
}

interface WeightsSql extends Omit<FittedWeights, 'fitted' | 'current' | 'madeAt' | 'splitAt'> {
  readonly madeAt: Date;
  readonly splitAt: Date;
  readonly activated: Date | null;
  readonly retired: Date | null;
  readonly currentId: string | null;
  readonly numbers: readonly [number, number, number, number];
}

const SELECT = `
  SELECT id, state, made_at AS "madeAt", activated_at AS activated, retired_at AS retired, model, weights,
    current_id AS "currentId", people, reviews, split_at AS "splitAt", judged,
    ARRAY[log_loss, rmse_bins, current_log_loss, current_rmse_bins] AS numbers
  FROM review_weights`;

function toView({ activated, retired, currentId, numbers, ...row }: WeightsSql): FittedWeights {
  const [logLoss, rmseBins, currentLogLoss, currentRmse] = numbers;
  return {
    ...row,
    ...{ madeAt: row.madeAt.toISOString(), splitAt: row.splitAt.toISOString() },
    ...{ activatedAt: activated?.toISOString() ?? null, retiredAt: retired?.toISOString() ?? null },
    fitted: { logLoss, rmseBins },
    current: { id: currentId, logLoss: currentLogLoss, rmseBins: currentRmse },
  };
}

/** In use or waiting first, then the newest. */
export async function listWeights(tx: Tx, limit = 50): Promise<FittedWeights[]> {
  const found = await rows<WeightsSql>(
    tx,
    `${SELECT} ORDER BY state NOT IN ('active', 'candidate'), made_at DESC LIMIT $1`,
    [limit],
  );
  return found.map(toView);
}

export async function lockWeights(tx: Tx, id: string): Promise<FittedWeights | undefined> {
  const found = await one<WeightsSql>(tx, `${SELECT} WHERE id = $1 FOR UPDATE`, [id]);
  return found && toView(found);
}

/** Keeps what a trial found; a candidate takes the place of the one that waited. */
export async function insertWeights(
  tx: Tx,
  made: {
    readonly id: string;
    readonly at: string;
    readonly currentId: string | null;
    readonly people: number;
  },
  { fit, split, fitted, current, better }: MemoryTrial,
): Promise<void> {
  if (better)
    await rows(tx, `UPDATE review_weights SET state = 'retired', retired_at = $1 WHERE state = 'candidate'`, [
      made.at,
    ]);
  await rows(
    tx,
    `INSERT INTO review_weights (id, state, made_at, model, weights, current_id, people, reviews, split_at, judged,
       log_loss, rmse_bins, current_log_loss, current_rmse_bins)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[made.id, better ? 'candidate' : 'declined', made.at, MEMORY_VERSION, fit.weights, made.currentId],
      ...[made.people, fit.reviews, new Date(split).toISOString(), fitted.reviews],
      ...[fitted.logLoss, fitted.rmseBins, current.logLoss, current.rmseBins],
    ],
  );
}

/** Puts a candidate in the place of the weights in use. */
export async function useWeights(tx: Tx, id: string, at: string): Promise<void> {
  await rows(tx, `UPDATE review_weights SET state = 'retired', retired_at = $1 WHERE state = 'active'`, [at]);
  await rows(tx, `UPDATE review_weights SET state = 'active', activated_at = $2 WHERE id = $1`, [id, at]);
}

/** Audits answered since a moment, the newest first: what was predicted, and whether memory held. */
export function listAudits(tx: Tx, since: string, limit = 100_000): Promise<Audit[]> {
  return rows<Audit>(
    tx,
    `SELECT recall AS predicted, grade <> 'again' AS recalled FROM response
     WHERE why = 'audit' AND answered_at >= $1 AND recall IS NOT NULL AND grade IS NOT NULL
     ORDER BY answered_at DESC LIMIT $2`,
    [since, limit],
  );
}
