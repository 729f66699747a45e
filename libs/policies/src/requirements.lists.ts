/** SQL that reads requirements: of one person, of one policy. */
import { among, rows } from '#kernel';
import type { Tx } from '#kernel';
import type { Explanation } from './due-date.js';
import type { Steps } from './policy-steps.js';
import { LOCAL_DAY } from './remind-requirements.queries.js';

export interface PersonRequirement {
  id: string;
  policyId: string;
  version: number;
  category: string;
  state: 'open' | 'satisfied';
  dueOn: string | null;
  explanation: Explanation;
  because: { nl: string; en: string };
  title: { nl: string; en: string };
  nightShift: boolean;
  accessEndsOn: string | null;
  steps: Steps;
  /** The day from which it is asked. */
  joinedOn: string;
}

/** What is asked of these people now by published policies: the soonest first, what is done last. */
export async function listOfPeople(
  tx: Tx,
  personIds: readonly string[],
): Promise<(PersonRequirement & { personId: string; zone: string })[]> {
  const { equals, value } = among(personIds, '$1');
  return rows(
    tx,
    `SELECT r.id, r.person_id AS "personId", r.policy_id AS "policyId", r.version, r.category, r.state, r.due_on AS "dueOn", r.explanation, v.because, v.title, who.zone, r.night_shift AS "nightShift", r.access_ends_on AS "accessEndsOn", v.steps, r.joined_on AS "joinedOn"
     FROM requirement r
     JOIN person who ON who.id = r.person_id
     JOIN policy p ON p.id = r.policy_id AND p.state = 'published'
     JOIN policy_version v ON v.policy_id = r.policy_id AND v.version = r.version
     WHERE r.person_id ${equals} AND r.state <> 'ended'
     ORDER BY r.state, r.due_on NULLS LAST, r.category, r.id`,
    [value],
  );
}

/** State and date of the same, without the texts, and everybody who shares them: a director's team has tens of thousands. */
export type SharedStatus = Pick<PersonRequirement, 'category' | 'state' | 'dueOn' | 'nightShift'> & {
  zone: string;
  /** Ids of people, commas between. */
  people: string;
};

/**
 * Of what published policies ask of these people now, the most urgent of each category: an open one before a satisfied
 * one, the soonest first, and last who has no day yet. Person by person, so that the index gives it in this order.
 */
export function listStatuses(tx: Tx, personIds: readonly string[]): Promise<SharedStatus[]> {
  return rows(
    tx,
    `SELECT r.category, r.state, r.due_on AS "dueOn", r.night_shift AS "nightShift", who.zone, string_agg(who.id::text, ',') AS people
     FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (SELECT id, zone FROM person WHERE id = asked.id OFFSET 0) who
     CROSS JOIN LATERAL (
       SELECT DISTINCT ON (r.category) r.category, r.state, r.due_on, r.night_shift FROM requirement r
       WHERE r.person_id = asked.id AND r.state <> 'ended' AND ${IN_FORCE}
       ORDER BY r.category, r.state, r.due_on NULLS LAST, r.id) r
     GROUP BY r.category, r.state, r.due_on, r.night_shift, who.zone ORDER BY r.category`,
    [personIds],
  );
}

/** The policy of requirement `r` is published. Few are not, so this reads a few ids once. */
const IN_FORCE = `r.policy_id <> ALL (ARRAY(SELECT p.id FROM policy p WHERE p.state <> 'published'))`;

export type OpenRequirement = Pick<PersonRequirement, 'id' | 'category' | 'dueOn'> & { personId: string };

/** Of what is open for these people, the most urgent of each category. */
export function listOpen(tx: Tx, personIds: readonly string[]): Promise<OpenRequirement[]> {
  const { equals, value } = among(personIds, '$1');
  return rows(
    tx,
    `SELECT DISTINCT ON (r.person_id, r.category) r.id, r.person_id AS "personId", r.category, r.due_on AS "dueOn"
     FROM requirement r WHERE r.person_id ${equals} AND r.state = 'open' AND ${IN_FORCE}
     ORDER BY r.person_id, r.category, r.due_on NULLS LAST, r.id`,
    [value],
  );
}

/**
 * What was asked of one person at the end of a day in the past, on the person's own calendar; what stood then is in the
 * first change after it. Policies that were paused then asked nothing.
 */
