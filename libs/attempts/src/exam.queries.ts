import type { ExposureCounts } from '#assessment';
import { one, type Tx } from '#kernel';

/**
 * How often each item was asked in a category's exams that started in or after a calendar month (its first day, UTC),
 * and in how many exams: the months' sums, and every exam that is not in them yet. One statement sees one moment, so
 * an exam is never counted twice or missed while `addToExposure` runs.
 */
export async function countExposure(tx: Tx, category: string, month: string): Promise<ExposureCounts> {
  const row = await one<ExposureCounts>(
    tx,
    `WITH live AS MATERIALIZED (
       SELECT id FROM attempt
       WHERE kind = 'exam' AND category = $1 AND counted_at IS NULL
         AND started_at >= $2::date::timestamp AT TIME ZONE 'UTC'),
     part AS (
       SELECT item_id, asked FROM attempt_exposure WHERE category = $1 AND month >= $2::date
       UNION ALL
       SELECT r.item_id, 1 FROM live JOIN response r ON r.attempt_id = live.id)
     SELECT (SELECT count(*) FROM live)::int + (SELECT coalesce(sum(exams), 0)
         FROM attempt_month WHERE category = $1 AND month >= $2::date)::int AS sessions,
       coalesce((SELECT json_object_agg(item_id, n) FROM (
         SELECT item_id, sum(asked)::int AS n FROM part GROUP BY item_id) c), '{}') AS asked`,
    [category, month],
  );
  return row ?? { sessions: 0, asked: {} };
}

const FINISHED = `
  SELECT id, category, date_trunc('month', started_at AT TIME ZONE 'UTC')::date AS month
  FROM attempt WHERE kind = 'exam' AND state = 'finished' AND counted_at IS NULL`;

/** How many finished exams are not in the months' sums yet. */
export async function countUncounted(tx: Tx): Promise<number> {
  return (await one<{ n: number }>(tx, `SELECT count(*)::int AS n FROM (${FINISHED}) f`))?.n ?? 0;
}

/**
 * Adds finished exams, at most `limit`, to the months' sums; gives how many. Far from the people who answer: their
 * statements touch no sum, so nobody waits for anybody's.
 */
export async function addToExposure(tx: Tx, at: string, limit: number): Promise<number> {
  const row = await one<{ n: number }>(
    tx,
    `WITH done AS (${FINISHED} ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED),
     marked AS (UPDATE attempt SET counted_at = $1 FROM done WHERE attempt.id = done.id),
     months AS (
       INSERT INTO attempt_month AS m (category, month, exams)
       SELECT category, month, count(*) FROM done GROUP BY category, month ORDER BY category, month
       ON CONFLICT (category, month) DO UPDATE SET exams = m.exams + excluded.exams),
     items AS (
       INSERT INTO attempt_exposure AS e (category, month, item_id, asked)
       SELECT d.category, d.month, r.item_id, count(*) FROM done d JOIN response r ON r.attempt_id = d.id
       GROUP BY d.category, d.month, r.item_id ORDER BY d.category, d.month, r.item_id
       ON CONFLICT (category, month, item_id) DO UPDATE SET asked = e.asked + excluded.asked)
     SELECT count(*)::int AS n FROM done`,
    [at, limit],
  );
  return row?.n ?? 0;
}
