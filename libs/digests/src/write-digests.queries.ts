import { one, rows, type Tx } from '#kernel';
import { factsOf, markOf, SORT_KEY } from './digest-facts.js';

/** Lines of the people in `who (id)` as they should be: of placements that have not ended by `$1`, of categories `$2` with mark `$3`. */
const FRESH = `
  SELECT pl.id AS placement_id, p.id AS person_id, pl.manager_id, pl.valid, EXISTS (SELECT FROM placement led WHERE led.manager_id = p.id) AS leads,
         ${SORT_KEY} AS sort_key, p.zone, $3::text AS categories, r.in_order, l.suspended, l.renew_on, l.ends_on, r.due_on, l.licences, r.requirements
  FROM who JOIN person p ON p.id = who.id
  JOIN placement pl ON pl.person_id = p.id AND pl.manager_id IS NOT NULL AND pl.valid && daterange($1::date, NULL)
  ${factsOf('$2')}`;

const COLUMNS =
  'placement_id, person_id, manager_id, valid, leads, sort_key, zone, categories, in_order, suspended, renew_on, ends_on, due_on, licences, requirements';

/**
 * Writes the lines of everybody of whom something changed, in one statement: what it reads is what it was told of, or
 * newer, and what it is told of meanwhile waits for the next time. One at a time, or an older reading could come last.
 */
export async function refreshDigests(
  tx: Tx,
  on: string,
  categories: readonly string[],
): Promise<{ people: number; lines: number }> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('digests.refresh'))`);
  const done = await one<{ people: number; lines: number }>(
    tx,
    `WITH noted AS (DELETE FROM digest_stale RETURNING whose),
     who AS MATERIALIZED (
       SELECT whose AS id FROM noted UNION SELECT person_id FROM digest WHERE categories <> $3),
     fresh AS MATERIALIZED (${FRESH}),
     gone AS (
       DELETE FROM digest d USING who
       WHERE d.person_id = who.id AND NOT EXISTS (SELECT FROM fresh f WHERE f.placement_id = d.placement_id) RETURNING 1),
     written AS (
       INSERT INTO digest AS d (${COLUMNS}) SELECT ${COLUMNS} FROM fresh
       ON CONFLICT (placement_id) DO UPDATE SET (${COLUMNS}) = ROW (excluded.*)
       WHERE (d.*) IS DISTINCT FROM (excluded.*) RETURNING 1)
     SELECT (SELECT count(*) FROM who)::int AS people,
            ((SELECT count(*) FROM gone) + (SELECT count(*) FROM written))::int AS lines`,
    [on, categories, markOf(categories)],
  );
  return done ?? { people: 0, lines: 0 };
}

/** How many people wait to be worked out anew. */
export async function countStale(tx: Tx): Promise<number> {
  const row = await one<{ n: number }>(tx, 'SELECT count(DISTINCT whose)::int AS n FROM digest_stale');
  return row?.n ?? 0;
}

/**
 * Everybody of whom a line says something else than is so, though nothing of them waits: there should be nobody. They
 * are noted, unless this is a dry run. How many were looked at, and how many were wrong.
 */
export async function checkDigests(
  tx: Tx,
  on: string,
  categories: readonly string[],
  dry: boolean,
): Promise<{ people: number; wrong: number }> {
  const found = await one<{ people: number; wrong: number }>(
    tx,
    `WITH who AS MATERIALIZED (
       SELECT id FROM (SELECT person_id AS id FROM placement WHERE valid && daterange($1::date, NULL) UNION SELECT person_id FROM digest) everybody
       WHERE NOT EXISTS (SELECT FROM digest_stale WHERE whose = id)
         AND NOT EXISTS (SELECT FROM digest other WHERE other.person_id = id AND other.categories <> $3)),
     fresh AS MATERIALIZED (${FRESH}),
     kept AS MATERIALIZED (
       SELECT ${COLUMNS} FROM digest d WHERE d.categories = $3 AND d.valid && daterange($1::date, NULL) AND d.person_id IN (SELECT id FROM who)),
     wrong AS (
       SELECT person_id FROM (TABLE fresh EXCEPT TABLE kept) missing UNION SELECT person_id FROM (TABLE kept EXCEPT TABLE fresh) extra),
     noted AS (INSERT INTO digest_stale (whose) SELECT person_id FROM wrong WHERE NOT $4)
     SELECT (SELECT count(*) FROM who)::int AS people, (SELECT count(*) FROM wrong)::int AS wrong`,
    [on, categories, markOf(categories), dry],
  );
  return found ?? { people: 0, wrong: 0 };
}

/** After many lines: so that an index alone answers again. Not inside a transaction. */
export async function tidyDigests(tx: Tx): Promise<void> {
  await rows(tx, 'VACUUM (ANALYZE) digest, digest_stale');
}

/** Forgets the lines of somebody; what they were made of is forgotten where it is kept. */
export async function forgetDigest(tx: Tx, personId: string): Promise<void> {
  await rows(tx, 'DELETE FROM digest WHERE person_id = $1', [personId]);
}
