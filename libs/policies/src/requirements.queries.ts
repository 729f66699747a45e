/** SQL that keeps requirements in step with the policies: one statement per step over all people. */
import { toSql } from '#audiences';
import type { Rule } from '#audiences';
import { column, one, rows } from '#kernel';
import type { Tx } from '#kernel';
import { RENEW_AHEAD_DAYS } from './due-date.js';
import type { Explanation } from './due-date.js';
import type { CurrentRequirement } from './plan-requirements.js';

/**
 * Reads person_facts once into a temporary table that all policies of this run ask. With person ids only
 * those people are in it, and only they are looked at.
 */
export async function gatherFacts(tx: Tx, on: string, personIds: readonly string[] | null): Promise<number> {
  // Whole companies are sorted and joined here: the usual 4 MB would go by way of the disk.
  await rows(tx, `SET LOCAL work_mem = '32MB'`);
  await rows(tx, 'DROP TABLE IF EXISTS facts');
  await rows(
    tx,
    `CREATE TEMPORARY TABLE facts (person_id uuid, team_code text, team_path text, job text, site_name text, weekly_hours numeric,
       employment_start date, is_manager boolean) ON COMMIT DROP`,
  );
  await rows(
    tx,
    `INSERT INTO facts SELECT person_id, team_code, team_path, job, site_name, weekly_hours, employment_start, is_manager
     FROM person_facts($1::date)${personIds === null ? '' : ' WHERE person_id = ANY($2::uuid[])'}`,
    personIds === null ? [on] : [on, personIds],
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
  /** Whether the person holds the licence, with a proof that is young enough. */
  held: boolean;
  /** Whether the licence is held at all, and the day of its last proof. */
  holdsAny: boolean;
  earnedOn: string | null;
  /** Since when the other licence of the due rule is held. */
  otherSince: string | null;
  employmentStart: string | null;
  requirementId: string | null;
  category: string | null;
  state: 'open' | 'satisfied' | null;
  joinedOn: string | null;
  lostOn: string | null;
  proofOn: string | null;
  rejoinedOn: string | null;
  dueOn: string | null;
  explanation: Explanation | null;
  accessEndsOn: string | null;
  nightShift: boolean;
  waivedUntil: string | null;
  extendedTo: string | null;
  /** Whether a requirement ended so recently that it goes on instead of beginning anew. */
  wasAsked: boolean;
}

export interface Ask {
  policyId: string;
  version: number;
  category: string;
  rule: Rule;
  renewMonths: number | null;
  /** The other licence of the due rule. */
  other: string | null;
  on: string;
  personIds: readonly string[] | null;
  /** Also every open requirement, because its date may have changed. */
  redate: boolean;
  /** Everybody who belongs or is asked, also where nothing differs. */
  all: boolean;
  /** Older versions that still count for whom they asked. */
  pinned: readonly number[];
  /** Whoever earned a proof after this day is a later version's; null when none takes over at renewal. */
  untilProofOn: string | null;
  /** This is one of those older versions: it keeps whom it asked, and asks nobody new. */
  isOlder: boolean;
  /** A licence whose last day lies before `on` counts as lost: for looking ahead. */
  lapse: boolean;
}

/** Whoever leaves an audience and is back within so many days goes on where they were. */
export const REJOIN_DAYS = 31;

/**
 * Nothing of this policy is asked of member `m` now, and no later version than this one ever asked them: whom a later
 * version asked is that version's, also when it let them go.
 */
const STILL_OURS = `NOT EXISTS (SELECT 1 FROM requirement q WHERE q.policy_id = $2 AND q.person_id = m.person_id AND (q.state <> 'ended' OR q.version > $9::int))`;

/**
 * Who must get, lose, satisfy or reopen a requirement of this version; nobody else is in the answer unless asked for.
 * In the order of their ids, as the indexes are in which thousands of new rows then find their places side by side.
 * Needs `gatherFacts` before it.
 */
export async function listDifferences(tx: Tx, ask: Ask): Promise<Difference[]> {
  const params: unknown[] = [
    ask.on,
    ask.policyId,
    ask.category,
    ask.personIds,
    ask.redate,
    ask.renewMonths,
    ask.other,
    ask.pinned,
    ask.version,
    ask.all,
    ask.lapse,
    ask.untilProofOn,
  ];
  const belongs = toSql(ask.rule, { params, on: '$1' });
  const takesBack = ask.isOlder
    ? `AND (n.id IS NOT NULL OR b.version = $9::int AND ${STILL_OURS} AND coalesce(h.earned_on <= $12::date, true))`
    : 'AND $12::date IS NULL';
  const notPinned =
    ask.isOlder || ask.pinned.length === 0
      ? ''
      : `AND NOT EXISTS (SELECT 1 FROM requirement q WHERE q.policy_id = $2 AND q.person_id = f.person_id AND q.state <> 'ended' AND q.version = ANY($8::int[]))`;
  return rows<Difference>(
    tx,
    `WITH member AS MATERIALIZED (
       SELECT f.person_id, min(f.employment_start) AS employment_start FROM facts f
       WHERE $1::date IS NOT NULL AND ${belongs} ${notPinned} GROUP BY f.person_id),
     present AS MATERIALIZED (
       SELECT id, person_id, category, state, joined_on, lost_on, proof_on, rejoined_on, due_on, explanation, access_ends_on, night_shift
       FROM requirement
       WHERE policy_id = $2 AND state <> 'ended' AND ($4::uuid[] IS NULL OR person_id = ANY($4))
         AND ${ask.isOlder ? 'version = $9::int AND $8::int[] IS NOT NULL' : 'version <> ALL($8::int[]) AND $9::int IS NOT NULL'}),
     before AS MATERIALIZED (
       SELECT DISTINCT ON (person_id) person_id, joined_on, lost_on, proof_on, version FROM requirement
       WHERE policy_id = $2 AND state = 'ended' AND ended_on > $1::date - ${REJOIN_DAYS} AND category = $3 AND ($4::uuid[] IS NULL OR person_id = ANY($4))
       ORDER BY person_id, ended_on DESC, id DESC),
     let_off AS MATERIALIZED (
       SELECT person_id, max(until) FILTER (WHERE kind = 'waiver') AS waived_until, max(until) FILTER (WHERE kind = 'extension') AS extended_to
       FROM waiver WHERE policy_id = $2 AND state = 'granted' AND ($4::uuid[] IS NULL OR person_id = ANY($4)) GROUP BY person_id),
     proof AS MATERIALIZED (
       SELECT person_id, earned_on, $6::int IS NULL OR (earned_on + make_interval(months => $6::int))::date - ${RENEW_AHEAD_DAYS} > $1::date AS is_young
       FROM holding WHERE category = $3 AND state = 'held' AND ($4::uuid[] IS NULL OR person_id = ANY($4))
         AND (NOT $11::boolean OR valid_until IS NULL OR valid_until >= $1::date))
     SELECT coalesce(m.person_id, n.person_id) AS "personId", m.person_id IS NOT NULL AS "isMember",
            m.person_id IS NOT NULL OR EXISTS (SELECT 1 FROM facts f WHERE f.person_id = n.person_id) AS "isEmployed",
            coalesce(h.is_young, false) AS held, h.person_id IS NOT NULL AS "holdsAny", h.earned_on AS "earnedOn", o.valid_from AS "otherSince",
            m.employment_start AS "employmentStart", n.id AS "requirementId", n.category, n.state,
            coalesce(n.joined_on, b.joined_on) AS "joinedOn", CASE WHEN n.id IS NULL THEN b.lost_on ELSE n.lost_on END AS "lostOn",
            CASE WHEN n.id IS NULL THEN b.proof_on ELSE n.proof_on END AS "proofOn", CASE WHEN n.id IS NULL AND b.person_id IS NOT NULL THEN $1::date ELSE n.rejoined_on END AS "rejoinedOn",
            n.due_on AS "dueOn", n.explanation, n.access_ends_on AS "accessEndsOn", coalesce(n.night_shift, false) AS "nightShift",
            l.waived_until AS "waivedUntil", l.extended_to AS "extendedTo", b.person_id IS NOT NULL AS "wasAsked"
     FROM member m
     FULL JOIN present n ON n.person_id = m.person_id AND n.category = $3
     LEFT JOIN proof h ON h.person_id = coalesce(m.person_id, n.person_id)
     LEFT JOIN holding o ON o.person_id = m.person_id AND o.category = $7 AND o.state = 'held'
     LEFT JOIN before b ON b.person_id = m.person_id
     LEFT JOIN let_off l ON l.person_id = m.person_id
     WHERE ($10::boolean OR n.id IS NULL OR m.person_id IS NULL OR (n.state = 'open') = coalesce(h.is_young, false) OR ($5::boolean AND n.state = 'open'))
       ${takesBack}
     ORDER BY 1`,
    params,
  );
}

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

/**
 * The day it is for the person of requirement `r` at moment $1, in SQL: a night worker's day goes on until noon.
 * Mirrors endOfDueDay in due-date.ts.
 */
export const LOCAL_DAY = `(($1::timestamptz AT TIME ZONE who.zone) - CASE WHEN r.night_shift THEN interval '12 hours' ELSE interval '0' END)::date`;

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
       SELECT r.id, r.person_id, r.category, r.due_on, r.told, r.policy_id, r.version, CASE WHEN r.due_on < ${LOCAL_DAY.replaceAll('who.zone', 'w.zone')} THEN r.due_on - ($1::timestamptz AT TIME ZONE w.zone)::date
              ELSE greatest(r.due_on - ($1::timestamptz AT TIME ZONE w.zone)::date, 0) END AS days_left
       FROM requirement r JOIN policy p ON p.id = r.policy_id AND p.state = 'published' JOIN whose w USING (person_id)
       JOIN policy_version pv ON pv.policy_id = r.policy_id AND pv.version = r.version
         AND coalesce((pv.steps ->> 'optionalFrom')::date, (pv.steps ->> 'requiredFrom')::date, $2::date) <= $2::date
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

/** Tells of every requirement whose day of losing access has come on the person's own calendar, once. */
export async function endAccess(
  tx: Tx,
  at: string,
  dry: boolean,
): Promise<Omit<DueItem, 'stage' | 'daysLeft'>[]> {
  const due = `due AS (
       SELECT r.id FROM requirement r JOIN policy p ON p.id = r.policy_id AND p.state = 'published' JOIN person who ON who.id = r.person_id
       WHERE r.state = 'open' AND NOT r.access_ended AND r.access_ends_on <= ($1::timestamptz AT TIME ZONE who.zone)::date)`;
  const write = dry
    ? 'done AS (SELECT r.* FROM requirement r JOIN due USING (id))'
    : 'done AS (UPDATE requirement r SET access_ended = true FROM due WHERE r.id = due.id RETURNING r.*)';
  return rows(
    tx,
    `WITH ${due}, ${write}
     SELECT done.id AS "requirementId", done.person_id AS "personId", done.category, done.due_on AS "dueOn", v.because
     FROM done JOIN policy_version v ON v.policy_id = done.policy_id AND v.version = done.version ORDER BY done.person_id`,
    [at],
  );
}
