/** SQL that keeps requirements in step with the policies: one statement per step over all people. */
import { toSql } from '#audiences';
import type { Rule } from '#audiences';
import { one, rows } from '#kernel';
import type { Tx } from '#kernel';
import type { Explanation } from './due-date.js';
import type { CurrentRequirement } from './plan-requirements.js';

/**
 * Reads person_facts once into a temporary table that all policies of this run ask. With person ids only
 * those people are in it, and only they are looked at.
 */
export async function gatherFacts(tx: Tx, on: string, personIds: readonly string[] | null): Promise<number> {
  await rows(tx, 'DROP TABLE IF EXISTS facts');
  await rows(
    tx,
    `CREATE TEMPORARY TABLE facts (person_id uuid, team_code text, team_path text, job text, site_name text, weekly_hours numeric,
       employment_start date, is_manager boolean) ON COMMIT DROP`,
  );
  await rows(
    tx,
    `INSERT INTO facts SELECT person_id, team_code, team_path, job, site_name, weekly_hours, employment_start, is_manager
     FROM person_facts($1::date) WHERE $2::uuid[] IS NULL OR person_id = ANY($2)`,
    [on, personIds],
  );
  await rows(tx, 'ANALYZE facts');
  const counted = await one<{ n: string }>(tx, 'SELECT count(DISTINCT person_id) AS n FROM facts');
  return Number(counted?.n ?? 0);
}

/** One evaluation of policies at a time: two at once would each write what the other is about to write. */
export async function waitForTurn(tx: Tx): Promise<void> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('policies.evaluate'))`);
}

/** Where what is and what should be differ, for one person. */
export interface Difference {
  personId: string;
  isMember: boolean;
  isEmployed: boolean;
  held: boolean;
  employmentStart: string | null;
  requirementId: string | null;
  category: string | null;
  state: 'open' | 'satisfied' | null;
  joinedOn: string | null;
  lostOn: string | null;
  dueOn: string | null;
  explanation: Explanation | null;
}

/**
 * Who must get, lose, satisfy or reopen a requirement of this policy; nobody else is in the answer. With
 * `redate` also every open requirement, because its date may have changed. Needs `gatherFacts` before it.
 */
export async function listDifferences(
  tx: Tx,
  ask: {
    policyId: string;
    category: string;
    rule: Rule;
    on: string;
    personIds: readonly string[] | null;
    redate: boolean;
  },
): Promise<Difference[]> {
  const params: unknown[] = [ask.on, ask.policyId, ask.category, ask.personIds, ask.redate];
  const belongs = toSql(ask.rule, { params, on: '$1' });
  return rows<Difference>(
    tx,
    `WITH member AS MATERIALIZED (SELECT f.person_id, min(f.employment_start) AS employment_start FROM facts f WHERE $1::date IS NOT NULL AND ${belongs} GROUP BY f.person_id),
     present AS MATERIALIZED (
       SELECT id, person_id, category, state, joined_on, lost_on, due_on, explanation FROM requirement
       WHERE policy_id = $2 AND state <> 'ended' AND ($4::uuid[] IS NULL OR person_id = ANY($4)))
     SELECT coalesce(m.person_id, n.person_id) AS "personId", m.person_id IS NOT NULL AS "isMember",
            m.person_id IS NOT NULL OR EXISTS (SELECT 1 FROM facts f WHERE f.person_id = n.person_id) AS "isEmployed",
            h.person_id IS NOT NULL AS held, m.employment_start AS "employmentStart", n.id AS "requirementId", n.category, n.state,
            n.joined_on AS "joinedOn", n.lost_on AS "lostOn", n.due_on AS "dueOn", n.explanation
     FROM member m
     FULL JOIN present n ON n.person_id = m.person_id AND n.category = $3
     LEFT JOIN holding h ON h.person_id = coalesce(m.person_id, n.person_id) AND h.category = $3 AND h.state = 'held'
     WHERE n.id IS NULL OR m.person_id IS NULL OR (n.state = 'open') = (h.person_id IS NOT NULL) OR ($5::boolean AND n.state = 'open')`,
    params,
  );
}

export interface NewRequirement {
  personId: string;
  state: 'open' | 'satisfied';
  joinedOn: string;
  dueOn: string | null;
  explanation: Explanation;
  told: number | null;
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
     INSERT INTO requirement (policy_id, version, category, person_id, state, joined_on, due_on, explanation, told, created_at)
     SELECT $1, $2, $3, p, s, j, d, said.explanation, t, $10
     FROM unnest($4::uuid[], $5::text[], $6::date[], $7::date[], $8::int[], $9::smallint[]) AS n(p, s, j, d, e, t) JOIN said ON said.place = n.e
     ON CONFLICT (policy_id, category, person_id) WHERE state <> 'ended' DO NOTHING
     RETURNING id, person_id AS "personId"`,
    [
      policy.policyId,
      policy.version,
      policy.category,
      added.map((one) => one.personId),
      added.map((one) => one.state),
      added.map((one) => one.joinedOn),
      added.map((one) => one.dueOn),
      explanations,
      added.map((one) => one.told),
      at,
      [...texts.keys()].map((explanation) => JSON.stringify(explanation)),
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
  told: number | null;
  reason: string;
}

