import type { DomainEvent } from '#events';
import type { Actor } from './actor.js';
import { actorName } from './audit.js';
import { Db, rows, type Tx } from './database.js';

export interface Change {
  /** Also the name under which the statement is prepared. */
  readonly name: string;
  /**
   * CTEs, `$1` and up being `values`. The one called `change` returns the changed rows, and among their columns
   * `subject`: the id of what the audit log is about.
   */
  readonly steps: string;
  readonly values: readonly unknown[];
}

export interface Telling {
  readonly actor: Actor;
  readonly at: { toString(): string };
  /** subject.past-tense: 'licence.revoked'. */
  readonly action: string;
  readonly subjectType: string;
  /** Ids and facts; never names, e-mail addresses or answers. */
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly events?: readonly DomainEvent[];
}

/**
 * A change, its lines in the audit log and its events in one statement: all of it or nothing, in one round trip and
 * without a transaction around it. Nothing is told about a change that touched no row. Gives the changed rows.
 */
export async function recordChange<T>(where: Db | Tx, change: Change, telling: Telling): Promise<T[]> {
  const { actor, at, events = [] } = telling;
  const place = (n: number): string => `$${change.values.length + n}`;
  const text = `
    WITH ${change.steps},
    audited AS (
      INSERT INTO audit_event (at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, changes)
      SELECT ${place(1)}::timestamptz, ${place(2)}, ${place(3)}::uuid, ${place(4)}, ${place(5)}, ${place(6)}, subject::text, ${place(7)}::jsonb
      FROM change),
    told AS (
      INSERT INTO outbox (kind, name, payload)
      SELECT 'event', e->>'name', e->'payload' FROM jsonb_array_elements(${place(8)}::jsonb) AS e
      WHERE EXISTS (SELECT 1 FROM change) RETURNING 1),
    rung AS (SELECT pg_notify('outbox', '') FROM told LIMIT 1)
    SELECT change.* FROM change LEFT JOIN rung ON true`;
  const values = [
    ...change.values,
    ...[at.toString(), actor.kind, actor.personId, actorName(actor), telling.action, telling.subjectType],
    ...[
      JSON.stringify(telling.changes ?? {}),
      JSON.stringify(events.map(({ name, payload }) => ({ name, payload }))),
    ],
  ];
  return where instanceof Db ? where.prepared<T>(change.name, text, values) : rows<T>(where, text, values);
}
