/** Who should have a requirement and who has one: one statement over all people. */
import { toSql } from '#audiences';
import type { Rule } from '#audiences';
import { one, rows } from '#kernel';
import type { Tx } from '#kernel';
import { RENEW_AHEAD_DAYS } from './due-date.js';
import type { Explanation } from './due-date.js';

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
