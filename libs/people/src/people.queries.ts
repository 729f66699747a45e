import { one, rows, type Tx } from '#kernel';
import type { Language } from './import/read-value.js';

/** A person as other libs see them. */
export interface PersonView {
  readonly id: string;
  readonly number: string;
  readonly displayName: string;
  readonly givenName: string;
  /** With its infix: "de Wit". */
  readonly familyName: string;
  readonly initials: string;
  readonly email: string | null;
  readonly language: Language;
  readonly zone: string;
  readonly country: string;
  readonly siteId: string | null;
}

/**
 * ORDER BY that puts the main placement of a person first: what holds on the day, lowest seat first; else the next one
 * to come; else the last one that was.
 */
export const mainFirst = (placement: string, day: string): string =>
  `(${placement}.valid @> ${day}::date) DESC, (lower(${placement}.valid) > ${day}::date) DESC,
   CASE WHEN ${placement}.valid @> ${day}::date THEN 0 ELSE abs(lower(${placement}.valid) - ${day}::date) END, ${placement}.seat`;

const MAIN_PLACEMENT = `
  SELECT m.site_id, m.team_id, m.job, m.valid FROM placement m WHERE m.person_id = p.id ORDER BY ${mainFirst('m', '$2')} LIMIT 1`;

export async function findPersonById(
  tx: Tx,
  id: string,
  on: string,
  defaultCountry: string,
): Promise<PersonView | undefined> {
  return one<PersonView>(
    tx,
    `SELECT p.id, p.number, p.display_name AS "displayName", p.given_name AS "givenName",
            concat_ws(' ', p.infix, p.family_name) AS "familyName",
            upper(left(p.given_name, 1) || left(p.family_name, 1)) AS initials,
            p.email, p.language, p.zone, coalesce(s.country, $3) AS country, s.id AS "siteId"
     FROM person p LEFT JOIN LATERAL (${MAIN_PLACEMENT}) m ON true LEFT JOIN site s ON s.id = m.site_id
     WHERE p.id = $1`,
    [id, on, defaultCountry],
  );
}

/** Somebody ($1), and the leaders whose place they take on the day in `day`: as an array, so that an index serves it. */
const leadersFor = (day: string): string =>
  `ANY (ARRAY(SELECT $1::uuid UNION ALL SELECT d.manager_id FROM deputy d WHERE d.person_id = $1 AND d.valid @> ${day}::date))`;

/**
 * People led by somebody on a day, or by those they stand in for; `all` goes down to the last leaf. A circle ends
 * where it began.
 */
export async function listReportIds(
  tx: Tx,
  managerId: string,
  on: string,
  depth: 'direct' | 'all',
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'SELECT person_id AS id FROM people_below($1, $2::date, $3) ORDER BY 1',
    [managerId, on, depth === 'all'],
  );
  return found.map(({ id }) => id);
}

/** Whether somebody, or who they stand in for, leads this person on a day, directly or through others: climbs from the person up. */
export async function leads(tx: Tx, managerId: string, personId: string, on: string): Promise<boolean> {
  const found = await one(
    tx,
    `WITH RECURSIVE above AS (
       SELECT manager_id FROM placement WHERE person_id = $2 AND valid @> $3::date AND manager_id IS NOT NULL
       UNION
       SELECT up.manager_id FROM above JOIN placement up ON up.person_id = above.manager_id AND up.valid @> $3::date
       WHERE up.manager_id IS NOT NULL)
     SELECT 1 FROM above WHERE manager_id = ${leadersFor('$3')} AND $1::uuid <> $2::uuid LIMIT 1`,
    [managerId, personId, on],
  );
  return found !== undefined;
}

/** For each of these people whom somebody leads on a day in another's place only: that other leader. */
export async function ledInPlaceOf(
  tx: Tx,
  actorId: string,
  personIds: readonly string[],
  on: string,
): Promise<Map<string, string>> {
  const found = await rows<{ personId: string; managerId: string }>(
    tx,
    `WITH RECURSIVE above AS (
       SELECT person_id, manager_id FROM placement WHERE person_id = ANY($2::uuid[]) AND valid @> $3::date AND manager_id IS NOT NULL
       UNION
       SELECT above.person_id, up.manager_id FROM above JOIN placement up ON up.person_id = above.manager_id AND up.valid @> $3::date
       WHERE up.manager_id IS NOT NULL)
     SELECT above.person_id AS "personId", min(d.manager_id::text) AS "managerId"
     FROM above JOIN deputy d ON d.manager_id = above.manager_id AND d.person_id = $1 AND d.valid @> $3::date
     WHERE NOT EXISTS (SELECT 1 FROM above own WHERE own.person_id = above.person_id AND own.manager_id = $1)
     GROUP BY above.person_id`,
    [actorId, personIds, on],
  );
  return new Map(found.map(({ personId, managerId }) => [personId, managerId]));
}

export async function isEmployedOn(tx: Tx, personId: string, on: string): Promise<boolean> {
  return (
    (await one(tx, 'SELECT 1 FROM employment WHERE person_id = $1 AND valid @> $2::date', [personId, on])) !==
    undefined
  );
}

export interface TeamView {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly path: string;
}

export function allTeams(tx: Tx): Promise<TeamView[]> {
  return rows(tx, 'SELECT id, code, name, path FROM team ORDER BY path');
}

export interface SiteView {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly country: string;
}

export function allSites(tx: Tx): Promise<SiteView[]> {
  return rows(tx, 'SELECT id, name, zone, country FROM site ORDER BY name');
}

export async function allJobs(tx: Tx, on: string): Promise<string[]> {
  const found = await rows<{ job: string }>(
    tx,
    'SELECT DISTINCT job FROM placement WHERE valid @> $1::date ORDER BY job',
    [on],
  );
  return found.map(({ job }) => job);
}
