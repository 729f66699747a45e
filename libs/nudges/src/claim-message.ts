import type { Temporal } from 'temporal-polyfill';
import { type Db, rows } from '#kernel';
import type { Message } from './plan.js';
import type { NudgeFact } from './recipients.queries.js';

/** A mail that one worker took upon itself, with what is still to be told. */
export interface Claimed {
  readonly id: string;
  readonly personId: string;
  readonly kind: Message['kind'];
  readonly plannedFor: Date;
  readonly nudges: readonly (NudgeFact & { facts: Record<string, unknown> })[];
  /** Moments of the person's other messages of the last eight days. */
  readonly others: readonly Date[];
}

/**
 * Takes one mail, so that no other worker does; committed at once, before anything is sent: "sending" means "may have been
 * sent". Gives nothing when somebody else has it. With `repeatBefore`, a mail claimed before that moment by a worker that
 * died is taken as well.
 */
export async function claimMessage(
  db: Db,
  messageId: string,
  now: Temporal.Instant,
  repeatBefore: Temporal.Instant | null,
): Promise<Claimed | undefined> {
  const found = await db.prepared<Claimed>('nudges-claim-message', CLAIM, [
    messageId,
    now.toString(),
    repeatBefore?.toString() ?? null,
  ]);
  return found[0];
}

const CLAIM = `
  WITH next AS (
    SELECT id FROM message
    WHERE id = $1 AND (state = 'planned' OR (state = 'sending' AND claimed_at < $3::timestamptz))
    FOR UPDATE SKIP LOCKED),
  claimed AS (
    UPDATE message m SET state = 'sending', claimed_at = $2::timestamptz FROM next WHERE m.id = next.id
    RETURNING m.id, m.person_id, m.kind, m.planned_for)
  SELECT c.id, c.person_id AS "personId", c.kind, c.planned_for AS "plannedFor",
    coalesce((SELECT json_agg(json_build_object('id', n.id, 'personId', n.person_id, 'purpose', n.purpose, 'subject', n.subject,
        'category', n.category, 'aboutOn', n.about_on, 'collectedAt', n.collected_at, 'facts', n.facts))
      FROM nudge n WHERE n.message_id = c.id AND n.state = 'pending'), '[]') AS nudges,
    ARRAY(SELECT coalesce(o.sent_at, o.planned_for) FROM message o
      WHERE o.person_id = c.person_id AND o.id <> c.id AND o.state <> 'dropped'
        AND o.planned_for > $2::timestamptz - interval '8 days' AND o.planned_for <= $2::timestamptz) AS others
  FROM claimed c`;

/** The mail went out, or is there in the app: the reasons are told. */
export async function markSent(
  db: Db,
  messageId: string,
  now: Temporal.Instant,
  more: { outcome?: string; channel?: 'in-app' } = {},
): Promise<void> {
  await db.prepared('nudges-mark-sent', MARK_SENT, [
    messageId,
    now.toString(),
    more.outcome ?? null,
    more.channel ?? null,
  ]);
}

const MARK_SENT = `
  WITH done AS (
    UPDATE message SET state = 'sent', sent_at = $2::timestamptz, outcome = $3::text, channel = coalesce($4::text, channel)
    WHERE id = $1 AND state = 'sending' RETURNING id)
  UPDATE nudge n SET state = 'sent', closed_at = $2::timestamptz FROM done WHERE n.message_id = done.id AND n.state = 'pending'`;

/** Not sent after all; what it would have told waits for a better moment. The row stays, as evidence of what was not sent. */
export async function dropMessage(db: Db, messageId: string, why: string): Promise<void> {
  await rows(
    db.read,
    `WITH dropped AS (
       UPDATE message SET state = 'dropped', outcome = $2 WHERE id = $1 AND state = 'sending' RETURNING id)
     UPDATE nudge n SET message_id = NULL FROM dropped WHERE n.message_id = dropped.id AND n.state = 'pending'`,
    [messageId, why],
  );
}

/** The mail server surely did not take it: another try may. */
export async function releaseMessage(db: Db, messageId: string): Promise<void> {
  await rows(
    db.read,
    `UPDATE message SET state = 'planned', claimed_at = NULL WHERE id = $1 AND state = 'sending'`,
    [messageId],
  );
}
