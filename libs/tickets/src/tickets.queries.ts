import { one, rows, type Tx } from '#kernel';
import type { SkillChoice } from './choose-skill.js';
import type { State } from './ticket.js';
import type { OwnTicket, QueuedTicket, SendTicket } from './tickets.schemas.js';

type Moments = 'openedAt' | 'answeredAt' | 'closedAt';
type Row<T> = Omit<T, Moments> & { openedAt: Date; answeredAt: Date | null; closedAt: Date | null };
const told = <T extends Row<T>>(
  row: T,
): Omit<T, Moments> & { openedAt: string; answeredAt: string | null; closedAt: string | null } => ({
  ...row,
  openedAt: row.openedAt.toISOString(),
  answeredAt: row.answeredAt?.toISOString() ?? null,
  closedAt: row.closedAt?.toISOString() ?? null,
});

const REPLIES = `coalesce((SELECT json_agg(json_build_object('byIt', r.by_it, 'words', r.words,
    'cardSlug', r.card_slug, 'cardTitle', r.card_title, 'at', to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY r.at, r.id)
  FROM ticket_reply r WHERE r.ticket_id = t.id), '[]') AS replies`;
const COLUMNS = `t.id, t.title, t.words, t.impact, t.device, t.steps_tried AS "stepsTried", t.card_slug AS "cardSlug",
  t.card_title AS "cardTitle", t.state, t.opened_at AS "openedAt", t.answered_at AS "answeredAt", t.closed_at AS "closedAt", ${REPLIES}`;
/** Word for word the expression of the index `ticket_search`. */
const TEXT = `(to_tsvector('dutch', t.title || ' ' || t.words) || to_tsvector('english', t.title || ' ' || t.words))`;
const FOUND = (place: string): string =>
  `${TEXT} @@ (websearch_to_tsquery('dutch', ${place}) || websearch_to_tsquery('english', ${place}))`;

export interface NewTicket extends SendTicket {
  readonly personId: string;
  readonly language: string;
  readonly cardSlug: string | null;
  readonly cardTitle: string | null;
  readonly suggestedCard: string | null;
  readonly choice: SkillChoice;
  readonly at: string;
}

