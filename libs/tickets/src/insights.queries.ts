import type { ObservedUnit } from '#assessment';
import { rows, type Tx } from '#kernel';
import type { Touched } from './team-topics.js';

export interface Period {
  /** ISO moments; `until` does not belong to it any more. */
  readonly from: string;
  readonly until: string;
}

export interface TopicMonth {
  readonly skill: string;
  /** First day of the month, UTC. */
  readonly month: string;
  readonly tickets: number;
  /** Different people, so that small months can be hidden. */
  readonly people: number;
}

/** Tickets per skill and month, of skills that at least `least` people had in the period. */
export function countTopics(tx: Tx, { from, until }: Period, least: number): Promise<TopicMonth[]> {
  return rows(
    tx,
    `WITH told AS (
       SELECT skill FROM ticket WHERE skill IS NOT NULL AND NOT needs_review AND opened_at >= $1 AND opened_at < $2
       GROUP BY skill HAVING count(DISTINCT person_id) >= $3)
     SELECT t.skill, to_char(date_trunc('month', t.opened_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS month, count(*)::int AS tickets, count(DISTINCT t.person_id)::int AS people
     FROM ticket t JOIN told USING (skill) WHERE t.opened_at >= $1 AND t.opened_at < $2 AND NOT t.needs_review
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [from, until, least],
  );
}

/** Tickets of a period with the person and the skill, for what never reached IT. */
export async function listOccasions(
  tx: Tx,
  { from, until }: Period,
): Promise<{ personId: string | null; skill: string | null; at: string }[]> {
  const found = await rows<{ personId: string | null; skill: string | null; at: Date }>(
    tx,
    `SELECT person_id AS "personId", skill, opened_at AS at FROM ticket WHERE opened_at >= $1 AND opened_at < $2`,
    [from, until],
  );
  return found.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Who had a ticket on what, among these people. */
export function listTouched(
  tx: Tx,
  personIds: readonly string[],
  { from, until }: Period,
): Promise<Touched[]> {
  return rows(
    tx,
    `SELECT DISTINCT person_id AS "personId", skill FROM ticket
     WHERE person_id = ANY($1::uuid[]) AND skill IS NOT NULL AND NOT needs_review AND opened_at >= $2 AND opened_at < $3`,
    [personIds, from, until],
  );
}

/** The circle of a leader on a day, and the circles of the leaders inside it. */
export async function loadCircles(
  tx: Tx,
  leaderId: string,
  on: string,
): Promise<{ circle: Set<string>; inner: Set<string>[] }> {
  const found = await rows<{ leader: string; people: string[] }>(
    tx,
    `WITH below AS (SELECT person_id FROM people_below($1::uuid, $2::date, true)),
     leader AS (
       SELECT $1::uuid AS id UNION SELECT DISTINCT pl.manager_id FROM placement pl
       WHERE pl.valid @> $2::date AND pl.manager_id IN (SELECT person_id FROM below))
     SELECT l.id AS leader, array_agg(b.person_id) AS people
     FROM leader l CROSS JOIN LATERAL people_below(l.id, $2::date, true) b GROUP BY l.id`,
    [leaderId, on],
  );
  const own = found.find(({ leader }) => leader === leaderId);
  return {
    circle: new Set(own?.people ?? []),
    inner: found.filter(({ leader }) => leader !== leaderId).map(({ people }) => new Set(people)),
  };
}

/** Weeks that are compared before and after a lesson. */
export const WEEKS_COMPARED = 12;
/**
 * Weeks just before a lesson that are left out: a review is offered because of recent tickets, and who is chosen in a bad
 * quarter does better afterwards anyhow (regression to the mean; Ashenfelter 1978).
 */
export const WEEKS_LEFT_OUT = 13;

/**
 * Everybody whose first lesson of a skill lies long enough ago, and as controls those who never did one, each compared
 * around the day of one of the lessons. Weeks count as far as somebody was employed in them.
 */
export async function observeLesson(tx: Tx, skill: string, now: string): Promise<ObservedUnit[]> {
  const found = await rows<{ treated: boolean; bw: number; aw: number; be: number; ae: number }>(
    tx,
    `WITH lesson AS (
       SELECT person_id, completed_at AS at, row_number() OVER (ORDER BY completed_at, person_id) - 1 AS n, count(*) OVER () AS total
       FROM ticket_lesson WHERE skill = $1 AND completed_at <= $2::timestamptz - make_interval(weeks => $3)),
     unit AS (
       SELECT person_id, at, true AS treated FROM lesson
       UNION ALL
       SELECT c.id, l.at, false FROM (
         SELECT p.id, row_number() OVER (ORDER BY md5(p.id::text)) - 1 AS n FROM person p
         WHERE p.merged_into IS NULL AND p.erased_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM ticket_lesson x WHERE x.person_id = p.id AND x.skill = $1)) c
       JOIN lesson l ON l.n = c.n % l.total),
     spans AS (
       SELECT person_id, treated, tstzrange(at - make_interval(weeks => $3 + $4), at - make_interval(weeks => $4)) AS before,
         tstzrange(at, at + make_interval(weeks => $3)) AS after FROM unit)
     SELECT s.treated, work.bw, work.aw, coalesce(had.be, 0)::int AS be, coalesce(had.ae, 0)::int AS ae
     FROM spans s
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(upper(b) - lower(b)), 0) / 7.0::float AS bw, coalesce(sum(upper(a) - lower(a)), 0) / 7.0::float AS aw
       FROM (SELECT e.valid * daterange(lower(s.before)::date, upper(s.before)::date) AS b,
               e.valid * daterange(lower(s.after)::date, upper(s.after)::date) AS a
             FROM employment e WHERE e.person_id = s.person_id) x) work
     LEFT JOIN LATERAL (
       SELECT count(*) FILTER (WHERE s.before @> t.opened_at) AS be, count(*) FILTER (WHERE s.after @> t.opened_at) AS ae
       FROM ticket t WHERE t.person_id = s.person_id AND t.skill = $1) had ON true
     WHERE work.bw > 0 AND work.aw > 0`,
    [skill, now, WEEKS_COMPARED, WEEKS_LEFT_OUT],
  );
  return found.map(({ treated, bw, aw, be, ae }) => ({
    isTreated: treated,
    before: { events: be, weeks: bw },
    after: { events: ae, weeks: aw },
  }));
}
