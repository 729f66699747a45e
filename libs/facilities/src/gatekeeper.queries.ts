import { one, rows, type Tx } from '#kernel';
import type { Access } from './facility.js';
import type {
  DeliveryView,
  Drift,
  ReportActual,
  SaveSubscription,
  SubscriptionView,
} from './gatekeeper.schemas.js';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** All subscriptions with how their deliveries stand. */
export async function listSubscriptions(tx: Tx): Promise<SubscriptionView[]> {
  const found = await rows<
    Omit<SubscriptionView, 'pausedAt' | 'lastAnswerAt'> & { pausedAt: Date | null; lastAnswerAt: Date | null }
  >(
    tx,
    `SELECT s.id, s.name, s.url, s.facilities, s.paused_at AS "pausedAt", s.pause_reason AS "pauseReason",
       count(d.*) FILTER (WHERE d.state = 'pending')::int AS pending,
       count(d.*) FILTER (WHERE d.state = 'delivered')::int AS delivered,
       count(d.*) FILTER (WHERE d.state = 'dead')::int AS dead, max(d.answered_at) AS "lastAnswerAt"
     FROM facility_subscription s LEFT JOIN facility_delivery d ON d.subscription_id = s.id
     GROUP BY s.id ORDER BY s.created_at, s.id`,
  );
  return found.map((row) => ({ ...row, pausedAt: iso(row.pausedAt), lastAnswerAt: iso(row.lastAnswerAt) }));
}