export async function insertTicket(tx: Tx, ticket: NewTicket): Promise<string> {
  const { choice } = ticket;
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO ticket (person_id, title, words, language, impact, device, steps_tried, card_slug, card_title,
       suggested_card, state, skill, skill_by, confidence, needs_review, opened_at, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $12, $13, $14, $15, $15) RETURNING id`,
    [
      ...[ticket.personId, ticket.title, ticket.words, ticket.language, ticket.impact, ticket.device ?? null],
      ...[ticket.steps, ticket.cardSlug, ticket.cardTitle, ticket.suggestedCard],
      ...[choice.skill, choice.by, choice.confidence, choice.needsReview, ticket.at],
    ],
  );
  if (!added) throw new Error('the ticket was not stored');
  return added.id;
}

/** Somebody's own tickets, those that wait for an answer of theirs first; with words, only those that match. */
export async function listOwn(tx: Tx, personId: string, limit: number, words?: string): Promise<OwnTicket[]> {
  const found = await rows<Row<OwnTicket>>(
    tx,
    `SELECT ${COLUMNS}, s.name AS source FROM ticket t LEFT JOIN ticket_source s ON s.id = t.source_id
     WHERE t.person_id = $1 AND ($3::text IS NULL OR ${FOUND('$3')})
     ORDER BY t.state IN ('waiting', 'answered') DESC, t.state = 'closed', t.opened_at DESC, t.id DESC LIMIT $2`,
    [personId, limit, words ?? null],
  );
  return found.map(told);
}

export async function findOwn(tx: Tx, personId: string, id: string): Promise<OwnTicket | undefined> {
  const found = await one<Row<OwnTicket>>(
    tx,
    `SELECT ${COLUMNS}, s.name AS source FROM ticket t LEFT JOIN ticket_source s ON s.id = t.source_id
     WHERE t.id = $1 AND t.person_id = $2`,
    [id, personId],
  );
  return found && told(found);
}

/** A ticket of the queue with the slug of the card that is offered with it. */
export type QueuedRow = Omit<QueuedTicket, 'suggestedCard'> & { readonly suggestedCard: string | null };

const QUEUED = `SELECT ${COLUMNS}, t.language, t.skill, t.skill_by AS "skillBy", t.confidence,
    t.suggested_card AS "suggestedCard", CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.display_name, 'number', p.number) END AS asker,
    k.display_name AS "takenBy"
  FROM ticket t LEFT JOIN person p ON p.id = t.person_id LEFT JOIN person k ON k.id = t.taken_by`;

/** Tickets made here for IT: whole teams first, then who waits longest. `mine` are those this person took. */
export async function listQueue(
  tx: Tx,
  {
    which,
    personId,
    words,
    limit,
  }: {
    which: 'waiting-for-it' | 'mine' | 'all';
    personId: string | null;
    words?: string | undefined;
    limit: number;
  },
): Promise<QueuedRow[]> {
  const found = await rows<Row<QueuedRow>>(
    tx,
    `${QUEUED} WHERE t.source_id IS NULL AND ($4::text IS NULL OR ${FOUND('$4')})
       AND CASE $1 WHEN 'waiting-for-it' THEN t.state IN ('open', 'taken') WHEN 'mine' THEN t.taken_by = $2::uuid AND t.state <> 'closed' ELSE true END
     ORDER BY t.state = 'closed', CASE t.impact WHEN 'all' THEN 0 WHEN 'team' THEN 1 ELSE 2 END, t.opened_at, t.id LIMIT $3`,
    [which, personId, limit, words ?? null],
  );
  return found.map(told);
}

/** A ticket made here, for IT; locked when `forChange`. */
export async function findQueued(tx: Tx, id: string, forChange = false): Promise<QueuedRow | undefined> {
  const found = await one<Row<QueuedRow>>(
    tx,
    `${QUEUED} WHERE t.id = $1 AND t.source_id IS NULL${forChange ? ' FOR UPDATE OF t' : ''}`,
    [id],
  );
  return found && told(found);
}

/** The asker's own ticket made here, locked. */
export async function lockOwn(tx: Tx, personId: string, id: string): Promise<{ state: State } | undefined> {
  return one(
    tx,
    'SELECT state FROM ticket WHERE id = $1 AND person_id = $2 AND source_id IS NULL FOR UPDATE',
    [id, personId],
  );
}

/** Writes a state; the moments of answering and closing follow from it. */
export async function setState(
  tx: Tx,
  id: string,
  state: State,
  { at, takenBy }: { readonly at: string; readonly takenBy?: string | null },
): Promise<void> {
  await rows(
    tx,
    `UPDATE ticket SET state = $2, changed_at = $3, taken_by = coalesce($4::uuid, taken_by),
       answered_at = CASE WHEN $2 IN ('waiting', 'answered') THEN coalesce(answered_at, $3::timestamptz) ELSE answered_at END,
       closed_at = CASE WHEN $2 = 'closed' THEN $3::timestamptz END
     WHERE id = $1`,
    [id, state, at, takenBy ?? null],
  );
}

export async function insertReply(
  tx: Tx,
  reply: {
    readonly ticketId: string;
    readonly personId: string | null;
    readonly byIt: boolean;
    readonly words: string;
    readonly card?: { readonly slug: string; readonly title: string } | undefined;
    readonly at: string;
  },
): Promise<string> {
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO ticket_reply (ticket_id, person_id, by_it, words, card_slug, card_title, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [
      ...[reply.ticketId, reply.personId, reply.byIt, reply.words],
      ...[reply.card?.slug ?? null, reply.card?.title ?? null, reply.at],
    ],
  );
  if (!added) throw new Error('the reply was not stored');
  return added.id;
}

/** Median minutes from sending to IT's first answer since a moment, with how many; null without any. */
export async function medianAnswer(tx: Tx, since: string): Promise<{ minutes: number; n: number } | null> {
  const found = await one<{ minutes: number | null; n: number }>(
    tx,
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - opened_at) / 60)::float AS minutes,
       count(*)::int AS n
     FROM ticket WHERE source_id IS NULL AND answered_at IS NOT NULL AND opened_at >= $1`,
    [since],
  );
  return found === undefined || found.minutes === null ? null : { minutes: found.minutes, n: found.n };
}

/** How often IT sent each of these cards along with an answer. */
export async function timesSent(tx: Tx, slugs: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = await rows<{ slug: string; n: number }>(
    tx,
    'SELECT card_slug AS slug, count(*)::int AS n FROM ticket_reply WHERE card_slug = ANY($1) GROUP BY 1',
    [slugs],
  );
  return new Map(found.map(({ slug, n }) => [slug, n]));
}