export async function listOfPersonThen(
  tx: Tx,
  personId: string,
  asOf: string,
): Promise<(PersonRequirement & { personId: string; zone: string })[]> {
  return rows(
    tx,
    `WITH moment AS (SELECT id, zone, (($2::date + 1)::timestamp AT TIME ZONE zone) AS ends FROM person WHERE id = $1),
     stood AS (
       SELECT r.id, r.person_id, r.policy_id, r.category, r.night_shift, r.joined_on, who.zone, who.ends,
              CASE WHEN c.id IS NULL THEN r.state ELSE coalesce(c.state_before, CASE c.kind WHEN 'reopened' THEN 'satisfied' ELSE 'open' END) END AS state,
              CASE WHEN c.id IS NULL THEN r.due_on ELSE c.due_before END AS due_on,
              CASE WHEN c.id IS NULL THEN r.explanation ELSE coalesce(c.explanation_before, r.explanation) END AS explanation,
              CASE WHEN c.id IS NULL THEN r.access_ends_on END AS access_ends_on,
              (SELECT max(v.version) FROM policy_version v WHERE v.policy_id = r.policy_id AND v.published_at < who.ends AND v.version <= r.version) AS version
       FROM requirement r JOIN moment who ON who.id = r.person_id
       LEFT JOIN LATERAL (SELECT * FROM requirement_change x WHERE x.requirement_id = r.id AND x.at >= who.ends ORDER BY x.id LIMIT 1) c ON true
       WHERE r.created_at < who.ends)
     SELECT s.id, s.person_id AS "personId", s.policy_id AS "policyId", v.version, s.category, s.state, s.due_on AS "dueOn", s.explanation, v.because, v.title,
            s.zone, s.night_shift AS "nightShift", s.access_ends_on AS "accessEndsOn", v.steps, s.joined_on AS "joinedOn"
     FROM stood s JOIN policy_version v ON v.policy_id = s.policy_id AND v.version = s.version
     WHERE s.state <> 'ended' AND 'policy.paused' IS DISTINCT FROM (
       SELECT a.action FROM audit_event a WHERE a.subject_type = 'policy' AND a.subject_id = s.policy_id::text AND a.at < s.ends
         AND a.action IN ('policy.published', 'policy.undone', 'policy.paused', 'policy.resumed') ORDER BY a.id DESC LIMIT 1)
     ORDER BY s.state, s.due_on NULLS LAST, s.category, s.id`,
    [personId, asOf],
  );
}

export const REQUIREMENT_FILTERS = ['all', 'overdue', 'open', 'in-order'] as const;
export type RequirementFilter = (typeof REQUIREMENT_FILTERS)[number];

export interface PolicyRequirement {
  id: string;
  personId: string;
  displayName: string;
  /** Null for somebody without a job now. */
  teamName: string | null;
  category: string;
  state: 'open' | 'satisfied';
  dueOn: string | null;
  explanation: Explanation;
  isOverdue: boolean;
  sortName: string;
}

/**
 * Requirements by policy (null: of all published policies), by name, a page at a time. A requirement is
 * overdue when its day is over where the person works.
 */
export async function listOfPolicy(
  tx: Tx,
  ask: {
    policyId: string | null;
    filter: RequirementFilter;
    at: string;
    on: string;
    after: readonly (string | number | null)[] | null;
    limit: number;
  },
): Promise<PolicyRequirement[]> {
  const [afterName = null, afterId = null] = ask.after ?? [];
  return rows(
    tx,
    `WITH listed AS (
       SELECT r.id, r.person_id AS "personId", who.display_name AS "displayName", r.category, r.state, r.due_on AS "dueOn",
              r.explanation, who.sort_name AS "sortName",
              r.state = 'open' AND coalesce(r.due_on < ${LOCAL_DAY}, false) AS "isOverdue"
       FROM requirement r JOIN policy p ON p.id = r.policy_id JOIN person who ON who.id = r.person_id
       WHERE r.state <> 'ended' AND CASE WHEN $3::uuid IS NULL THEN p.state = 'published' ELSE r.policy_id = $3 END)
     SELECT listed.*, (SELECT f.team_name FROM person_facts($2::date) f WHERE f.person_id = listed."personId" ORDER BY f.placement_id LIMIT 1) AS "teamName"
     FROM listed
     WHERE ($4 = 'all' OR ($4 = 'overdue' AND "isOverdue") OR ($4 = 'in-order' AND state = 'satisfied') OR ($4 = 'open' AND state = 'open' AND NOT "isOverdue"))
       AND ($5::text IS NULL OR ("sortName", id::text) > ($5::text, $6::text))
     ORDER BY "sortName", id LIMIT $7`,
    [ask.at, ask.on, ask.policyId, ask.filter, afterName, afterId, ask.limit],
  );
}

/** Everything kept about one person here, the past included. */
export async function listForExport(tx: Tx, personId: string): Promise<Record<string, unknown>[]> {
  return rows(
    tx,
    `SELECT r.category, r.state, r.created_at, r.joined_on, r.due_on, v.title, v.because, c.changes
     FROM requirement r JOIN policy_version v ON v.policy_id = r.policy_id AND v.version = r.version
     LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object('kind', kind, 'at', at, 'due_before', due_before, 'due_on', due_on, 'reason', reason) ORDER BY id) AS changes
       FROM requirement_change WHERE requirement_id = r.id) c ON true
     WHERE r.person_id = $1 ORDER BY r.id`,
    [personId],
  );
}

/** Forgets what was asked of a person: the change rows go with the requirements they belong to. */
export async function forgetRequirements(tx: Tx, personId: string): Promise<void> {
  await rows(
    tx,
    'DELETE FROM requirement_change WHERE requirement_id IN (SELECT id FROM requirement WHERE person_id = $1)',
    [personId],
  );
  await rows(tx, 'DELETE FROM requirement WHERE person_id = $1', [personId]);
}
