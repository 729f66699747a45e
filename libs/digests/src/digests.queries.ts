import { createHash } from 'node:crypto';
import { type Db, one, rows, type Tx } from '#kernel';

/** Whom somebody leads. */
export interface WhomQuery {
  readonly leaderId: string;
  /** 'YYYY-MM-DD' where the leader is. */
  readonly today: string;
  /** Everybody below, or only who reports to the leader directly. */
  readonly deep: boolean;
  /** Categories that have a column. */
  readonly categories: readonly string[];
}

export interface DigestQuery extends WhomQuery {
  /** The moment behind `today`: people elsewhere may have another day. */
  readonly at: string;
  /** Lists only who has something late, out of use, or within `soonDays` of an end or a due day. */
  readonly onlyDue: boolean;
  /** So many days ahead an end or a due day is soon, and so many ahead a due day needs the leader today. */
  readonly soonDays: number;
  readonly urgentDays: number;
  /** Name and id of the last person of the page before. */
  readonly after: readonly [string, string] | null;
  readonly limit: number;
}

/** What somebody holds and what is asked of them, as a line has it. */
export interface DigestCells {
  readonly id: string;
  readonly zone: string;
  /** Of each category the licence that counts: category, state, last day, last day of grace. */
  readonly licences: readonly (readonly [string, string, string, string])[];
  /** Of each category the most urgent requirement: category, state, due day, whether they work at night. */
  readonly requirements: readonly (readonly [string, 'open' | 'satisfied', string | null, boolean])[];
}

/** What a team's first page says of everybody, and who must be looked at more closely for the rest of it. */
export interface TeamDigest {
  readonly people: number;
  /** Hold everything that is asked of them. */
  readonly inOrder: number;
  /** The first day on which something of those who are not urgent ends or is due. */
  readonly nextOn: string | null;
  /** Late, out of use, or close to an end or a due day: their cells say what counts. */
  readonly urgent: readonly string[];
  /** How many people the view lists. */
  readonly listed: number;
  /** The people on this page, by family name; one more than asked for when there are more. */
  readonly shown: readonly string[];
  /** Whether people of somebody else are among them, whose place the leader takes. */
  readonly standsIn: boolean;
  /** Of those who are urgent or shown. */
  readonly cells: readonly DigestCells[];
}

/** No two people's days are further apart than this: 26 hours lie between the first and the last zone. */
const ZONE_DAYS = 2;

/** Marks a list of categories: lines that speak of another list are worked out anew. */
const markOf = (categories: readonly string[]): string =>
  createHash('sha256')
    .update([...categories].sort().join('\n'))
    .digest('hex')
    .slice(0, 8);

/**
 * Of `p`, a person: what is held and asked. `in_order`, `ends_on` and the others say in SQL what `isInOrder`,
 * `hasSomethingDue` and `summarise` of the home pages say of members; team-digest.spec.ts compares them.
 */
const factsOf = (categories: string): string => `
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(category) FILTER (WHERE state IN ('valid', 'renewal', 'grace')), '{}') AS held,
           coalesce(array_agg(category) FILTER (WHERE counts AND state NOT IN ('expired', 'revoked')), '{}') AS taken,
           coalesce(bool_or(counts AND state = 'suspended'), false) AS suspended,
           min(ends_on) FILTER (WHERE counts AND state IN ('renewal', 'grace')) AS renew_on,
           min(ends_on) FILTER (WHERE counts AND state IN ('valid', 'renewal', 'grace')) AS ends_on,
           coalesce(json_agg(json_build_array(category, state, valid_until, grace_until))::text, '[]') AS licences
    FROM (SELECT category, state, valid_until, grace_until, category = ANY (${categories}::text[]) AS counts,
                 CASE state WHEN 'grace' THEN grace_until ELSE valid_until END AS ends_on
          FROM licence_standing WHERE person_id = p.id) l) l
  CROSS JOIN LATERAL (
    SELECT NOT coalesce(bool_or(state = 'open' AND category <> ALL (l.held)), false) AS in_order,
           min(due_on) FILTER (WHERE state = 'open' AND category = ANY (${categories}::text[]) AND category <> ALL (l.taken)) AS due_on,
           coalesce(json_agg(json_build_array(category, state, due_on, night_shift))::text, '[]') AS requirements
    FROM requirement_standing WHERE person_id = p.id) r`;

const SORT_KEY = `p.family_name || ' ' || p.given_name`;

/** Who is placed under `leader` and was noted: not looked for when nobody was. Leader by leader: left to itself the planner reads every placement, or all notes for each leader. */
const LATE = `
  SELECT pl.person_id AS id FROM placement pl
  WHERE EXISTS (SELECT FROM stale) AND pl.manager_id = leader.id AND pl.valid @> $2::date AND (pl.person_id IN (SELECT id FROM stale)) IS TRUE OFFSET 0`;

/**
 * One look at everybody below: their lines, leader by leader, and of those of whom something changed since, what is so
 * now. `seen` has a row for each of them: `id`, and `columns` of a line or of what stands for one. $1 leader, $2 day,
 * $3 deep, $4 categories, $5 their mark.
 */
