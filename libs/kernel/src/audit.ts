import type { Actor } from './actor.js';
import { rows, type Tx } from './database.js';
import { column } from './sql-array.js';

export interface AuditEntry {
  /** subject.past-tense: 'licence.revoked'. */
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string };
  /** Ids and facts; never names, e-mail addresses or answers. */
  readonly changes?: Readonly<Record<string, unknown>>;
}

/** A person is known by id alone: erasing the person must not leave the name behind in the log. */
export const actorName = (actor: Actor): string => (actor.kind === 'person' ? 'person' : actor.name);

/** Writes who did what, in the transaction of the change. Many entries cost one statement. */
export async function audit(
  tx: Tx,
  actor: Actor,
  entries: AuditEntry | readonly AuditEntry[],
  at: { toString(): string } | null = null,
): Promise<void> {
  const list = Array.isArray(entries) ? (entries as readonly AuditEntry[]) : [entries as AuditEntry];
  if (list.length === 0) return;
  await rows(
    tx,
    `INSERT INTO audit_event (at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, changes)
     SELECT coalesce($1::timestamptz, now()), $2, $3, $4, a, t, i, c::jsonb
     FROM unnest($5::text[], $6::text[], $7::text[], $8::text[]) AS e(a, t, i, c)`,
    [
      at === null ? null : at.toString(),
      actor.kind,
      actor.personId,
      actorName(actor),
      column(list, ({ action }) => action),
      column(list, ({ subject }) => subject.type),
      column(list, ({ subject }) => subject.id),
      column(list, textOfChanges()),
    ],
  );
}

/** Entries that share one object of changes, as those of everybody who joined do, share its text. */
function textOfChanges(): (entry: AuditEntry) => string {
  let last: AuditEntry['changes'];
  let text = '{}';
  return ({ changes }) => {
    if (changes !== last) text = JSON.stringify(changes ?? {});
    last = changes;
    return text;
  };
}
