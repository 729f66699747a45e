import { one, rows, type Tx } from '#kernel';
import type { Trail, TrailAsk } from './trail.js';

/** Whose trail it is, and when it was written. */
export interface Walker {
  readonly personId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

const COLUMNS = `id, words, language, device, card_slug AS "cardSlug", card_title AS "cardTitle", skill,
  steps_tried AS "stepsTried", ask`;

/** The trail of this person, and of nobody else. */
export function readTrail(tx: Tx, personId: string, id: string): Promise<Trail | undefined> {
  return one(tx, `SELECT ${COLUMNS} FROM help_trail WHERE id = $1 AND person_id = $2`, [id, personId]);
}

/** The same words within half an hour are the same trail: going back to a list of results makes no second one. */
export async function beginTrail(
  tx: Tx,
  { personId, at }: Walker,
  { words, language }: Pick<Trail, 'words' | 'language'>,
): Promise<string> {
  const found = await one<{ id: string }>(
    tx,
    `WITH known AS (
       UPDATE help_trail SET touched_at = $4 WHERE id = (
         SELECT id FROM help_trail WHERE person_id = $1 AND words = $2 AND ask IS NULL
           AND touched_at > $4::timestamptz - interval '30 minutes' ORDER BY touched_at DESC LIMIT 1)
       RETURNING id),
     added AS (
       INSERT INTO help_trail (person_id, words, language, touched_at)
       SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM known) RETURNING id)
     SELECT id FROM known UNION ALL SELECT id FROM added`,
    [personId, words, language, at],
  );
  if (!found) throw new Error('the trail was not stored');
  return found.id;
}

/** Writes what was tried; gives whether the trail is there and this person's. */
export async function writeTried(
  tx: Tx,
  id: string,
  { personId, at }: Walker,
  tried: Pick<Trail, 'device' | 'cardSlug' | 'cardTitle' | 'skill' | 'stepsTried'>,
): Promise<boolean> {
  const { device, cardSlug, cardTitle, skill, stepsTried } = tried;
  const found = await rows(
    tx,
    `UPDATE help_trail SET device = $4, card_slug = $5, card_title = $6, skill = $7, steps_tried = $8, touched_at = $3
     WHERE id = $1 AND person_id = $2 RETURNING id`,
    [id, personId, at, device, cardSlug, cardTitle, skill, JSON.stringify(stepsTried)],
  );
  return found.length > 0;
}

/** Writes what was asked of a colleague; gives whether the trail is there and this person's. */
export async function writeAsk(
  tx: Tx,
  id: string,
  { personId, at }: Walker,
  ask: TrailAsk,
): Promise<boolean> {
  const found = await rows(
    tx,
    'UPDATE help_trail SET ask = $4, touched_at = $3 WHERE id = $1 AND person_id = $2 RETURNING id',
    [id, personId, at, JSON.stringify(ask)],
  );
  return found.length > 0;
}

/** Removes trails that nobody followed since this moment. */
export async function removeTrails(tx: Tx, before: string): Promise<number> {
  return (await rows(tx, 'DELETE FROM help_trail WHERE touched_at < $1 RETURNING id', [before])).length;
}
