import type { Temporal } from 'temporal-polyfill';
import { decodeCursor, encodeCursor, one, type PageQuery, rows, type Tx } from '#kernel';
import type { TellingNudge } from './message-words.js';
import type { Channel } from './nudge.entity.js';
import type { Message } from './plan.js';
import type { NudgeFact } from './recipients.queries.js';

export interface InboxMessage {
  readonly id: string;
  readonly kind: Message['kind'];
  readonly channel: Channel;
  readonly sentAt: Date;
  readonly readAt: Date | null;
  readonly nudges: readonly TellingNudge[];
}

const FACT = `'id', n.id, 'personId', n.person_id, 'purpose', n.purpose, 'subject', n.subject, 'category', n.category,
  'aboutOn', n.about_on, 'collectedAt', n.collected_at, 'facts', n.facts`;

const MESSAGE = `m.id, m.kind, m.channel, m.sent_at AS "sentAt", m.read_at AS "readAt",
  coalesce((SELECT json_agg(json_build_object(${FACT})) FROM nudge n WHERE n.message_id = m.id AND n.state = 'sent'), '[]') AS nudges`;

/** Sent messages of one person, latest first. */
export async function listInbox(
  tx: Tx,
  personId: string,
  { after, limit }: PageQuery,
): Promise<{ items: InboxMessage[]; next: string | null }> {
  const [sentAt, id] = decodeCursor(after) ?? [];
  const found = await rows<InboxMessage>(
    tx,
    `SELECT ${MESSAGE} FROM message m
     WHERE m.person_id = $1 AND m.state = 'sent' AND ($2::timestamptz IS NULL OR (m.sent_at, m.id) < ($2, $3::uuid))
     ORDER BY m.sent_at DESC, m.id DESC LIMIT $4`,
    [personId, typeof sentAt === 'string' ? sentAt : null, typeof id === 'string' ? id : null, limit + 1],
  );
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next: found.length > limit && last ? encodeCursor([last.sentAt.toISOString(), last.id]) : null,
  };
}

export async function findMessage(
  tx: Tx,
  personId: string,
  messageId: string,
): Promise<InboxMessage | undefined> {
  return one(
    tx,
    `SELECT ${MESSAGE} FROM message m WHERE m.id = $2 AND m.person_id = $1 AND m.state = 'sent'`,
    [personId, messageId],
  );
}

/** Marks one message as read, or all of them. The first moment counts. */
export async function markRead(
  tx: Tx,
  personId: string,
  messageId: string | null,
  now: Temporal.Instant,
): Promise<number> {
  const changed = await rows(
    tx,
    `UPDATE message SET read_at = $3
     WHERE person_id = $1 AND state = 'sent' AND read_at IS NULL AND ($2::uuid IS NULL OR id = $2) RETURNING 1`,
    [personId, messageId, now.toString()],
  );
  return changed.length;
}

/**
 * How many messages a person has not read, as part of somebody else's statement: `person` is the SQL expression of their
 * id. An index holds unread messages only, so it costs next to nothing.
 */
export const unreadCountSql = (person: string): string =>
  `(SELECT count(*)::int FROM message u WHERE u.person_id = ${person} AND u.state = 'sent' AND u.read_at IS NULL)`;

export async function countUnread(tx: Tx, personId: string): Promise<number> {
  return (await one<{ n: number }>(tx, `SELECT ${unreadCountSql('$1')} AS n`, [personId]))?.n ?? 0;
}

/** What waits for one person. */
export async function listPending(tx: Tx, personId: string): Promise<TellingNudge[]> {
  return rows(
    tx,
    `SELECT id, person_id AS "personId", purpose, subject, category, about_on AS "aboutOn", collected_at AS "collectedAt", facts
     FROM nudge WHERE person_id = $1 AND state = 'pending'`,
    [personId],
  );
}

/** What waits for everybody, without its words. */
export async function listAllPending(tx: Tx): Promise<NudgeFact[]> {
  return rows(
    tx,
    `SELECT id, person_id AS "personId", purpose, subject, category, about_on AS "aboutOn", collected_at AS "collectedAt"
     FROM nudge WHERE state = 'pending' ORDER BY person_id, id`,
  );
}

export interface KnownDayRow {
  readonly personId: string;
  readonly kind: 'requirement' | 'licence';
  readonly subject: string;
  readonly category: string;
  readonly on: string;
}

/** Days that were told about before, still lie between two days and were not stopped: more will be told about them. */
export async function listKnownDays(tx: Tx, from: string, to: string): Promise<KnownDayRow[]> {
  return rows(
    tx,
    `SELECT DISTINCT ON (n.person_id, n.subject) n.person_id AS "personId", split_part(n.subject, ':', 1) AS kind, n.subject, n.category,
       n.about_on AS "on"
     FROM nudge n
     WHERE n.purpose IN ('required', 'due-soon', 'expiring') AND n.about_on BETWEEN $1::date AND $2::date AND n.state IN ('pending', 'sent')
       AND NOT EXISTS (SELECT 1 FROM nudge_stop s WHERE s.person_id = n.person_id
         AND s.subject IN (n.subject, 'category:' || n.category) AND s.stopped_at >= n.collected_at)
     ORDER BY n.person_id, n.subject, n.collected_at DESC`,
    [from, to],
  );
}

/** Who got a manager's reminder in this period already. */
export async function listReminded(tx: Tx, personIds: readonly string[], period: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT person_id AS id FROM nudge WHERE person_id = ANY($1) AND purpose = 'reminder' AND period = $2`,
    [personIds, period],
  );
  return found.map(({ id }) => id);
}
