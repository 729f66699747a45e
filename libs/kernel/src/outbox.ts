import type { DomainEvent } from '#events';
import { rows, type Tx } from './database.js';
import { column } from './sql-array.js';

/** Publishes events in the transaction that made them true; many at once cost one statement. */
export async function publish(tx: Tx, events: DomainEvent | readonly DomainEvent[]): Promise<void> {
  const list = Array.isArray(events) ? (events as readonly DomainEvent[]) : [events as DomainEvent];
  await insert(
    tx,
    'event',
    list.map(({ name, payload }) => ({ name, payload })),
  );
}

/** Hands work to the worker in the transaction that made it necessary. */
export async function enqueue(tx: Tx, job: string, payload: unknown): Promise<void> {
  await insert(tx, 'job', [{ name: job, payload }]);
}

async function insert(
  tx: Tx,
  kind: 'event' | 'job',
  list: { name: string; payload: unknown }[],
): Promise<void> {
  if (list.length === 0) return;
  // NOTIFY fires at commit: the relay never wakes up for something that is rolled back.
  await rows(
    tx,
    `WITH added AS (
       INSERT INTO outbox (kind, name, payload)
       SELECT $1, n, p::jsonb FROM ROWS FROM (unnest($2::text[]), json_array_elements($3::json)) AS t(n, p) RETURNING 1)
     SELECT pg_notify('outbox', '') FROM added LIMIT 1`,
    // As one JSON list, for an array literal would mark every quote in it.
    [kind, column(list, ({ name }) => name), JSON.stringify(list.map(({ payload }) => payload))],
  );
}
