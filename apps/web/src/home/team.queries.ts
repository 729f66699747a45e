import { among, rows, type Tx } from '#kernel';

export interface MemberRow {
  readonly personId: string;
  readonly name: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly team: string;
  readonly isAway: boolean;
  readonly awayUntil: string | null;
}

/** Names, team and absence of people on a day; somebody with two jobs once, with the job that came first. */
export function listMembers(tx: Tx, personIds: readonly string[], on: string): Promise<MemberRow[]> {
  const { equals, value } = among(personIds, '$2');
  return rows<MemberRow>(
    tx,
    `SELECT DISTINCT ON (person_id) person_id AS "personId", display_name AS name, family_name AS "familyName",
            given_name AS "givenName", team_name AS team, absence_type IS NOT NULL AS "isAway", absence_until AS "awayUntil"
     FROM person_facts($1) WHERE person_id ${equals} ORDER BY person_id, employment_start, placement_id`,
    [on, value],
  );
}

/** How many people have a job on a day. */
export async function countPeople(tx: Tx, on: string): Promise<number> {
  const [row] = await rows<{ n: number }>(
    tx,
    'SELECT count(DISTINCT person_id)::int AS n FROM person_facts($1)',
    [on],
  );
  return row?.n ?? 0;
}
