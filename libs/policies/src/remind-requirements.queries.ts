/** What the days bring to open requirements: a reminder, and the end of access. */
import { rows } from '#kernel';
import type { Tx } from '#kernel';

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
