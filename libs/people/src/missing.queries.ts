import { column, rows, type Tx } from '#kernel';
import type { FeedRules } from './import/feed.js';
import type { ImportPlan } from './import/plan.js';
import type { Source } from './imports.queries.js';

/** What it means for this source that somebody is missing. Costs no statement for a plain file of everybody. */
export async function loadFeed(
  tx: Tx,
  { id, feed, endsAfter }: Pick<Source, 'id' | 'feed' | 'endsAfter'>,
): Promise<FeedRules> {
  const missed = endsAfter > 1 && feed !== 'partial' ? await loadMissed(tx, id) : new Map<string, number>();
  return { feed, endsAfter, missed, own: feed === 'own' ? await loadOwn(tx, id) : new Set() };
}

async function loadMissed(tx: Tx, sourceId: string): Promise<Map<string, number>> {
  const found = await rows<{ personId: string; runs: number }>(
    tx,
    'SELECT person_id AS "personId", runs FROM import_missing WHERE source_id = $1',
    [sourceId],
  );
  return new Map(found.map(({ personId, runs }) => [personId, runs]));
}

/** People whose latest start was told by this source: somebody who moved to another source's list is no longer its own. */
async function loadOwn(tx: Tx, sourceId: string): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT last.person_id AS id
     FROM (SELECT DISTINCT ON (one ->> 1) (one ->> 1)::uuid AS person_id, r.source_id
           FROM import_part w JOIN import_run r ON r.id = w.run_id, json_array_elements(w.diff) AS d(one)
           WHERE one ->> 0 = 'joins' AND one ->> 1 IS NOT NULL AND r.state = 'applied'
           ORDER BY one ->> 1, r.applied_at DESC, r.id DESC) last
     WHERE last.source_id = $1`,
    [sourceId],
  );
  return new Set(found.map(({ id }) => id));
}

/** Counts who was missing from an applied file once more; who was there, or left, is counted no longer. */
export async function countMissing(
  tx: Tx,
  { id, feed, endsAfter }: Pick<Source, 'id' | 'feed' | 'endsAfter'>,
  { waitingLeaves, heldLeaves }: Pick<ImportPlan, 'waitingLeaves' | 'heldLeaves'>,
): Promise<void> {
  if (feed === 'partial' || endsAfter === 1) return;
  await rows(tx, 'DELETE FROM import_missing WHERE source_id = $1 AND person_id <> ALL($2::uuid[])', [
    id,
    column([...waitingLeaves, ...heldLeaves], ({ personId }) => personId),
  ]);
  await rows(
    tx,
    `INSERT INTO import_missing (source_id, person_id, runs) SELECT $1, p, 1 FROM unnest($2::uuid[]) AS t(p)
     ON CONFLICT (source_id, person_id) DO UPDATE SET runs = import_missing.runs + 1`,
    [
      id,
      column(
        waitingLeaves.filter(({ counted }) => counted),
        ({ personId }) => personId,
      ),
    ],
  );
}
