import { one, rows, type Tx } from '#kernel';
import type { HandoverView } from './sources.schemas.js';

/** A new ticket goes to every address that is not paused. */
export async function enqueueDeliveries(tx: Tx, ticketId: string, at: string): Promise<void> {
  await rows(
    tx,
    `INSERT INTO ticket_delivery (handover_id, ticket_id, state, next_at)
     SELECT id, $1, 'pending', $2 FROM ticket_handover WHERE paused_at IS NULL`,
    [ticketId, at],
  );
}

/** A delivery without a ticket: to see whether an address works. False when there is no such address. */
export async function enqueueTest(tx: Tx, handoverId: string, at: string): Promise<boolean> {
  const added = await rows(
    tx,
    `INSERT INTO ticket_delivery (handover_id, state, next_at) SELECT id, 'pending', $2 FROM ticket_handover WHERE id = $1 RETURNING id`,
    [handoverId, at],
  );
  return added.length > 0;
}

export async function listHandovers(tx: Tx): Promise<HandoverView[]> {
  const found = await rows<
    Omit<HandoverView, 'pausedAt' | 'lastAt'> & { pausedAt: Date | null; lastAt: Date | null }
  >(
    tx,
    `SELECT h.id, h.name, h.kind, h.address, h.paused_at AS "pausedAt", h.pause_reason AS "pauseReason",
       count(d.*) FILTER (WHERE d.state = 'pending')::int AS pending,
       count(d.*) FILTER (WHERE d.state = 'delivered')::int AS delivered,
       count(d.*) FILTER (WHERE d.state = 'dead')::int AS dead, max(d.answered_at) FILTER (WHERE d.state = 'delivered') AS "lastAt",
       (array_agg(d.error ORDER BY d.answered_at DESC) FILTER (WHERE d.error IS NOT NULL))[1] AS "lastError"
     FROM ticket_handover h LEFT JOIN ticket_delivery d ON d.handover_id = h.id GROUP BY h.id ORDER BY h.created_at, h.id`,
  );
  return found.map((row) => ({
    ...row,
    pausedAt: row.pausedAt?.toISOString() ?? null,
    lastAt: row.lastAt?.toISOString() ?? null,
  }));
}

export async function insertHandover(
  tx: Tx,
  input: {
    readonly name: string;
    readonly kind: string;
    readonly address: string;
    readonly secret: string | null;
    readonly at: string;
  },
): Promise<string> {
  const added = await one<{ id: string }>(
    tx,
    'INSERT INTO ticket_handover (name, kind, address, secret, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id',
    [input.name, input.kind, input.address, input.secret, input.at],
  );
  if (!added) throw new Error('the address was not stored');
  return added.id;
}

/** Pauses (`at` is a moment) or resumes (`at` is null); false when there is no such address. */
export async function pauseHandover(
  tx: Tx,
  id: string,
  at: string | null,
  reason: string | null,
): Promise<boolean> {
  const found = await rows(
    tx,
    'UPDATE ticket_handover SET paused_at = $2, pause_reason = $3 WHERE id = $1 RETURNING id',
    [id, at, reason],
  );
  return found.length > 0;
}

/** One ticket on its way to one address; `ticket` is null for a test. */
export interface OutgoingTicket {
  readonly id: string;
  readonly handoverId: string;
  readonly kind: 'email' | 'webhook';
  readonly address: string;
  readonly secret: string | null;
  /** Counts the attempt that is about to be made. */
  readonly attempts: number;
  readonly ticket: {
    readonly id: string;
    readonly person: string;
    readonly name: string;
    readonly title: string;
    readonly words: string;
    readonly language: 'nl' | 'en';
    readonly impact: string;
    readonly device: string | null;
    readonly stepsTried: readonly string[];
    readonly cardTitle: string | null;
    readonly skill: string | null;
    readonly openedAt: string;
  } | null;
}

/** Takes what is due, for two minutes: whoever dies in between leaves it to the next run. */
export function claimDueTickets(tx: Tx, at: string, limit: number): Promise<OutgoingTicket[]> {
  return rows(
    tx,
    `WITH due AS (
       SELECT d.id FROM ticket_delivery d JOIN ticket_handover h ON h.id = d.handover_id
       WHERE d.state = 'pending' AND d.next_at <= $1::timestamptz AND (h.paused_at IS NULL OR d.ticket_id IS NULL)
       ORDER BY d.next_at, d.id LIMIT $2 FOR UPDATE OF d SKIP LOCKED),
     taken AS (
       UPDATE ticket_delivery d SET attempts = d.attempts + 1, next_at = $1::timestamptz + interval '2 minutes'
       FROM due WHERE d.id = due.id RETURNING d.id, d.handover_id, d.ticket_id, d.attempts)
     SELECT k.id, k.handover_id AS "handoverId", h.kind, h.address, h.secret, k.attempts,
       CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'person', coalesce(p.number, ''), 'name', coalesce(p.display_name, ''),
         'title', t.title, 'words', t.words, 'language', t.language, 'impact', t.impact, 'device', t.device,
         'stepsTried', t.steps_tried, 'cardTitle', t.card_title, 'skill', t.skill,
         'openedAt', to_char(t.opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) END AS ticket
     FROM taken k JOIN ticket_handover h ON h.id = k.handover_id LEFT JOIN ticket t ON t.id = k.ticket_id
     LEFT JOIN person p ON p.id = t.person_id ORDER BY k.id`,
    [at, limit],
  );
}

export interface DeliveryAnswer {
  readonly id: string;
  readonly state: 'pending' | 'delivered' | 'dead';
  readonly nextAt: string;
  readonly status: number | null;
  readonly error: string | null;
}

/** Writes the answers down, all in one statement. */
export async function saveDeliveries(tx: Tx, answers: readonly DeliveryAnswer[], at: string): Promise<void> {
  await rows(
    tx,
    `UPDATE ticket_delivery d SET state = a.state, next_at = a."nextAt", status = a.status, error = a.error, answered_at = $2::timestamptz
     FROM jsonb_to_recordset($1::jsonb) AS a(id uuid, state text, "nextAt" timestamptz, status integer, error text)
     WHERE d.id = a.id`,
    [JSON.stringify(answers), at],
  );
}