const everybody = (columns: {
  readonly ofLine: string;
  readonly ofLate: string;
  readonly names: string;
}): string => `
  WITH RECURSIVE stale AS MATERIALIZED (SELECT DISTINCT whose AS id FROM digest_stale),
  leader AS (
    SELECT id FROM (SELECT $1::uuid AS id UNION SELECT d.manager_id FROM deputy d WHERE d.person_id = $1 AND d.valid @> $2::date) own
    UNION
    SELECT led.id FROM leader CROSS JOIN LATERAL (
      SELECT d.person_id AS id FROM digest d
      WHERE d.leads AND d.manager_id = leader.id AND d.valid @> $2::date AND d.person_id NOT IN (SELECT id FROM stale)
      UNION ALL (${LATE})) led
    WHERE $3 AND led.id <> $1),
  below AS MATERIALIZED (
    SELECT d.person_id AS id, d.categories = $5 AS is_ready, ${columns.ofLine}
    FROM leader JOIN digest d ON d.manager_id = leader.id
    WHERE d.valid @> $2::date AND d.person_id <> $1 AND d.person_id NOT IN (SELECT id FROM stale)),
  seen AS MATERIALIZED (
    SELECT DISTINCT ON (id) id, ${columns.names} FROM below WHERE is_ready
    UNION ALL
    SELECT p.id, ${columns.ofLate}
    FROM (SELECT led.id FROM leader CROSS JOIN LATERAL (${LATE}) led WHERE led.id <> $1
          UNION SELECT id FROM below WHERE NOT is_ready) late
    JOIN person p ON p.id = late.id ${factsOf('$4')})`;

/**
 * What a view makes of somebody's days. A line that speaks of a day gone by counts as urgent, and whoever may be late or
 * within days of it does too: a superset, for here nobody asks for zones and nights.
 */
const VERDICT = `
  in_order, least(due_on, ends_on) AS next_on,
  suspended OR (renew_on <= $2::date + $7::int) IS TRUE OR (due_on <= $2::date + $8::int) IS TRUE OR (ends_on < $2::date) IS TRUE AS is_urgent,
  NOT $6 OR suspended OR renew_on IS NOT NULL OR (due_on - ($9::timestamptz AT TIME ZONE zone)::date <= $7::int) IS TRUE AS is_listed`;

/** The texts of a line are in no index: they are fetched for those alone whose cells are wanted. */
const DIGEST = `${everybody({
  ofLine: `sort_key COLLATE "nl-x-icu" AS key, ${VERDICT}, NULL AS zone, NULL AS licences, NULL AS requirements`,
  ofLate: `(${SORT_KEY}) COLLATE "nl-x-icu", ${VERDICT}, zone, licences, requirements`,
  names: 'key, in_order, next_on, is_urgent, is_listed, zone, licences, requirements',
})},
  page AS MATERIALIZED (
    SELECT id, key FROM seen WHERE is_listed AND ($10::text IS NULL OR (key, id) > ($10::text, $11::uuid))
    ORDER BY key, id LIMIT $12)
  SELECT count(*)::int AS people, count(*) FILTER (WHERE in_order)::int AS "inOrder",
         min(next_on) FILTER (WHERE NOT is_urgent) AS "nextOn", count(*) FILTER (WHERE is_listed)::int AS listed,
         string_agg(id::text, ',') FILTER (WHERE is_urgent) AS urgent,
         (SELECT string_agg(id::text, ',' ORDER BY key, id) FROM page) AS shown,
         EXISTS (SELECT FROM deputy WHERE person_id = $1 AND valid @> $2::date) AS "standsIn",
         (SELECT json_agg(json_build_object('id', s.id, 'zone', coalesce(s.zone, d.zone),
                   'licences', coalesce(s.licences, d.licences)::json, 'requirements', coalesce(s.requirements, d.requirements)::json))
          FROM seen s LEFT JOIN LATERAL (
            SELECT zone, licences, requirements FROM digest WHERE s.licences IS NULL AND person_id = s.id LIMIT 1) d ON true
          WHERE s.is_urgent OR s.id IN (SELECT id FROM page)) AS cells
  FROM seen`;

/** Reads the digest of one view; `shown` holds `limit` ids and one more when the list goes on. */
export async function readDigest(db: Db, ask: DigestQuery): Promise<TeamDigest> {
  const [key = null, id = null] = ask.after ?? [];
  type Row = Omit<TeamDigest, 'urgent' | 'shown' | 'cells'> & {
    urgent: string | null;
    shown: string | null;
    cells: DigestCells[] | null;
  };
  const [row] = await db.prepared<Row>('digests.read', DIGEST, [
    ...whomOf(ask),
    ask.onlyDue,
    ask.soonDays,
    ask.urgentDays + ZONE_DAYS,
    ask.at,
    key,
    id,
    ask.limit + 1,
  ]);
  if (row === undefined) throw new Error('A count gave no row.');
  return { ...row, urgent: idsOf(row.urgent), shown: idsOf(row.shown), cells: row.cells ?? [] };
}

const idsOf = (text: string | null): string[] => text?.split(',') ?? [];

const whomOf = (ask: WhomQuery): unknown[] => [
  ask.leaderId,
  ask.today,
  ask.deep,
  ask.categories,
  markOf(ask.categories),
];

const CELL_COLUMNS = 'zone, licences, requirements';
const CELLS = `${everybody({ ofLine: CELL_COLUMNS, ofLate: CELL_COLUMNS, names: CELL_COLUMNS })} SELECT id, ${CELL_COLUMNS} FROM seen`;

/** The cells of everybody below, in no order. */
export async function readCells(db: Db, ask: WhomQuery): Promise<DigestCells[]> {
  type Row = Record<'id' | 'zone' | 'licences' | 'requirements', string>;
  const found = await db.prepared<Row>('digests.read-cells', CELLS, whomOf(ask));
  return found.map(({ id, zone, licences, requirements }) => ({
    id,
    zone,
    licences: JSON.parse(licences) as DigestCells['licences'],
    requirements: JSON.parse(requirements) as DigestCells['requirements'],
  }));
}

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
 * Everybody of whom a line says something else than is so, and of whom nothing was noted: there should be nobody. They
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
       WHERE id NOT IN (SELECT whose FROM digest_stale)),
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
