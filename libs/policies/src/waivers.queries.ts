/** SQL of waivers and extensions. */
import { one, rows } from '#kernel';
import type { Tx } from '#kernel';
import type { AskWaiver, WaiverKind, WaiverState } from './waiver.js';

export interface Waiver {
  id: string;
  policyId: string;
  title: { nl: string; en: string };
  personId: string;
  displayName: string;
  kind: WaiverKind;
  until: string;
  reason: string;
  state: WaiverState;
  askedBy: string | null;
  askedByName: string | null;
  decidedBy: string | null;
  decidedByName: string | null;
}

const WAIVERS = `SELECT w.id, w.policy_id AS "policyId",
       coalesce(v.title, jsonb_build_object('nl', p.draft ->> 'titleNl', 'en', coalesce(nullif(p.draft ->> 'titleEn', ''), p.draft ->> 'titleNl'))) AS title,
       w.person_id AS "personId", who.display_name AS "displayName", w.kind, w.until, w.reason, w.state,
       w.asked_by AS "askedBy", a.display_name AS "askedByName", w.decided_by AS "decidedBy", d.display_name AS "decidedByName"
     FROM waiver w JOIN person who ON who.id = w.person_id JOIN policy p ON p.id = w.policy_id
     LEFT JOIN policy_version v ON v.policy_id = p.id AND v.version = p.version
     LEFT JOIN person a ON a.id = w.asked_by LEFT JOIN person d ON d.id = w.decided_by`;

/** What waits first, then the latest; 200 at most. */
export async function listWaivers(tx: Tx): Promise<Waiver[]> {
  return rows(tx, `${WAIVERS} ORDER BY w.state <> 'asked', w.id DESC LIMIT 200`);
}

export async function lockWaiver(tx: Tx, id: string): Promise<Waiver | undefined> {
  return one<Waiver>(tx, `${WAIVERS} WHERE w.id = $1 FOR UPDATE OF w`, [id]);
}

export async function insertWaiver(
  tx: Tx,
  policyId: string,
  asked: AskWaiver & { by: string | null },
  at: string,
): Promise<string | undefined> {
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO waiver (policy_id, person_id, kind, until, reason, asked_by, asked_at)
     SELECT $1, who.id, $3, $4, $5, $6, $7 FROM person who WHERE who.id = $2 RETURNING id`,
    [policyId, asked.personId, asked.kind, asked.until, asked.reason, asked.by, at],
  );
  return added?.id;
}

export async function saveWaiver(
  tx: Tx,
  id: string,
  to: { state: WaiverState; by: string | null },
  at: string,
): Promise<void> {
  const columns =
    to.state === 'withdrawn' ? 'ended_by = $3, ended_at = $4' : 'decided_by = $3, decided_at = $4';
  await rows(tx, `UPDATE waiver SET state = $2, ${columns} WHERE id = $1`, [id, to.state, to.by, at]);
}

/** HR knows people by their number. */
export async function findPersonByNumber(tx: Tx, number: string): Promise<string | undefined> {
  return (
    await one<{ id: string }>(tx, 'SELECT coalesce(merged_into, id) AS id FROM person WHERE number = $1', [
      number,
    ])
  )?.id;
}

export async function listWaiversOf(tx: Tx, personId: string): Promise<Record<string, unknown>[]> {
  return rows(
    tx,
    `SELECT w.kind, w.until, w.reason, w.state, w.asked_at, w.decided_at FROM waiver w WHERE w.person_id = $1 ORDER BY w.id`,
    [personId],
  );
}

export async function forgetWaivers(tx: Tx, personId: string): Promise<void> {
  await rows(tx, 'DELETE FROM waiver WHERE person_id = $1', [personId]);
}
