import { column, rows, type Tx } from '#kernel';
import { dayLists } from './day-lists.js';
import type {
  Company,
  KnownAbsence,
  KnownEmployment,
  KnownPerson,
  KnownPlacement,
} from './import/company.js';

type Owned<T> = T & { readonly owner: string };

/** All teams and sites: few beside the people, and any of them may stand above one that a file names. */
export async function loadTree(tx: Tx): Promise<Pick<Company, 'teams' | 'sites'>> {
  const teams = await rows<Company['teams'][number]>(
    tx,
    `SELECT t.code, t.name, up.code AS "parentCode" FROM team t LEFT JOIN team up ON up.id = t.parent_id`,
  );
  const sites = await rows<Company['sites'][number]>(tx, 'SELECT name, zone, country FROM site');
  return { teams, sites };
}

/**
 * The people with these numbers, as far as they are known, with all they have: four statements, however many people.
 * The rows of the driver are used as they come, without a copy each.
 */
export async function loadPeople(tx: Tx, numbers: readonly string[]): Promise<KnownPerson[]> {
  if (numbers.length === 0) return [];
  const people = await rows<KnownPerson>(
    tx,
    `SELECT p.id, p.number, p.given_name AS "givenName", p.infix, p.family_name AS "familyName", p.email, p.language,
            NULL AS employments, NULL AS absences
     FROM unnest($1::text[]) AS named(number) JOIN person p ON p.number = named.number
     WHERE p.erased_at IS NULL AND p.merged_into IS NULL`,
    [column(numbers, (number) => number)],
  );
  if (people.length === 0) return [];
  const ids = column(people, ({ id }) => id);
  const placements = groupByOwner(await loadPlacements(tx, ids));
  const employments = groupByOwner(await loadEmployments(tx, ids, placements));
  const absences = groupByOwner(await loadAbsences(tx, ids));
  for (const person of people) {
    Object.assign(person, {
      employments: employments.get(person.id) ?? NONE,
      absences: absences.get(person.id) ?? NONE,
    });
  }
  return people;
}

const NONE: readonly never[] = [];
const WANTED = 'unnest($1::uuid[]) AS wanted(id)';

async function loadPlacements(tx: Tx, ids: string): Promise<Owned<KnownPlacement>[]> {
  const found = await rows<Owned<KnownPlacement> & { readonly days: string }>(
    tx,
    `SELECT pl.employment_id AS owner, pl.id, pl.seat, lower(pl.valid) AS "startsOn", upper(pl.valid) - 1 AS "endsOn", pl.job, pl.grade,
            t.code AS "teamCode", s.name AS site, m.number AS "managerNumber", pl.weekly_hours::float8 AS "weeklyHours",
            NULL AS "workingDays", pl.working_days::text AS days, pl.night_shift AS "nightShift"
     FROM ${WANTED} JOIN placement pl ON pl.person_id = wanted.id
     JOIN team t ON t.id = pl.team_id JOIN site s ON s.id = pl.site_id LEFT JOIN person m ON m.id = pl.manager_id
     ORDER BY lower(pl.valid), pl.seat`,
    [ids],
  );
  const daysOf = dayLists();
  for (const placement of found) Object.assign(placement, { workingDays: daysOf(placement.days) });
  return found;
}

async function loadEmployments(
  tx: Tx,
  ids: string,
  placements: ReadonlyMap<string, KnownPlacement[]>,
): Promise<Owned<KnownEmployment>[]> {
  const found = await rows<Owned<KnownEmployment>>(
    tx,
    `SELECT e.person_id AS owner, e.id, lower(e.valid) AS "startsOn", upper(e.valid) - 1 AS "endsOn", e.contract, NULL AS placements
     FROM ${WANTED} JOIN employment e ON e.person_id = wanted.id ORDER BY lower(e.valid)`,
    [ids],
  );
  for (const employment of found)
    Object.assign(employment, { placements: placements.get(employment.id) ?? NONE });
  return found;
}

function loadAbsences(tx: Tx, ids: string): Promise<Owned<KnownAbsence>[]> {
  return rows(
    tx,
    `SELECT a.person_id AS owner, a.id, a.type, lower(a.valid) AS "startsOn", upper(a.valid) - 1 AS "endsOn"
     FROM ${WANTED} JOIN absence a ON a.person_id = wanted.id ORDER BY lower(a.valid), a.type`,
    [ids],
  );
}

function groupByOwner<T>(list: readonly Owned<T>[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of list) {
    const own = groups.get(thing.owner);
    if (own) own.push(thing);
    else groups.set(thing.owner, [thing]);
  }
  return groups;
}
