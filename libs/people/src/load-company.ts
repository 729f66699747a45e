import { rows, type Tx } from '#kernel';
import type { Company, KnownAbsence, KnownEmployment, KnownPerson, KnownPlacement } from './import/company.js';

interface Own<T> {
  readonly owner: string;
  readonly thing: T;
}

/** The company as it stands in the database, whole: five statements, however many people. */
export async function loadCompany(tx: Tx): Promise<Company> {
  const placements = groupByOwner(await loadPlacements(tx));
  const employments = groupByOwner(await loadEmployments(tx, placements));
  const absences = groupByOwner(await loadAbsences(tx));
  const people = await rows<Omit<KnownPerson, 'employments' | 'absences'>>(
    tx,
    `SELECT id, number, given_name AS "givenName", infix, family_name AS "familyName", email, language FROM person WHERE erased_at IS NULL`,
  );
  const teams = await rows<Company['teams'][number]>(
    tx,
    `SELECT t.code, t.name, up.code AS "parentCode" FROM team t LEFT JOIN team up ON up.id = t.parent_id`,
  );
  const sites = await rows<Company['sites'][number]>(tx, 'SELECT name, zone, country FROM site');
  return {
    people: people.map((person) => ({
      ...person,
      employments: employments.get(person.id) ?? [],
      absences: absences.get(person.id) ?? [],
    })),
    teams,
    sites,
  };
}

async function loadPlacements(tx: Tx): Promise<Own<KnownPlacement>[]> {
  const found = await rows<KnownPlacement & { owner: string; hours: string | null }>(
    tx,
    `SELECT pl.employment_id AS owner, pl.id, pl.seat, lower(pl.valid) AS "startsOn", upper(pl.valid) - 1 AS "endsOn", pl.job,
            t.code AS "teamCode", s.name AS site, m.number AS "managerNumber", pl.weekly_hours AS hours,
            pl.working_days AS "workingDays", pl.night_shift AS "nightShift"
     FROM placement pl JOIN team t ON t.id = pl.team_id JOIN site s ON s.id = pl.site_id LEFT JOIN person m ON m.id = pl.manager_id
     ORDER BY lower(pl.valid)`,
  );
  return found.map(({ owner, hours, ...thing }) => ({
    owner,
    thing: { ...thing, weeklyHours: hours === null ? null : Number(hours) },
  }));
}

async function loadEmployments(tx: Tx, placements: ReadonlyMap<string, KnownPlacement[]>): Promise<Own<KnownEmployment>[]> {
  const found = await rows<Omit<KnownEmployment, 'placements'> & { owner: string }>(
    tx,
    `SELECT person_id AS owner, id, lower(valid) AS "startsOn", upper(valid) - 1 AS "endsOn", contract
     FROM employment ORDER BY lower(valid)`,
  );
  return found.map(({ owner, ...thing }) => ({ owner, thing: { ...thing, placements: placements.get(thing.id) ?? [] } }));
}

async function loadAbsences(tx: Tx): Promise<Own<KnownAbsence>[]> {
  const found = await rows<KnownAbsence & { owner: string }>(
    tx,
    `SELECT person_id AS owner, id, type, lower(valid) AS "startsOn", upper(valid) - 1 AS "endsOn" FROM absence ORDER BY lower(valid)`,
  );
  return found.map(({ owner, ...thing }) => ({ owner, thing }));
}

function groupByOwner<T>(list: readonly Own<T>[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const { owner, thing } of list) {
    const own = groups.get(owner);
    if (own) own.push(thing);
    else groups.set(owner, [thing]);
  }
  return groups;
}