export async function insertSubscription(
  tx: Tx,
  input: SaveSubscription & { secret: string; at: string },
): Promise<string> {
  const row = await one<{ id: string }>(
    tx,
    `INSERT INTO facility_subscription (name, url, secret, facilities, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [input.name, input.url, input.secret, input.facilities, input.at],
  );
  return row?.id ?? '';
}

/** Pauses (`at` is a moment) or resumes (`at` is null); false when there is no such subscription. */
export async function setPaused(
  tx: Tx,
  id: string,
  at: string | null,
  reason: string | null,
): Promise<boolean> {
  const found = await rows(
    tx,
    'UPDATE facility_subscription SET paused_at = $2, pause_reason = $3 WHERE id = $1 RETURNING id',
    [id, at, reason],
  );
  return found.length > 0;
}

/**
 * Sends every message since a moment again to one subscription, also those it never got because it was paused. Ids stay
 * the same: who handled a message once may skip it. Gives how many.
 */
export async function replayTo(tx: Tx, id: string, since: string, at: string): Promise<number> {
  const found = await rows(
    tx,
    `INSERT INTO facility_delivery AS d (subscription_id, message_seq, state, next_at)
     SELECT s.id, m.seq, 'pending', $3::timestamptz
     FROM facility_subscription s CROSS JOIN facility_message m JOIN facility f ON f.id = m.facility_id
     WHERE s.id = $1 AND m.at >= $2::timestamptz AND (s.facilities = '{}' OR f.code = ANY(s.facilities))
     ON CONFLICT ON CONSTRAINT facility_delivery_pkey
       DO UPDATE SET state = 'pending', attempts = 0, next_at = EXCLUDED.next_at
     RETURNING 1`,
    [id, since, at],
  );
  return found.length;
}

/** The last deliveries to a subscription, newest first: the receipts. */
export async function listDeliveries(tx: Tx, subscriptionId: string, limit: number): Promise<DeliveryView[]> {
  const found = await rows<
    Omit<DeliveryView, 'at' | 'nextAt' | 'answeredAt'> & { at: Date; nextAt: Date; answeredAt: Date | null }
  >(
    tx,
    `SELECT m.id AS "messageId", f.code AS facility, p.number AS person, m.access, m.at, d.state, d.attempts,
       d.next_at AS "nextAt", d.status, d.error, d.receipt, d.answered_at AS "answeredAt"
     FROM facility_delivery d JOIN facility_message m ON m.seq = d.message_seq
     JOIN facility f ON f.id = m.facility_id JOIN person p ON p.id = m.person_id
     WHERE d.subscription_id = $1 ORDER BY m.seq DESC LIMIT $2`,
    [subscriptionId, limit],
  );
  return found.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    nextAt: row.state === 'pending' ? row.nextAt.toISOString() : null,
    answeredAt: iso(row.answeredAt),
  }));
}

/** One message on its way to one subscription. */
export interface Outgoing {
  readonly subscriptionId: string;
  readonly seq: string;
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  /** Counts the attempt that is about to be made. */
  readonly attempts: number;
  readonly person: string;
  readonly facility: string;
  readonly access: Access;
  readonly reason: string;
  readonly limits: { readonly nl: string; readonly en: string };
  readonly at: Date;
}

/**
 * Takes what is due, for two minutes: whoever dies in between leaves it to the next run. `SKIP LOCKED` keeps two workers
 * from sending the same. Oldest first, so that a receiver mostly sees the order in which things happened.
 */
export function claimDue(tx: Tx, at: string, limit: number): Promise<Outgoing[]> {
  return rows<Outgoing>(
    tx,
    `WITH due AS (
       SELECT d.subscription_id, d.message_seq FROM facility_delivery d
       JOIN facility_subscription s ON s.id = d.subscription_id AND s.paused_at IS NULL
       WHERE d.state = 'pending' AND d.next_at <= $1::timestamptz
       ORDER BY d.message_seq LIMIT $2 FOR UPDATE OF d SKIP LOCKED),
     taken AS (
       UPDATE facility_delivery d SET attempts = d.attempts + 1, next_at = $1::timestamptz + interval '2 minutes'
       FROM due WHERE d.subscription_id = due.subscription_id AND d.message_seq = due.message_seq
       RETURNING d.subscription_id, d.message_seq, d.attempts)
     SELECT t.subscription_id AS "subscriptionId", m.seq, m.id, s.url, s.secret, t.attempts, p.number AS person,
       f.code AS facility, m.access, m.reason, jsonb_build_object('nl', f.limits_nl, 'en', f.limits_en) AS limits, m.at
     FROM taken t JOIN facility_subscription s ON s.id = t.subscription_id
     JOIN facility_message m ON m.seq = t.message_seq
     JOIN person p ON p.id = m.person_id JOIN facility f ON f.id = m.facility_id
     ORDER BY m.seq`,
    [at, limit],
  );
}

export interface Answer {
  readonly subscriptionId: string;
  readonly seq: string;
  readonly state: 'pending' | 'delivered' | 'dead';
  readonly nextAt: string;
  readonly status: number | null;
  readonly error: string | null;
  readonly receipt: string | null;
}

/** Writes the answers down, all in one statement. */
export async function saveAnswers(tx: Tx, answers: readonly Answer[], at: string): Promise<void> {
  await rows(
    tx,
    `UPDATE facility_delivery d SET state = a.state, next_at = a.next_at, status = a.status, error = a.error,
       receipt = a.receipt, answered_at = $2::timestamptz
     FROM jsonb_to_recordset($1::jsonb) AS a("subscriptionId" uuid, seq bigint, state text, next_at timestamptz, status integer,
       error text, receipt text)
     WHERE d.subscription_id = a."subscriptionId" AND d.message_seq = a.seq`,
    [JSON.stringify(answers.map(({ nextAt, ...answer }) => ({ ...answer, next_at: nextAt }))), at],
  );
}

/** Replaces what a gatekeeper said about a facility; gives the numbers of people that HR's record lacks. */
export async function saveActual(
  tx: Tx,
  facilityId: string,
  report: ReportActual,
  at: string,
): Promise<string[]> {
  if (report.isComplete) {
    await rows(tx, 'DELETE FROM facility_actual WHERE facility_id = $1', [facilityId]);
    // Who was told open and is missing from a complete report has nothing.
    await rows(
      tx,
      `INSERT INTO facility_actual (person_id, facility_id, access, reported_at)
       SELECT person_id, facility_id, 'closed', $2 FROM facility_access WHERE facility_id = $1`,
      [facilityId, at],
    );
  }
  const found = await rows<{ person: string }>(
    tx,
    `WITH said AS (SELECT DISTINCT ON (person) person, access FROM unnest($2::text[], $3::text[]) AS t(person, access)),
     saved AS (
       INSERT INTO facility_actual (person_id, facility_id, access, reported_at)
       SELECT p.id, $1, s.access, $4::timestamptz FROM said s JOIN person p ON p.number = s.person
       ON CONFLICT ON CONSTRAINT facility_actual_pkey DO UPDATE SET access = EXCLUDED.access, reported_at = EXCLUDED.reported_at)
     SELECT s.person FROM said s LEFT JOIN person p ON p.number = s.person WHERE p.id IS NULL ORDER BY 1`,
    [facilityId, report.items.map(({ person }) => person), report.items.map(({ access }) => access), at],
  );
  return found.map(({ person }) => person);
}

/** Where a gatekeeper does otherwise than it was told, facility by facility. */
export async function listDrift(tx: Tx, facility: string | null, limit: number): Promise<Drift[]> {
  const found = await rows<Omit<Drift, 'reportedAt'> & { reportedAt: Date }>(
    tx,
    `SELECT f.code AS facility, p.number AS person, coalesce(a.access, 'closed') AS told, x.access AS actual,
       x.reported_at AS "reportedAt"
     FROM facility_actual x JOIN facility f ON f.id = x.facility_id AND f.retired_at IS NULL
     JOIN person p ON p.id = x.person_id
     LEFT JOIN facility_access a ON a.person_id = x.person_id AND a.facility_id = x.facility_id
     WHERE coalesce(a.access, 'closed') <> x.access AND ($1::text IS NULL OR f.code = $1)
     ORDER BY f.code, p.number LIMIT $2`,
    [facility, limit],
  );
  return found.map((row) => ({ ...row, reportedAt: row.reportedAt.toISOString() }));
}
