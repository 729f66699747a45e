import { type Db, rows, type Tx } from '#kernel';

export interface MemberRow {
  readonly personId: string;
  readonly name: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly team: string;
  readonly isAway: boolean;
  readonly awayUntil: string | null;
}

/**
 * Names, team and absence of people on a day; somebody with two jobs once, with the job that came first. Person by
 * person: so one plan serves any number of them, and planning `person_facts` costs more than reading it for a page.
 */
export function listMembers(db: Db, personIds: readonly string[], on: string): Promise<MemberRow[]> {
  return db.prepared<MemberRow>('home.team-members', MEMBERS, [on, personIds]);
}

const MEMBERS = `
  SELECT f.* FROM unnest($2::uuid[]) AS asked (id) CROSS JOIN LATERAL (
    SELECT person_id AS "personId", display_name AS name, family_name AS "familyName", given_name AS "givenName",
           team_name AS team, absence_type IS NOT NULL AS "isAway", absence_until AS "awayUntil"
    FROM person_facts($1::date) WHERE person_id = asked.id ORDER BY employment_start, placement_id LIMIT 1) f`;

/** How many people have a job on a day. */
export async function countPeople(tx: Tx, on: string): Promise<number> {
  const [row] = await rows<{ n: number }>(
    tx,
    'SELECT count(DISTINCT person_id)::int AS n FROM person_facts($1)',
    [on],
  );
  return row?.n ?? 0;
}
