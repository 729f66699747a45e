import type { CheckedFile } from './check-rows.js';
import type { Company } from './company.js';
import type { Day } from './day.js';
import type { Field } from './fields.js';
import { FULL_FEED, whatMissingMeans, type FeedRules } from './feed.js';
import { displayName } from './person-name.js';
import { isEmployed, planMissing, planPerson, type PlanContext } from './plan-person.js';
import {
  GROUPS,
  type HeldLeave,
  type ImportPlan,
  type PersonPlan,
  type PlanCounts,
  type WaitingLeave,
} from './plan.js';

/**
 * The whole difference between the company as it is known and a file, as one plan: who joins, leaves, moves, changes,
 * is absent; which rows are set aside. Pure: the same company, file and day give the same plan, in the order of HR
 * numbers, and after it was applied the same file gives an empty one.
 *
 * Somebody the file does not name leaves when the feed says so, unless a row without a readable number could be them.
 */
export function planImport(
  company: Company,
  file: CheckedFile,
  given: {
    today: Day;
    mapped: ReadonlySet<Field>;
    defaultSite: string;
    rows: number;
    feed?: FeedRules;
  },
): ImportPlan {
  const context: PlanContext = {
    today: given.today,
    mapped: given.mapped,
    defaultSite: given.defaultSite,
    countries: new Map([...company.sites, ...file.sites].map((site) => [site.name, site.country])),
    managersSetAside: file.managersSetAside,
  };
  const known = new Map(company.people.map((person) => [person.number, person]));
  const people: PersonPlan[] = [];
  for (const [number, rows] of file.people) {
    if (company.others?.numbers.has(number)) continue;
    const plan = planPerson(known.get(number), rows, context);
    if (plan) people.push(plan);
  }
  const missing = planAllMissing(company, file, given.today, given.feed ?? FULL_FEED);
  const { heldLeaves, waitingLeaves } = missing;
  people.push(...missing.leaves);
  people.sort((one, other) => byNumber(one.number, other.number));
  return {
    counts: countPlan(people, missing, file, given.rows),
    people,
    heldLeaves,
    waitingLeaves,
    managersSetAside: [...leadersInUse(file)].sort(byNumber),
    teams: changedTeams(company, file),
    sites: changedSites(company, file).filter(
      ({ name }) => name !== given.defaultSite || usesSite(people, name),
    ),
    problems: file.problems,
    headcount: company.others?.headcount ?? countEmployed(company, given.today),
  };
}

interface Missing {
  readonly leaves: readonly PersonPlan[];
  readonly heldLeaves: readonly HeldLeave[];
  readonly waitingLeaves: readonly WaitingLeave[];
}

/** What becomes of everybody the file does not name, in the order of HR numbers. */
function planAllMissing(company: Company, file: CheckedFile, today: Day, feed: FeedRules): Missing {
  const leaves: PersonPlan[] = [];
  const heldLeaves: HeldLeave[] = [];
  const waitingLeaves: WaitingLeave[] = [];
  const certain = file.rowsWithoutNumber === 0;
  for (const person of company.people) {
    if (file.people.has(person.number) || file.heldNumbers.has(person.number)) continue;
    const meaning = whatMissingMeans(person.id, feed);
    const plan = meaning === 'nothing' ? undefined : planMissing(person, today);
    if (plan === undefined) continue;
    const { id: personId, number } = person;
    if (meaning === 'waits')
      waitingLeaves.push({ number, personId, name: displayName(person), counted: certain });
    else if (certain) leaves.push(plan);
    else heldLeaves.push({ number, personId, name: displayName(person) });
  }
  const inOrder = (one: HeldLeave, other: HeldLeave): number => byNumber(one.number, other.number);
  return { leaves, heldLeaves: heldLeaves.sort(inOrder), waitingLeaves: waitingLeaves.sort(inOrder) };
}

/** Whether a plan would write anything at all. */
export function isEmptyPlan(plan: ImportPlan): boolean {
  return plan.people.length === 0 && plan.teams.length === 0 && plan.sites.length === 0;
}

function countPlan(
  people: readonly PersonPlan[],
  { heldLeaves, waitingLeaves }: Missing,
  file: CheckedFile,
  rows: number,
): PlanCounts {
  const perGroup = Object.fromEntries(
    GROUPS.map((group) => [group, people.filter((person) => person.group === group).length]),
  ) as Record<(typeof GROUPS)[number], number>;
  const touched = new Set(people.map(({ number }) => number));
  const unchanged = [...file.people.keys()].filter((number) => !touched.has(number)).length;
  const problems = new Set(file.problems.map(({ row }) => row)).size + heldLeaves.length;
  return { ...perGroup, problems, unchanged, waiting: waitingLeaves.length, rows };
}

function changedTeams(company: Company, file: CheckedFile): ImportPlan['teams'] {
  const known = new Map(company.teams.map((team) => [team.code, team]));
  return file.teams.flatMap((team) => {
    const before = known.get(team.code);
    const same = before?.name === team.name && before.parentCode === team.parentCode;
    return same ? [] : [{ ...team, isNew: before === undefined }];
  });
}

function changedSites(company: Company, file: CheckedFile): ImportPlan['sites'] {
  const known = new Map(company.sites.map((site) => [site.name, site]));
  return file.sites.flatMap((site) => {
    const before = known.get(site.name);
    const same = before?.zone === site.zone && before.country === site.country;
    return same ? [] : [{ ...site, isNew: before === undefined }];
  });
}

/** The stand-in site is made only when somebody really needs it. */
const usesSite = (people: readonly PersonPlan[], site: string): boolean =>
  people.some(({ employments }) =>
    employments.some(({ placements }) => placements.some(({ facts }) => facts.site === site)),
  );

function leadersInUse(file: CheckedFile): Set<string> {
  const used = new Set<string>();
  if (file.managersSetAside.size === 0) return used;
  for (const rows of file.people.values()) {
    for (const { managerNumber } of rows)
      if (managerNumber !== null && file.managersSetAside.has(managerNumber)) used.add(managerNumber);
  }
  return used;
}

const countEmployed = ({ people }: Company, today: Day): number =>
  people.filter((person) => isEmployedOn(person.employments, today)).length;

const isEmployedOn = (employments: readonly { startsOn: Day; endsOn: Day | null }[], day: Day): boolean =>
  isEmployed(employments, day) &&
  employments.some(({ startsOn, endsOn }) => startsOn <= day && (endsOn === null || endsOn >= day));

/** HR numbers are text, but read as numbers where they are: 999 comes before 1000. */
const byNumber = (one: string, other: string): number =>
  one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
