import type { ExposureCounts } from '#assessment';
import { one, type Tx } from '#kernel';

/** How often each item was asked in a category's exams that started since a moment, and in how many exams. */
export async function countExposure(tx: Tx, category: string, since: string): Promise<ExposureCounts> {
  const row = await one<ExposureCounts>(
    tx,
    `WITH sitting AS MATERIALIZED (
       SELECT id FROM attempt WHERE kind = 'exam' AND category = $1 AND started_at > $2)
     SELECT (SELECT count(*)::int FROM sitting) AS sessions,
       coalesce((SELECT json_object_agg(item_id, n) FROM (
         SELECT r.item_id, count(*)::int AS n FROM sitting s JOIN response r ON r.attempt_id = s.id
         GROUP BY r.item_id) c), '{}') AS asked`,
    [category, since],
  );
  return row ?? { sessions: 0, asked: {} };
}
