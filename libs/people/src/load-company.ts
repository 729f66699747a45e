import { rows, type Tx } from '#kernel';
import { dayLists } from './day-lists.js';
import type {
  Company,
  KnownAbsence,
  KnownEmployment,
  KnownPerson,
  KnownPlacement,
} from './import/company.js';

type Owned<T> = T & { readonly owner: string };

/**
 * The company as it stands in the database, whole: five statements, however many people. The rows of the driver are
 * used as they come, without a copy each.
 */
export async function loadCompany(tx: Tx): Promise<Company> {
  const placements = groupByOwner(await loadPlacements(tx));
  const employments = groupByOwner(await loadEmployments(tx, placements));
  const absences = groupByOwner(await loadAbsences(tx));
  const people = await rows<KnownPerson>(
    tx,
    `SELECT id, number, given_name AS "givenName", infix, family_name AS "familyName", email, language, NULL AS employments, NULL AS absences
     FROM person WHERE erased_at IS NULL AND merged_into IS NULL`,
  );
  const teams = await rows<Company['teams'][number]>(
    tx,
    `SELECT t.code, t.name, up.code AS "parentCode" FROM team t LEFT JOIN team up ON up.id = t.parent_id`,
  );
  const sites = await rows<Company['sites'][number]>(tx, 'SELECT name, zone, country FROM site');
  for (const person of people) {
    Object.assign(person, {
      employments: employments.get(person.id) ?? NONE,
      absences: absences.get(person.id) ?? NONE,
    });
  }
  return { people, teams, sites };
}

const NONE: readonly never[] = [];

async function loadPlacements(tx: Tx): Promise<Owned<KnownPlacement>[]> {
  const found = await rows<Owned<KnownPlacement> & { readonly days: string }>(
    tx,
    `SELECT pl.employment_id AS owner, pl.id, pl.seat, lower(pl.valid) AS "startsOn", upper(pl.valid) - 1 AS "endsOn", pl.job,
            t.code AS "teamCode", s.name AS site, m.number AS "managerNumber", pl.weekly_hours::float8 AS "weeklyHours",
            NULL AS "workingDays", pl.working_days::text AS days, pl.night_shift AS "nightShift"
     FROM placement pl JOIN team t ON t.id = pl.team_id JOIN site s ON s.id = pl.site_id LEFT JOIN person m ON m.id = pl.manager_id
     ORDER BY lower(pl.valid)`,
  );
  const daysOf = dayLists();
  for (const placement of found) Object.assign(placement, { workingDays: daysOf(placement.days) });
  return found;
}

async function loadEmployments(
  tx: Tx,
  placements: ReadonlyMap<string, KnownPlacement[]>,
): Promise<Owned<KnownEmployment>[]> {
  const found = await rows<Owned<KnownEmployment>>(
    tx,
    `SELECT person_id AS owner, id, lower(valid) AS "startsOn", upper(valid) - 1 AS "endsOn", contract, NULL AS placements
     FROM employment ORDER BY lower(valid)`,
  );
  for (const employment of found)
    Object.assign(employment, { placements: placements.get(employment.id) ?? NONE });
  return found;
}

function loadAbsences(tx: Tx): Promise<Owned<KnownAbsence>[]> {
  return rows(
    tx,
    `SELECT person_id AS owner, id, type, lower(valid) AS "startsOn", upper(valid) - 1 AS "endsOn" FROM absence ORDER BY lower(valid)`,
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
