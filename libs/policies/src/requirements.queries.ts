/** Writing requirements: one statement per step over all people. */
import { column, rows } from '#kernel';
import type { Tx } from '#kernel';
import type { Explanation } from './due-date.js';
import type { CurrentRequirement } from './plan-requirements.js';

/**
 * Whoever earned a new proof after a version that takes over at renewal was published, is asked by that version from
 * now on.
 */
export async function adoptAtRenewal(
  tx: Tx,
  version: { policyId: string; version: number; publishedOn: string },
  personIds: readonly string[] | null,
): Promise<number> {
  const moved = await rows(
    tx,
    `UPDATE requirement r SET version = $2 FROM holding h
     WHERE r.policy_id = $1 AND r.state <> 'ended' AND r.version < $2 AND ($4::uuid[] IS NULL OR r.person_id = ANY($4))
       AND h.person_id = r.person_id AND h.category = r.category AND h.state = 'held' AND h.earned_on > $3::date
     RETURNING 1`,
    [version.policyId, version.version, version.publishedOn, personIds],
  );
  return moved.length;
}

export interface NewRequirement {
  personId: string;
  state: 'open' | 'satisfied';
  joinedOn: string;
  dueOn: string | null;
  explanation: Explanation;
  told: number | null;
  lostOn: string | null;
  proofOn: string | null;
  rejoinedOn: string | null;
  accessEndsOn: string | null;
  nightShift: boolean;
}

/** Writes new requirements in one statement; gives back ids by person. */
export async function insertRequirements(
  tx: Tx,
  policy: { policyId: string; version: number; category: string },
  added: readonly NewRequirement[],
  at: string,
): Promise<Map<string, string>> {
  if (added.length === 0) return new Map();
  // Thousands of people share a few explanations: each is sent and parsed once.
  const texts = new Map<Explanation, number>();
  const explanations = added.map(({ explanation }) => {
    const place = texts.get(explanation) ?? texts.size + 1;
    texts.set(explanation, place);
    return place;
  });
  const written = await rows<{ id: string; personId: string }>(
    tx,
    `WITH said AS MATERIALIZED (SELECT e::jsonb AS explanation, place FROM unnest($11::text[]) WITH ORDINALITY AS u(e, place))
     INSERT INTO requirement (policy_id, version, category, person_id, state, joined_on, due_on, explanation, told, created_at, lost_on, proof_on, rejoined_on, access_ends_on, night_shift)
     SELECT $1, $2, $3, p, s, j, d, said.explanation, t, $10, l, o, b, a, w
     FROM unnest($4::uuid[], $5::text[], $6::date[], $7::date[], $8::int[], $9::smallint[], $12::date[], $13::date[], $14::date[], $15::date[], $16::boolean[])
       AS n(p, s, j, d, e, t, l, o, b, a, w) JOIN said ON said.place = n.e
     ON CONFLICT (policy_id, category, person_id) WHERE state <> 'ended' DO NOTHING
     RETURNING id, person_id AS "personId"`,
    [
      policy.policyId,
      policy.version,
      policy.category,
      column(added, (one) => one.personId),
      column(added, (one) => one.state),
      column(added, (one) => one.joinedOn),
      column(added, (one) => one.dueOn),
      column(explanations, (place) => place),
      column(added, (one) => one.told),
      at,
      column([...texts.keys()], (explanation) => JSON.stringify(explanation)),
      column(added, (one) => one.lostOn),
      column(added, (one) => one.proofOn),
      column(added, (one) => one.rejoinedOn),
      column(added, (one) => one.accessEndsOn),
      column(added, (one) => one.nightShift),
    ],
  );
  return new Map(written.map((row) => [row.personId, row.id]));
}

export type ChangeKind = 'satisfied' | 'reopened' | 'redated' | 'ended';

export interface ChangedRequirement {
  requirementId: string;
  dueOn: string | null;
  /** JSON text. */
  explanation: string;
  lostOn: string | null;
  proofOn: string | null;
  accessEndsOn: string | null;
  nightShift: boolean;
  told: number | null;
  reason: string;
}

