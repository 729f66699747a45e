import { type Temporal } from 'temporal-polyfill';
import { type Db, fateOf, postWebhook, type RunSummary } from '#kernel';
import { type Answer, claimDue, type Outgoing, saveAnswers, setPaused } from './gatekeeper.queries.js';

const AT_ONCE = 50;

/**
 * The message as a CloudEvent 1.0 in structured mode (cloudevents.io), with the `sequence` extension: a receiver that
 * sees a lower number than before knows that the message is late. `person` is HR's number, the key both sides know.
 */
export function cloudEvent(message: Outgoing, source: string): Record<string, unknown> {
  const { id, person, facility, access, reason, limits, at, seq } = message;
  return {
    specversion: '1.0',
    id,
    source,
    type: `nl.vaardig.facility.${TYPES[access]}`,
    subject: person,
    time: at.toISOString(),
    sequence: seq.padStart(20, '0'),
    datacontenttype: 'application/json',
    data: { person, facility, access, reason, limits: access === 'limited' ? limits : null },
  };
}

const TYPES = { open: 'opened', limited: 'limited', closed: 'closed' } as const;

/**
 * Sends what is due, signed, until nothing is left. Nothing is sent inside a transaction: it is claimed and committed
 * first, answered and written down afterwards; who dies in between leaves it to be sent again with the same id.
 */
export async function deliverDue(
  db: Db,
  source: string,
  now: () => Temporal.Instant,
  dry: boolean,
): Promise<RunSummary> {
  if (dry) return { seen: 0, changed: 0, skipped: 0, notes: ['sends nothing when dry'] };
  let seen = 0;
  let delivered = 0;
  while (true) {
    const due = await db.transaction((tx) => claimDue(tx, now().toString(), AT_ONCE));
    if (due.length === 0) return { seen, changed: delivered, skipped: seen - delivered };
    const tried = await Promise.all(due.map((message) => attempt(message, source, now())));
    const gone = tried.filter(({ isGone }) => isGone).map(({ answer }) => answer.subscriptionId);
    await db.transaction(async (tx) => {
      const at = now().toString();
      await saveAnswers(
        tx,
        tried.map(({ answer }) => answer),
        at,
      );
      for (const id of new Set(gone)) await setPaused(tx, id, at, '410 Gone');
    });
    seen += due.length;
    delivered += tried.filter(({ answer }) => answer.state === 'delivered').length;
  }
}

async function attempt(
  message: Outgoing,
  source: string,
  now: Temporal.Instant,
): Promise<{ answer: Answer; isGone: boolean }> {
  const { url, secret, id } = message;
  const { status, text, error, retryAfter } = await postWebhook(
    { url, secret, id },
    cloudEvent(message, source),
    now.epochMilliseconds,
  );
  const fate = fateOf(status, message.attempts, retryAfter);
  const wait = fate.kind === 'retry' ? fate.afterSeconds : 0;
  return {
    isGone: fate.kind === 'gone',
    answer: {
      subscriptionId: message.subscriptionId,
      seq: message.seq,
      state: fate.kind === 'retry' ? 'pending' : fate.kind === 'delivered' ? 'delivered' : 'dead',
      nextAt: now.add({ seconds: wait }).toString(),
      status,
      error,
      receipt: fate.kind === 'delivered' ? text : null,
    },
  };
}
