import type { Db } from '#kernel';
import { SOON_DAYS, TODAY_DAYS } from './team.js';

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
}

export interface DigestQuery {
  readonly leaderId: string;
  /** 'YYYY-MM-DD', and the moment behind it: people elsewhere may have another day. */
  readonly today: string;
  readonly at: string;
  readonly view: 'direct' | 'all' | 'due';
  /** Categories that have a column. */
  readonly categories: readonly string[];
  /** Name and id of the last person of the page before. */
  readonly after: readonly [string, string] | null;
  readonly limit: number;
}

/** No two people's days are further apart than this: 26 hours lie between the first and the last zone. */
const ZONE_DAYS = 2;

/**
 * One look at everybody below: one entry of an index for the licences and one for what is open, where the cells of a
 * thousand people would be ten thousand rows. `in_order`, `is_due` and `next_on` say in SQL what `isInOrder`,
 * `hasSomethingDue` and `summarise` say of members; team-digest.spec.ts compares them. Whoever may be late or within a
 * week of it is left to those: a superset, for here nobody asks for zones and nights. The condition on categories is
 * written so that no index serves it: the one by due day answers with its first entry.
 */
const DIGEST = `
  WITH seen AS MATERIALIZED (
    SELECT p.id, p.key,
           a.category IS NULL AND NOT EXISTS (
             SELECT FROM requirement_open r WHERE r.person_id = p.id AND NOT EXISTS (
               SELECT FROM licence_open o
               WHERE o.person_id = p.id AND o.category = r.category AND o.state NOT IN ('permit', 'suspended'))) AS in_order,
           l.is_near IS TRUE OR (a.due_on <= $2::date + ${TODAY_DAYS + ZONE_DAYS}) IS TRUE AS is_urgent,
           NOT $5 OR l.is_due IS TRUE
             OR (a.due_on - ($6::timestamptz AT TIME ZONE p.zone)::date <= ${SOON_DAYS}) IS TRUE AS is_listed,
           least(a.due_on, l.next_on) AS next_on
    FROM people_below($1, $2::date, $3) team
    CROSS JOIN LATERAL (
      SELECT id, zone, (family_name || ' ' || given_name) COLLATE "nl-x-icu" AS key FROM person WHERE id = team.person_id OFFSET 0) p
    CROSS JOIN LATERAL (
      SELECT array_agg(o.category) AS taken,
             bool_or(o.state NOT IN ('valid', 'permit')) AS is_due,
             bool_or(o.state = 'suspended' OR o.state IN ('renewal', 'grace') AND o.ends_on <= $2::date + ${SOON_DAYS}) AS is_near,
             min(o.ends_on) FILTER (WHERE o.state NOT IN ('permit', 'suspended') AND o.ends_on >= $2::date) AS next_on
      FROM (SELECT category, state, CASE state WHEN 'grace' THEN grace_until ELSE valid_until END AS ends_on
            FROM licence_open WHERE person_id = team.person_id) o
      WHERE array_position($4::text[], o.category) IS NOT NULL) l
    LEFT JOIN LATERAL (
      SELECT r.category, r.due_on FROM requirement_open r
      WHERE r.person_id = team.person_id AND array_position($4::text[], r.category) IS NOT NULL
        AND r.category <> ALL (coalesce(l.taken, '{}'))
      ORDER BY r.due_on LIMIT 1) a ON true)
  SELECT count(*)::int AS people, count(*) FILTER (WHERE in_order)::int AS "inOrder",
         min(next_on) FILTER (WHERE NOT is_urgent) AS "nextOn", count(*) FILTER (WHERE is_listed)::int AS listed,
         string_agg(id::text, ',') FILTER (WHERE is_urgent) AS urgent,
         (SELECT string_agg(id::text, ',' ORDER BY key, id) FROM (
            SELECT id, key FROM seen WHERE is_listed AND ($7::text IS NULL OR (key, id) > ($7::text, $8::uuid))
            ORDER BY key, id LIMIT $9) page) AS shown
  FROM seen`;

/** Reads the digest of one view; `shown` holds `limit` ids and one more when the list goes on. */
export async function readDigest(db: Db, ask: DigestQuery): Promise<TeamDigest> {
  const [key = null, id = null] = ask.after ?? [];
  type Row = Omit<TeamDigest, 'urgent' | 'shown'> & { urgent: string | null; shown: string | null };
  const [row] = await db.prepared<Row>('home.team-digest', DIGEST, [
    ask.leaderId,
    ask.today,
    ask.view !== 'direct',
    ask.categories,
    ask.view === 'due',
    ask.at,
    key,
    id,
    ask.limit + 1,
  ]);
  if (row === undefined) throw new Error('A count gave no row.');
  return { ...row, urgent: idsOf(row.urgent), shown: idsOf(row.shown) };
}

const idsOf = (text: string | null): string[] => text?.split(',') ?? [];
