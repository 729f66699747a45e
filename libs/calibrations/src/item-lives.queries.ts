import { type Actor, column, rows, type Tx } from '#kernel';
import type { Look, ItemLife, ItemMove } from './item-lives.js';

/** What the exams of a category ask, as they stand in its newest moves; in order of their ids. */
export function listLives(tx: Tx, category: string): Promise<ItemLife[]> {
  return rows<ItemLife>(
    tx,
    `WITH move AS (
       SELECT * FROM calibration_item_move WHERE category = $1),
     last AS (
       SELECT DISTINCT ON (item_id) * FROM move ORDER BY item_id, id DESC),
     told AS (
       SELECT item_id,
         max(at) FILTER (WHERE event IN ('activated', 'cleared', 'put-back')) AS trusted,
         max(at) FILTER (WHERE event IN ('kept', 'put-back')) AS counted,
         max(id) FILTER (WHERE event = 'proposed') AS proposed,
         max(id) FILTER (WHERE event IN ('kept', 'put-back', 'retired', 'reworded')) AS decided,
         max(id) FILTER (WHERE event = 'cleared') AS cleared,
         max(id) FILTER (WHERE event IN ('activated', 'retired', 'reworded', 'suspected')) AS again,
         max(id) FILTER (WHERE event = 'retired') AS retired
       FROM move GROUP BY item_id)
     SELECT last.item_id AS "itemId", last.author_version AS "authorVersion", last.state, last.at, last.because,
       r.from_state AS before, coalesce(told.proposed > coalesce(told.decided, 0), false) AS "isProposed",
       coalesce(told.cleared > coalesce(told.again, 0), false) AS "isCleared",
       told.trusted AS "trustedAt", told.counted AS "countedFrom"
     FROM last JOIN told USING (item_id) LEFT JOIN move r ON r.id = told.retired
     ORDER BY last.item_id`,
    [category],
  );
}

/** A line of an item's history as it is shown; `by` is null for what the system did, and for people who were erased. */
export interface ToldMove extends ItemMove {
  readonly at: Date;
  readonly actorKind: string;
  readonly by: string | null;
}

/** The history of an item in one licence's exams, the newest first. */
export function listMoves(tx: Tx, category: string, itemId: string): Promise<ToldMove[]> {
  return rows<ToldMove>(
    tx,
    `SELECT m.item_id AS "itemId", m.author_version AS "authorVersion", m.event, m.from_state AS "fromState", m.state,
       m.because, m.found, m.at, m.actor_kind AS "actorKind", p.display_name AS by
     FROM calibration_item_move m LEFT JOIN person p ON p.id = m.actor_id
     WHERE m.category = $1 AND m.item_id = $2 ORDER BY m.id DESC`,
    [category, itemId],
  );
}

/** Adds lines to the histories of items, in the order given. */
export async function insertMoves(
  tx: Tx,
  actor: Actor,
  category: string,
  moves: readonly ItemMove[],
  at: string,
): Promise<void> {
  if (moves.length === 0) return;
  await rows(
    tx,
    `INSERT INTO calibration_item_move (category, item_id, author_version, at, event, from_state, state, because, found,
       actor_kind, actor_id)
     SELECT $1, item, version, $2, event, was, state, because, found, $3, $4
     FROM unnest($5::text[], $6::integer[], $7::text[], $8::text[], $9::text[], $10::text[], $11::float8[])
       WITH ORDINALITY AS m(item, version, event, was, state, because, found, place)
     ORDER BY place`,
    [
      ...[category, at, actor.kind, actor.personId],
      column(moves, ({ itemId }) => itemId),
      column(moves, ({ authorVersion }) => authorVersion),
      column(moves, ({ event }) => event),
      column(moves, ({ fromState }) => fromState),
      column(moves, ({ state }) => state),
      column(moves, ({ because }) => because),
      column(moves, ({ found }) => found),
    ],
  );
}

/** Items with the numbers of the active calibration, where its link puts people, and since when it is in use. */
export async function findInUse(
  tx: Tx,
  category: string,
): Promise<Pick<Look, 'inUse' | 'people' | 'activatedAt'>> {
  const found = await rows<Look['inUse'][number] & { mean: number; sd: number; activatedAt: Date }>(
    tx,
    `SELECT i.item_id AS "itemId", i.author_version AS "authorVersion", i.a, i.b, i.se_b AS "seB",
       c.link_intercept AS mean, c.link_slope AS sd, c.activated_at AS "activatedAt"
     FROM calibration c JOIN calibration_item i ON i.calibration_id = c.id
     WHERE c.category = $1 AND c.use = 'exam' AND c.state = 'active' AND i.state IN ('active', 'watch')`,
    [category],
  );
  const [first] = found;
  return {
    inUse: found,
    people: first ? { mean: first.mean, sd: first.sd } : { mean: 0, sd: 1 },
    activatedAt: first?.activatedAt ?? null,
  };
}