const STATE_AFTER: Record<ChangeKind, string> = {
  satisfied: 'satisfied',
  reopened: 'open',
  redated: 'open',
  ended: 'ended',
};

/** Writes one kind of change to many requirements, with a change row each, in one statement. */
export async function changeRequirements(
  tx: Tx,
  kind: ChangeKind,
  version: number,
  changed: readonly ChangedRequirement[],
  at: string,
): Promise<void> {
  if (changed.length === 0) return;
  await rows(
    tx,
    `WITH before AS (SELECT id, due_on FROM requirement WHERE id = ANY($3::uuid[])),
     done AS (
       UPDATE requirement r SET state = $1, version = $2, due_on = c.due_on, explanation = c.explanation::jsonb, lost_on = c.lost_on,
         told = CASE WHEN r.state = 'open' AND r.due_on IS NOT DISTINCT FROM c.due_on THEN r.told ELSE c.told END
       FROM unnest($3::uuid[], $4::date[], $5::text[], $6::date[], $7::smallint[], $8::text[]) AS c(id, due_on, explanation, lost_on, told, reason)
       WHERE r.id = c.id AND r.state <> 'ended'
       RETURNING r.id, r.due_on, c.reason)
     INSERT INTO requirement_change (requirement_id, kind, at, version, due_before, due_on, reason)
     SELECT done.id, $9, $10, $2, before.due_on, done.due_on, done.reason FROM done JOIN before USING (id)`,
    [
      STATE_AFTER[kind],
      version,
      changed.map((one) => one.requirementId),
      changed.map((one) => one.dueOn),
      changed.map((one) => one.explanation),
      changed.map((one) => one.lostOn),
      changed.map((one) => one.told),
      changed.map((one) => one.reason),
      kind,
      at,
    ],
  );
}

/** Requirements that a new version takes over unchanged now give that version's reason. */
export async function adoptRequirements(tx: Tx, policyId: string, version: number): Promise<void> {
  await rows(
    tx,
    `UPDATE requirement SET version = $2 WHERE policy_id = $1 AND state <> 'ended' AND version <> $2`,
    [policyId, version],
  );
}

/** Everything a policy asks now, of whomever. */
export async function listCurrent(tx: Tx, policyId: string): Promise<CurrentRequirement[]> {
  return rows(
    tx,
    `SELECT id AS "requirementId", person_id AS "personId", category, state, due_on AS "dueOn", explanation
     FROM requirement WHERE policy_id = $1 AND state <> 'ended' ORDER BY id`,
    [policyId],
  );
}

export interface DueItem {
  requirementId: string;
  personId: string;
  category: string;
  dueOn: string;
  because: { nl: string; en: string };
  stage: number;
  daysLeft: number;
}

/**
 * Moves every open requirement to the stage its day has reached on the person's own calendar, and gives
 * back those that moved: each stage is told once. People who are away today are told when they are back.
 * Mirrors reminder-stage.ts.
 */
export async function remindDue(tx: Tx, at: string, on: string, dry: boolean): Promise<DueItem[]> {
  const due = `WITH whose AS MATERIALIZED (
       SELECT DISTINCT ON (person_id) person_id, zone, absence_type FROM person_facts($2::date) ORDER BY person_id, placement_id),
     due AS (
       SELECT r.id, r.person_id, r.category, r.due_on, r.told, r.policy_id, r.version, r.due_on - ($1::timestamptz AT TIME ZONE w.zone)::date AS days_left
       FROM requirement r JOIN policy p ON p.id = r.policy_id AND p.state = 'published' JOIN whose w USING (person_id)
       WHERE r.state = 'open' AND r.due_on <= $2::date + 32 AND coalesce(r.told, 99) > 0 AND w.absence_type IS NULL),
     moved AS (
       SELECT due.*, CASE WHEN days_left < 0 THEN 0 WHEN days_left <= 1 THEN 1 WHEN days_left <= 7 THEN 7 ELSE 30 END AS stage
       FROM due WHERE days_left <= 30)`;
  const write = dry
    ? `told_now AS (SELECT id FROM moved WHERE coalesce(told, 99) > stage)`
    : `told_now AS (
         UPDATE requirement r SET told = m.stage FROM moved m WHERE r.id = m.id AND coalesce(r.told, 99) > m.stage AND r.state = 'open' RETURNING r.id)`;
  return rows<DueItem>(
    tx,
    `${due}, ${write}
     SELECT m.id AS "requirementId", m.person_id AS "personId", m.category, m.due_on AS "dueOn", v.because, m.stage::int AS stage, m.days_left::int AS "daysLeft"
     FROM moved m JOIN told_now USING (id) JOIN policy_version v ON v.policy_id = m.policy_id AND v.version = m.version
     ORDER BY m.person_id, m.due_on`,
    [at, on],
  );
}
