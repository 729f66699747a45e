import { one, rows, type Tx } from '#kernel';
import type { CardBody, Outcome } from './card.js';

export interface CardRow {
  readonly id: string;
  readonly key: string | null;
  readonly slug: string;
  readonly skill: string;
  readonly minutes: number;
  readonly state: 'draft' | 'published' | 'retired';
  readonly fileHash: string | null;
  readonly isEdited: boolean;
  readonly ownerId: string | null;
  readonly owner: string | null;
  readonly creditedId: string | null;
  readonly credited: string | null;
  readonly origin: 'ask' | 'ticket' | null;
  readonly reviewedOn: string;
  readonly reviewBy: string;
  readonly body: CardBody;
  readonly version: number;
  readonly solved: number;
  readonly almost: number;
  readonly refused: number;
}

const COLUMNS = `c.id, c.key, c.slug, c.skill, c.minutes, c.state, c.file_hash AS "fileHash", c.is_edited AS "isEdited",
  c.owner_id AS "ownerId", o.display_name AS owner, c.credited_id AS "creditedId", r.display_name AS credited, c.origin,
  c.reviewed_on AS "reviewedOn", c.review_by AS "reviewBy", c.body, c.version, c.solved, c.almost, c.refused`;
const FROM = `FROM card c LEFT JOIN person o ON o.id = c.owner_id LEFT JOIN person r ON r.id = c.credited_id`;

export function listCards(tx: Tx): Promise<CardRow[]> {
  return rows(tx, `SELECT ${COLUMNS} ${FROM} ORDER BY c.slug`);
}

/** Cards by their slugs, in no order. */
export function cardsBySlug(tx: Tx, slugs: readonly string[]): Promise<CardRow[]> {
  return rows(tx, `SELECT ${COLUMNS} ${FROM} WHERE c.slug = ANY($1)`, [slugs]);
}

export function findCard(
  tx: Tx,
  by: { readonly slug: string } | { readonly id: string },
): Promise<CardRow | undefined> {
  const [column, value] = 'slug' in by ? ['slug', by.slug] : ['id', by.id];
  return one(tx, `SELECT ${COLUMNS} ${FROM} WHERE c.${column} = $1`, [value]);
}

/** As `findCard`, and nobody else changes it until the end of the transaction. */
export async function lockCard(tx: Tx, id: string): Promise<CardRow | undefined> {
  await rows(tx, 'SELECT 1 FROM card WHERE id = $1 FOR UPDATE', [id]);
  return findCard(tx, { id });
}

export type CardWrite = Pick<
  CardRow,
  | 'key'
  | 'slug'
  | 'skill'
  | 'minutes'
  | 'state'
  | 'fileHash'
  | 'isEdited'
  | 'ownerId'
  | 'creditedId'
  | 'origin'
> &
  Pick<CardRow, 'reviewedOn' | 'reviewBy' | 'body'>;

/** Writes cards, new or changed, each with its next version; the outcomes of a changed card are counted anew. */
export async function writeCards(
  tx: Tx,
  cards: readonly CardWrite[],
  by: { readonly personId: string | null; readonly at: string },
): Promise<{ id: string; slug: string }[]> {
  if (cards.length === 0) return [];
  return rows(
    tx,
    `WITH written AS (
       INSERT INTO card (key, slug, skill, minutes, state, file_hash, is_edited, owner_id, credited_id, origin,
         reviewed_on, review_by, body, version, updated_at)
       SELECT key, slug, skill, minutes, state, "fileHash", "isEdited", "ownerId", "creditedId", origin,
         "reviewedOn", "reviewBy", body, 1, $2
       FROM jsonb_to_recordset($1::jsonb) AS w(key text, slug text, skill text, minutes smallint, state text,
         "fileHash" text, "isEdited" boolean, "ownerId" uuid, "creditedId" uuid, origin text, "reviewedOn" date,
         "reviewBy" date, body jsonb)
       ON CONFLICT (slug) DO UPDATE SET key = excluded.key, skill = excluded.skill, minutes = excluded.minutes,
         state = excluded.state, file_hash = excluded.file_hash, is_edited = excluded.is_edited,
         owner_id = excluded.owner_id, credited_id = excluded.credited_id, origin = excluded.origin,
         reviewed_on = excluded.reviewed_on, review_by = excluded.review_by, body = excluded.body,
         version = card.version + 1, solved = 0, almost = 0, refused = 0, updated_at = excluded.updated_at
       RETURNING id, slug, version, body),
     kept AS (
       INSERT INTO card_version (card_id, version, body, changed_by, changed_at)
       SELECT id, version, body, $3, $2 FROM written)
     SELECT id, slug FROM written`,
    [JSON.stringify(cards), by.at, by.personId],
  );
}