const STATE_AFTER: Record<ChangeKind, string> = {
  satisfied: 'satisfied',
  reopened: 'open',
  redated: 'open',
  ended: 'ended',
};

/** Writes one kind of change to many requirements, with a change row each, in one statement. `on` is the day it counts from. */
export async function changeRequirements(
  tx: Tx,
  kind: ChangeKind,
  version: number,
  changed: readonly ChangedRequirement[],
  at: string,
  on: string,
): Promise<void> {
  if (changed.length === 0) return;
  await rows(
    tx,
    `WITH before AS (SELECT id, due_on, state, explanation FROM requirement WHERE id = ANY($3::uuid[])),
     done AS (
       UPDATE requirement r SET state = $1, version = $2, due_on = c.due_on, explanation = c.explanation::jsonb, lost_on = CASE WHEN $1 = 'ended' THEN r.lost_on ELSE c.lost_on END,
         proof_on = CASE WHEN $1 = 'ended' THEN r.proof_on ELSE c.proof_on END, access_ends_on = c.access_ends_on, night_shift = c.night_shift,
         ended_on = CASE WHEN $1 = 'ended' THEN $14::date END,
         access_ended = r.access_ended AND $1 = 'open' AND r.access_ends_on IS NOT DISTINCT FROM c.access_ends_on,
         told = CASE WHEN r.state = 'open' AND r.due_on IS NOT DISTINCT FROM c.due_on THEN r.told ELSE c.told END
       FROM unnest($3::uuid[], $4::date[], $5::text[], $6::date[], $7::smallint[], $8::text[], $11::date[], $12::date[], $13::boolean[])
         AS c(id, due_on, explanation, lost_on, told, reason, proof_on, access_ends_on, night_shift)
       WHERE r.id = c.id AND r.state <> 'ended'
       RETURNING r.id, r.due_on, c.reason)
     INSERT INTO requirement_change (requirement_id, kind, at, version, due_before, due_on, reason, state_before, explanation_before)
     SELECT done.id, $9, $10, $2, before.due_on, done.due_on, done.reason, before.state, before.explanation FROM done JOIN before USING (id)`,
    [
      STATE_AFTER[kind],
      version,
      column(changed, (one) => one.requirementId),
      column(changed, (one) => one.dueOn),
      column(changed, (one) => one.explanation),
      column(changed, (one) => one.lostOn),
      column(changed, (one) => one.told),
      column(changed, (one) => one.reason),
      kind,
      at,
      column(changed, (one) => one.proofOn),
      column(changed, (one) => one.accessEndsOn),
      column(changed, (one) => one.nightShift),
      on,
    ],
  );
}

/** Requirements that a new version takes over unchanged now give that version's reason; those of older versions that still count stay. */
export async function adoptRequirements(
  tx: Tx,
  policyId: string,
  version: number,
  pinned: readonly number[],
): Promise<void> {
  await rows(
    tx,
    `UPDATE requirement SET version = $2 WHERE policy_id = $1 AND state <> 'ended' AND version <> $2 AND version <> ALL($3::int[])`,
    [policyId, version, pinned],
  );
}

/** Everything a policy asks now, of whomever. */
export async function listCurrent(
  tx: Tx,
  policyId: string,
): Promise<(CurrentRequirement & { because: { nl: string; en: string } })[]> {
  return rows(
    tx,
    `SELECT r.id AS "requirementId", r.person_id AS "personId", r.category, r.state, r.due_on AS "dueOn", r.explanation,
            r.access_ends_on AS "accessEndsOn", r.night_shift AS "nightShift", v.because
     FROM requirement r JOIN policy_version v ON v.policy_id = r.policy_id AND v.version = r.version
     WHERE r.policy_id = $1 AND r.state <> 'ended' ORDER BY r.id`,
    [policyId],
  );
}
