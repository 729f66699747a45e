import type { Db } from '#kernel';
import { factsOf, markOf, SORT_KEY } from './digest-facts.js';

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

/**
 * Who is placed under `leader` and was noted; not looked for when nobody was. OFFSET 0 and IS TRUE keep it leader by leader:
 * left to itself the planner reads every placement, or all notes for each leader.
 */
const LATE = `
  SELECT pl.person_id AS id FROM placement pl
  WHERE EXISTS (SELECT FROM stale) AND pl.manager_id = leader.id AND pl.valid @> $2::date AND (pl.person_id IN (SELECT id FROM stale)) IS TRUE OFFSET 0`;

/**
 * One look at everybody below: their lines, leader by leader, and of those of whom something changed since, what is so
 * now. `seen` has a row for each of them: `id`, and `columns` of a line or of what stands for one. $1 leader, $2 day,
 * $3 deep, $4 categories, $5 their mark. The notes come by way of an array: of a table that is full one minute and empty
 * the next, the planner's statistics say nothing, and with those of a full one it would look through all notes for each line.
 */
const everybody = (columns: {
  readonly ofLine: string;
  readonly ofLate: string;
  readonly names: string;
}): string => `
  WITH RECURSIVE stale AS MATERIALIZED (SELECT DISTINCT id FROM unnest(ARRAY(SELECT whose FROM digest_stale)) AS noted (id)),
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
