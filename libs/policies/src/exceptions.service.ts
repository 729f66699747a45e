import { Injectable } from '@nestjs/common';
import { Clock, Db, may, rows } from '#kernel';
import type { Actor, Tx } from '#kernel';
import type { Explanation } from './due-date.js';
import { HeadOffice } from './head-office.js';
import { canManagePolicies } from './policies.access.js';

/** Why somebody's requirement needs a look by HR. */
export const EXCEPTION_KINDS = ['no-date', 'missing-days', 'missing-hours', 'far-date', 'two-rules'] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

export interface RequirementException {
  kind: ExceptionKind;
  personId: string;
  displayName: string;
  category: string;
  dueOn: string | null;
  explanation: Explanation;
  /** The policies that ask it, the one whose day counts first. */
  titles: { nl: string; en: string }[];
}

export interface Exceptions {
  counts: Record<ExceptionKind, number>;
  /** By kind, a hundred of each at most. */
  items: RequirementException[];
  /** Nights of the last thirty on which the full evaluation found something to mend. */
  alarms: { at: Date; changed: number }[];
}

/** A due day further off than this is no day anybody plans by: usually a wrong pattern of working days. */
const FAR_DAYS = 730;
const SHOWN = 100;

/** What the rules could not settle by themselves. */
@Injectable()
export class ExceptionsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly headOffice: HeadOffice,
  ) {}

  async show(actor: Actor): Promise<Exceptions> {
    may(canManagePolicies(actor));
    const tx = this.db.read;
    const on = this.headOffice.today(this.clock.now());
    const found = await listExceptions(tx, on);
    const counts = Object.fromEntries(EXCEPTION_KINDS.map((kind) => [kind, 0])) as Record<
      ExceptionKind,
      number
    >;
    for (const { kind, total } of found) counts[kind] = total;
    const alarms = await listAlarms(
      tx,
      this.clock
        .now()
        .subtract({ hours: 30 * 24 })
        .toString(),
    );
    return { counts, items: found.map(({ total: _, ...one }) => one), alarms };
  }
}

/**
 * - no-date: asked, and no day can be told (away without an end, no return, no other licence).
 * - missing-days, missing-hours: the record names no working days (Monday to Friday is assumed) or no hours.
 * - far-date: the day lies more than two years ahead.
 * - two-rules: more than one policy asks the same licence; the earliest day counts.
 */
async function listExceptions(tx: Tx, on: string): Promise<(RequirementException & { total: number })[]> {
  return rows(
    tx,
    `WITH open AS MATERIALIZED (
       SELECT r.person_id, r.category, r.due_on, r.explanation, v.title FROM requirement r
       JOIN policy p ON p.id = r.policy_id AND p.state = 'published'
       JOIN policy_version v ON v.policy_id = r.policy_id AND v.version = r.version
       WHERE r.state = 'open'),
     unknown_hours AS MATERIALIZED (SELECT DISTINCT person_id FROM person_facts($1::date) WHERE weekly_hours IS NULL),
     found AS (
       SELECT 'no-date' AS kind, person_id, category, due_on, explanation, jsonb_build_array(title) AS titles FROM open WHERE due_on IS NULL
       UNION ALL
       SELECT 'missing-days', person_id, category, due_on, explanation, jsonb_build_array(title) FROM open WHERE explanation -> 'args' ->> 'assumed' = 'yes'
       UNION ALL
       SELECT 'missing-hours', o.person_id, o.category, o.due_on, o.explanation, jsonb_build_array(o.title) FROM open o JOIN unknown_hours USING (person_id)
       UNION ALL
       SELECT 'far-date', person_id, category, due_on, explanation, jsonb_build_array(title) FROM open WHERE due_on > $1::date + $2::int
       UNION ALL
       SELECT 'two-rules', person_id, category, min(due_on), (array_agg(explanation ORDER BY due_on NULLS LAST))[1], jsonb_agg(title ORDER BY due_on NULLS LAST)
       FROM open GROUP BY person_id, category HAVING count(*) > 1),
     placed AS (
       SELECT found.*, who.display_name, count(*) OVER (PARTITION BY kind)::int AS total,
              row_number() OVER (PARTITION BY kind ORDER BY who.sort_name, who.id, found.category) AS place
       FROM found JOIN person who ON who.id = found.person_id)
     SELECT kind, person_id AS "personId", display_name AS "displayName", category, due_on AS "dueOn", explanation, titles, total
     FROM placed WHERE place <= $3 ORDER BY kind, place`,
    [on, FAR_DAYS, SHOWN],
  );
}

async function listAlarms(tx: Tx, since: string): Promise<{ at: Date; changed: number }[]> {
  return rows(
    tx,
    `SELECT at, (changes ->> 'changed')::int AS changed FROM audit_event
     WHERE subject_type = 'policy' AND subject_id = 'all' AND action = 'policy.evaluation-differed' AND at >= $1 ORDER BY id DESC`,
    [since],
  );
}
