import type { Company, KnownEmployment, KnownPerson } from '../import/company.js';
import type { EmploymentWrite, ImportPlan, PersonPlan } from '../import/plan.js';

/** Applies a plan to a company in memory, as the database does: for specs of the planning itself. */
export function applyPlan(company: Company, plan: ImportPlan): Company {
  const people = new Map(company.people.map((person) => [person.number, person]));
  for (const change of plan.people) people.set(change.number, applyPerson(people.get(change.number), change));
  const teams = new Map(company.teams.map((team) => [team.code, team]));
  for (const { isNew: _, ...team } of plan.teams) teams.set(team.code, team);
  const sites = new Map(company.sites.map((site) => [site.name, site]));
  for (const { isNew: _, ...site } of plan.sites) sites.set(site.name, site);
  return { people: [...people.values()], teams: [...teams.values()], sites: [...sites.values()] };
}

let lastId = 0;
const newId = (): string => `id-${++lastId}`;

function applyPerson(before: KnownPerson | undefined, change: PersonPlan): KnownPerson {
  const values = change.person ?? before;
  if (values === undefined) throw new Error('a new person comes with values');
  const { givenName, infix, familyName, email, language } = values;
  const own = {
    id: before?.id ?? newId(),
    number: change.number,
    givenName,
    infix,
    familyName,
    email,
    language,
  };
  const absences = written(before?.absences ?? [], change.absences, ({ type, startsOn, endsOn }) => ({
    type,
    startsOn,
    endsOn,
  }));
  return { ...own, employments: applyEmployments(before?.employments ?? [], change.employments), absences };
}

function applyEmployments(
  before: readonly KnownEmployment[],
  writes: readonly EmploymentWrite[],
): KnownEmployment[] {
  const employments = written(before, writes, (write) => {
    const known = before.find(({ id }) => id === write.id);
    const placements = written(
      known?.placements ?? [],
      write.placements,
      ({ seat, startsOn, endsOn, facts }) => ({ ...facts, seat, startsOn, endsOn }),
    );
    return { startsOn: write.startsOn, endsOn: write.endsOn, contract: write.contract, placements };
  });
  return employments.sort((one, other) => (one.startsOn < other.startsOn ? -1 : 1));
}

function written<Known extends { id: string }, Write extends { act: string; id: string | null }>(
  before: readonly Known[],
  writes: readonly Write[],
  valuesOf: (write: Write) => Omit<Known, 'id'>,
): Known[] {
  const after = new Map(before.map((known) => [known.id, known]));
  for (const write of writes) {
    if (write.act === 'delete') after.delete(write.id ?? '');
    else {
      const id = write.id ?? newId();
      after.set(id, { ...valuesOf(write), id } as Known);
    }
  }
  return [...after.values()];
}