export interface VersionRow {
  readonly version: number;
  readonly by: string | null;
  readonly at: string;
}

export async function listVersions(tx: Tx, cardId: string): Promise<VersionRow[]> {
  const found = await rows<Omit<VersionRow, 'at'> & { at: Date }>(
    tx,
    `SELECT v.version, p.display_name AS by, v.changed_at AS at FROM card_version v
     LEFT JOIN person p ON p.id = v.changed_by WHERE v.card_id = $1 ORDER BY v.version DESC`,
    [cardId],
  );
  return found.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Keeps what a card did for somebody that day: the last word counts, in the list and in the card's counts. */
export async function writeOutcome(
  tx: Tx,
  card: { readonly id: string; readonly skill: string },
  said: { readonly personId: string; readonly outcome: Outcome; readonly day: string; readonly at: string },
): Promise<void> {
  await rows(tx, 'SELECT 1 FROM card WHERE id = $1 FOR UPDATE', [card.id]);
  const before = await one<{ outcome: Outcome }>(
    tx,
    'SELECT outcome FROM card_outcome WHERE card_id = $1 AND person_id = $2 AND day = $3',
    [card.id, said.personId, said.day],
  );
  await rows(
    tx,
    `INSERT INTO card_outcome (card_id, person_id, skill, outcome, day, at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (card_id, person_id, day) DO UPDATE SET outcome = excluded.outcome, at = excluded.at`,
    [card.id, said.personId, card.skill, said.outcome, said.day, said.at],
  );
  const step = (outcome: Outcome): number =>
    (said.outcome === outcome ? 1 : 0) - (before?.outcome === outcome ? 1 : 0);
  await rows(
    tx,
    `UPDATE card SET solved = greatest(0, solved + $2), almost = greatest(0, almost + $3),
       refused = greatest(0, refused + $4) WHERE id = $1`,
    [card.id, step('solved'), step('almost'), step('no')],
  );
}

export interface OutcomeRow {
  readonly personId: string;
  readonly skill: string;
  readonly outcome: Outcome;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Outcomes from `from` up to, but not including, `to`, in order of time. */
export async function outcomesBetween(tx: Tx, from: string, to: string): Promise<OutcomeRow[]> {
  const found = await rows<Omit<OutcomeRow, 'at'> & { at: Date }>(
    tx,
    `SELECT person_id AS "personId", skill, outcome, at FROM card_outcome WHERE at >= $1 AND at < $2 ORDER BY at, id`,
    [from, to],
  );
  return found.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** The published cards that solved most since then, the most useful first; then others, so that there are always some. */
export function mostUsed(
  tx: Tx,
  since: string,
  limit: number,
): Promise<{ slug: string; body: CardBody; minutes: number }[]> {
  return rows(
    tx,
    `SELECT c.slug, c.body, c.minutes FROM card c
     LEFT JOIN (SELECT card_id, count(*) FILTER (WHERE outcome <> 'no') AS helped FROM card_outcome WHERE at >= $1
                GROUP BY card_id) AS u ON u.card_id = c.id
     WHERE c.state = 'published' ORDER BY coalesce(u.helped, 0) DESC, c.solved DESC, c.slug LIMIT $2`,
    [since, limit],
  );
}

export async function setReviewed(tx: Tx, id: string, on: string, by: string): Promise<void> {
  await rows(
    tx,
    'UPDATE card SET reviewed_on = $2, review_by = $3, solved = 0, almost = 0, refused = 0 WHERE id = $1',
    [id, on, by],
  );
}
