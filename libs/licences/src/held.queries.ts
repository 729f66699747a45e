import { one, rows, type Tx } from '#kernel';
import type { LicenceState } from './licence.js';

/** Who held what on a day, and as far as was known at a moment. */
export interface HeldFilter {
  readonly on: string;
  /** Lines of the ledger written later are left out; null for everything known now. */
  readonly knownAt?: string | null;
  readonly category?: string | undefined;
  /** Only these people. */
  readonly personIds?: readonly string[] | undefined;
  /** Sort key of the last row before: person id and category. */
  readonly after?: { readonly personId: string; readonly category: string } | undefined;
  readonly limit: number;
}

export interface Held {
  readonly personId: string;
  readonly name: string;
  readonly personNumber: string;
  /** Of the placement on that day; null for somebody who had none. */
  readonly team: string | null;
  readonly category: string;
  readonly state: LicenceState;
  readonly number: string;
  readonly validFrom: string;
  readonly validUntil: string;
}

/** One standing per person and category on that day: the open document, else the last one that had ended. */
const STANDING = `
  SELECT DISTINCT ON (f.person_id, f.category) f.*
  FROM licence_facts($1::date, coalesce($2::timestamptz, 'infinity')) f
  WHERE ($3::text IS NULL OR f.category = $3) AND ($4::uuid[] IS NULL OR f.person_id = ANY($4))
  ORDER BY f.person_id, f.category, (f.state IN ('expired', 'revoked')), f.last_seq DESC`;

const HELD_COLUMNS = `s.person_id AS "personId", p.display_name AS name, p.number AS "personNumber",
  (SELECT t.name FROM placement pl JOIN team t ON t.id = pl.team_id
   WHERE pl.person_id = s.person_id AND pl.valid @> $1::date ORDER BY pl.seat LIMIT 1) AS team,
  s.category, s.state, s.number, s.valid_from AS "validFrom", s.valid_until AS "validUntil"`;

/**
 * Who held what on `on`, from the ledger itself: it answers for any day in the past, and for a day to come as far as
 * dates alone decide. One statement; sorted by person and category.
 */
export function listHeld(tx: Tx, filter: HeldFilter): Promise<Held[]> {
  return rows<Held>(
    tx,
    `WITH standing AS MATERIALIZED (${STANDING}),
     page AS (
       SELECT * FROM standing s
       WHERE $5::uuid IS NULL OR (s.person_id, s.category) > ($5::uuid, $6::text)
       ORDER BY s.person_id, s.category LIMIT $7)
     SELECT ${HELD_COLUMNS}
     FROM page s JOIN person p ON p.id = s.person_id ORDER BY s.person_id, s.category`,
    [...standingValues(filter), filter.after?.personId ?? null, filter.after?.category ?? null, filter.limit],
  );
}

/**
 * The standings of everybody on a day, taken once in this transaction; `chunk` gives them piece by piece, by the order
 * of HR numbers. So a report over years of ledger reads it once and holds one piece in memory.
 */
export async function snapshotHeld(
  tx: Tx,
  on: string,
): Promise<{ total: number; chunk: (from: number, n: number) => Promise<Held[]> }> {
  await rows(
    tx,
    `CREATE TEMPORARY TABLE held_snapshot (n integer PRIMARY KEY, person_id uuid, category text, state text, number text,
       valid_from date, valid_until date) ON COMMIT DROP`,
  );
  await rows(
    tx,
    `INSERT INTO held_snapshot
     SELECT row_number() OVER (ORDER BY p.number, s.category), s.person_id, s.category, s.state, s.number, s.valid_from, s.valid_until
     FROM (${STANDING}) s JOIN person p ON p.id = s.person_id`,
    [on, null, null, null],
  );
  const row = await one<{ n: number }>(tx, 'SELECT count(*)::int AS n FROM held_snapshot');
  const chunk = (from: number, n: number): Promise<Held[]> =>
    rows<Held>(
      tx,
      `SELECT ${HELD_COLUMNS} FROM held_snapshot s JOIN person p ON p.id = s.person_id
       WHERE s.n > $2 AND s.n <= $2 + $3::int ORDER BY s.n`,
      [on, from, n],
    );
  return { total: row?.n ?? 0, chunk };
}

export interface HeldCount {
  readonly category: string;
  readonly state: LicenceState;
  readonly n: number;
}

/** How many people stood where in each category on that day. */
export function countHeld(tx: Tx, filter: Omit<HeldFilter, 'limit' | 'after'>): Promise<HeldCount[]> {
  return rows<HeldCount>(
    tx,
    `SELECT s.category, s.state, count(*)::int AS n FROM (${STANDING}) s GROUP BY 1, 2 ORDER BY 1, 2`,
    standingValues(filter),
  );
}

function standingValues(filter: Omit<HeldFilter, 'limit' | 'after'>): unknown[] {
  return [filter.on, filter.knownAt ?? null, filter.category ?? null, filter.personIds ?? null];
}

export interface Lapse {
  readonly personId: string;
  readonly name: string;
  readonly category: string;
  readonly state: LicenceState;
  /** The day after which it opens nothing any more. */
  readonly lapsesAfter: string;
  readonly daysLeft: number;
}

/** Licences and permits of these people that stop opening things within `days` days when nobody acts, soonest first. */
export function listLapses(tx: Tx, personIds: readonly string[], on: string, days: number): Promise<Lapse[]> {
  return rows<Lapse>(
    tx,
    `SELECT l.person_id AS "personId", p.display_name AS name, l.category, l.state, l.grace_until AS "lapsesAfter",
       l.grace_until - $2::date AS "daysLeft"
     FROM licence l JOIN person p ON p.id = l.person_id
     WHERE l.person_id = ANY($1::uuid[]) AND l.state IN ('permit', 'valid', 'renewal', 'grace')
       AND l.grace_until BETWEEN $2::date AND $2::date + $3::int
     ORDER BY l.grace_until, p.sort_name, l.category`,
    [personIds, on, days],
  );
}

/** What nobody may ever find: each line counts what contradicts it. All of them are 0 in a healthy house. */
export interface Invariants {
  /** People with two open licences of one category. */
  readonly doubles: number;
  /** Licences whose row and whose as-of view, at the end of the ledger, disagree about dates, or about being suspended or revoked. */
  readonly strays: number;
  /** Licences that a sweep should have moved two days ago. */
  readonly stuck: number;
}

/** Three statements' worth of truth in one: cheap enough for every night. */
export async function checkInvariants(tx: Tx, today: string): Promise<Invariants> {
  const row = await one<Invariants>(
    tx,
    `SELECT
       (SELECT count(*)::int FROM (
          SELECT 1 FROM licence WHERE state NOT IN ('expired', 'revoked') GROUP BY person_id, category HAVING count(*) > 1) d
       ) AS doubles,
       (SELECT count(*)::int FROM licence l LEFT JOIN licence_facts('9999-12-31', 'infinity') f ON f.licence_id = l.id
        WHERE (f.valid_from, f.valid_until, f.grace_until) IS DISTINCT FROM (l.valid_from, l.valid_until, l.grace_until)
           OR (l.state IN ('suspended', 'revoked') OR f.state IN ('suspended', 'revoked')) AND f.state IS DISTINCT FROM l.state
       ) AS strays,
       (SELECT count(*)::int FROM licence WHERE next_change_on < $1::date - 2) AS stuck`,
    [today],
  );
  return row ?? { doubles: 0, strays: 0, stuck: 0 };
}
