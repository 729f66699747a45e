import type { Temporal } from 'temporal-polyfill';
import { type Actor, audit, publish, rows, type Tx } from '#kernel';
import { chain } from './ledger.js';
import type { LedgerHead } from './ledger.js';
import { nextChangeOn } from './licence.js';
import type { Licence, LicenceEvent } from './licence.js';
import { tellings } from './tellings.js';

/** What happened to one licence in this transaction, and what it has become. */
export interface Change {
  readonly licence: Licence;
  readonly events: readonly LicenceEvent[];
  readonly code: string | null;
  /** HR's words, for the one event that has them. */
  readonly reason?: { readonly salt: string; readonly text: string };
  /** How long the holder may appeal against what was decided; part of the notice. */
  readonly appealDays?: number;
}

interface NewLine {
  readonly change: Change;
  readonly event: LicenceEvent;
}

/**
 * Writes changes down: the row, the lines of the ledger, audit and events, each as one statement however many there
 * are. The caller holds the head (`lockLedger`) and gets the new one.
 */
export async function writeChanges(
  tx: Tx,
  actor: Actor,
  head: LedgerHead,
  now: Temporal.Instant,
  all: readonly Change[],
): Promise<LedgerHead> {
  const changes = all.filter(({ events }) => events.length > 0);
  const lines: NewLine[] = changes.flatMap((change) => change.events.map((event) => ({ change, event })));
  if (lines.length === 0) return head;
  const at = now.toString({ fractionalSecondDigits: 3 });
  const actorName = actor.personId === null ? `system:${actor.name}` : `person:${actor.personId}`;
  const chained = chain(
    head,
    lines.map(({ change: { licence }, event }) => ({
      licenceId: licence.licenceId,
      personId: licence.personId,
      event,
      actor: actorName,
      at,
    })),
  );
  const last = chained[chained.length - 1] ?? head;
  const seqOf = new Map(chained.map((line) => [line.licenceId, line.seq]));
  await saveLicences(tx, changes, seqOf);
  await rows(
    tx,
    `INSERT INTO licence_change (seq, licence_id, person_id, kind, event, attempt_id, actor, at, prev_hash, hash)
     SELECT s, l, p, e ->> 'kind', e, (e #>> '{period,attemptId}')::uuid, $5, $6, v, h
     FROM unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::jsonb[], $7::text[], $8::text[]) AS t(s, l, p, e, v, h)`,
    [
      chained.map((line) => line.seq),
      chained.map((line) => line.licenceId),
      chained.map((line) => line.personId),
      chained.map((line) => JSON.stringify(line.event)),
      actorName,
      at,
      chained.map((line) => line.prevHash),
      chained.map((line) => line.hash),
    ],
  );
  await rows(tx, `UPDATE licence_ledger_head SET seq = $1, hash = $2 WHERE name = 'licences'`, [
    last.seq,
    last.hash,
  ]);
  await saveReasons(tx, changes, seqOf);
  await audit(
    tx,
    actor,
    lines.map(({ change: { licence }, event }) => ({
      action: `licence.${event.kind}`,
      subject: { type: 'licence', id: licence.licenceId },
      changes: {
        category: licence.category,
        on: event.on,
        state: licence.state,
        validUntil: licence.validUntil,
      },
    })),
    now,
  );
  await publish(tx, changes.flatMap(tellings));
  return { seq: last.seq, hash: last.hash };
}

async function saveLicences(
  tx: Tx,
  changes: readonly Change[],
  seqOf: ReadonlyMap<string, number>,
): Promise<void> {
  const columns = `person_id, category, number, state, issued_on, granted_on, valid_from, valid_until, renewal_opens_on,
    grace_until, anchor_day, continues_from, terms, periods, suspended_on, refresh_by, ended_on, counted, supervisor_id, endorsements,
    appeal, verification_code, next_change_on, last_seq`;
  const changing = columns.split(',').map((column) => column.trim());
  await rows(
    tx,
    `INSERT INTO licence (id, ${columns})
     SELECT id, ${columns} FROM jsonb_to_recordset($1) AS r(
       id uuid, person_id uuid, category text, number text, state text, issued_on date, granted_on date, valid_from date,
       valid_until date, renewal_opens_on date, grace_until date, anchor_day smallint, continues_from date, terms jsonb,
       periods integer, suspended_on date, refresh_by date, ended_on date, counted jsonb,
       supervisor_id uuid, endorsements text[], appeal jsonb, verification_code text, next_change_on date, last_seq bigint)
     ON CONFLICT (id) DO UPDATE SET ${changing.map((column) => `${column} = EXCLUDED.${column}`).join(', ')}`,
    [JSON.stringify(changes.map((change) => toRow(change, seqOf.get(change.licence.licenceId))))],
  );
}

function toRow({ licence, code }: Change, seq: number | undefined): Record<string, unknown> {
  return {
    id: licence.licenceId,
    person_id: licence.personId,
    category: licence.category,
    number: licence.number,
    state: licence.state,
    issued_on: licence.issuedOn,
    granted_on: licence.grantedOn,
    valid_from: licence.validFrom,
    valid_until: licence.validUntil,
    renewal_opens_on: licence.renewalOpensOn,
    grace_until: licence.graceUntil,
    anchor_day: licence.anchorDay,
    continues_from: licence.continuesFrom,
    terms: licence.terms,
    periods: licence.periods,
    suspended_on: licence.suspendedOn,
    refresh_by: licence.refreshBy,
    ended_on: licence.endedOn,
    counted: licence.counted,
    supervisor_id: licence.supervisorId,
    endorsements: licence.endorsements,
    appeal: licence.appeal,
    verification_code: code,
    next_change_on: nextChangeOn(licence),
    last_seq: seq,
  };
}

async function saveReasons(
  tx: Tx,
  changes: readonly Change[],
  seqOf: ReadonlyMap<string, number>,
): Promise<void> {
  for (const { licence, reason } of changes) {
    if (!reason) continue;
    await rows(
      tx,
      'INSERT INTO licence_reason (change_seq, person_id, salt, reason) VALUES ($1, $2, $3, $4)',
      [seqOf.get(licence.licenceId), licence.personId, reason.salt, reason.text],
    );
  }
}
