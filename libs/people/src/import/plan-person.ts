import type { KnownEmployment, KnownPerson, PlacementFacts } from './company.js';
import { earliestEnd, type Day } from './day.js';
import type { Field } from './fields.js';
import { displayName } from './person-name.js';
import { planAbsences } from './plan-absences.js';
import type { ToldPlacement } from './match-seats.js';
import {
  type MergedEmployment,
  pairEmployments,
  tellEmployments,
  type ToldEmployment,
} from './pair-employments.js';
import { sameFacts } from './placement-facts.js';
import { endPlacements, planPlacements } from './plan-placements.js';
import type { EmploymentWrite, FieldChange, Group, PersonPlan, PersonValues } from './plan.js';
import type { PersonRow } from './read-rows.js';
import type { Language } from './read-value.js';

/** What a row means depends on these. */
export interface RowContext {
  /** Fields that have a column; the others are left as they are. */
  readonly mapped: ReadonlySet<Field>;
  readonly defaultSite: string;
  readonly managersSetAside: ReadonlySet<string>;
}

/** What the planning of one person needs to know besides that person. */
export interface PlanContext extends RowContext {
  readonly today: Day;
  /** Country by site name: it decides the language of somebody whose language the file does not tell. */
  readonly countries: ReadonlyMap<string, string>;
}

/**
 * What a file changes for one person, or undefined when it changes nothing. Nothing that somebody achieved hangs on
 * an employment, so a return is simply a further employment of the same person.
 */
export function planPerson(
  known: KnownPerson | undefined,
  rows: readonly PersonRow[],
  context: PlanContext,
): PersonPlan | undefined {
  if (known !== undefined && rows[0] !== undefined && isPlainlyUnchanged(known, rows, rows[0], context))
    return undefined;
  const values = valuesOf(known, rows, context);
  const fields: FieldChange[] = known ? valueChanges(known, values) : [];
  const changed = known === undefined || fields.length > 0;
  const pairs = pairEmployments(known?.employments ?? [], tellEmployments(rows), context.today);
  const employments = pairs.flatMap(([before, told]) => planEmployment(before, told, context, fields));
  const absences = context.mapped.has('absenceFrom')
    ? planAbsences(
        known?.absences ?? [],
        rows.flatMap(({ absence }) => (absence ? [absence] : [])),
        context.today,
      )
    : { writes: [], fields: [] };
  fields.push(...absences.fields);
  if (!changed && employments.length === 0 && absences.writes.length === 0) return undefined;
  const number = known?.number ?? rows[0]?.number ?? '';
  return {
    group: groupOf(known, employments, fields, context.today),
    number,
    personId: known?.id ?? null,
    name: displayName(values),
    returns:
      known !== undefined && known.employments.length > 0 && !isEmployed(known.employments, context.today),
    fields,
    person: changed ? values : null,
    employments,
    absences: absences.writes,
  };
}

/**
 * What it means that a file of everybody no longer names somebody: today is the last day; an employment that has
 * not begun never begins. Undefined when there is nothing to end.
 */
export function planMissing(known: KnownPerson, today: Day): PersonPlan | undefined {
  const fields: FieldChange[] = [];
  const employments = known.employments.flatMap((employment) => endEmployment(employment, today, fields));
  if (employments.length === 0) return undefined;
  const { id, number } = known;
  const name = displayName(known);
  return {
    group: 'leaves',
    number,
    personId: id,
    name,
    returns: false,
    fields,
    person: null,
    employments,
    absences: [],
  };
}

/** Whether somebody is employed on that day, or will be. */
export function isEmployed(employments: readonly { endsOn: Day | null }[], today: Day): boolean {
  return employments.some(({ endsOn }) => endsOn === null || endsOn >= today);
}

/**
 * The short answer for nearly everybody in a nightly file: one row, one employment, one job, no absence, all the same.
 * Whoever does not fit goes the long way, which comes to the same answer.
 */
function isPlainlyUnchanged(
  known: KnownPerson,
  rows: readonly PersonRow[],
  row: PersonRow,
  context: PlanContext,
): boolean {
  const [employment] = known.employments;
  const [placement] = employment?.placements ?? [];
  if (!employment || !placement || rows.length > 1 || known.employments.length > 1) return false;
  if (employment.placements.length > 1 || row.absence !== null || known.absences.length > 0) return false;
  if (row.startsOn !== employment.startsOn || row.endsOn !== employment.endsOn) return false;
  if (context.mapped.has('contract') && row.contract !== employment.contract) return false;
  const job = toldPlacement(row, row.startsOn, context);
  return (
    placement.endsOn === earliestEnd(job.until, row.endsOn) &&
    sameFacts(placement, job.factsAfter(placement)) &&
    valueChanges(known, valuesOf(known, rows, context)).length === 0
  );
}

function valuesOf(
  known: KnownPerson | undefined,
  rows: readonly PersonRow[],
  context: PlanContext,
): PersonValues {
  const row = rows[0];
  if (row === undefined) throw new Error('a person in a file has at least one row');
  const country = context.countries.get(row.site ?? context.defaultSite);
  const spoken: Language = country === undefined || DUTCH_AT_WORK.has(country) ? 'nl' : 'en';
  return {
    givenName: row.givenName,
    infix: row.infix,
    familyName: row.familyName,
    email: context.mapped.has('email') ? row.email : (known?.email ?? null),
    language: row.language ?? known?.language ?? spoken,
  };
}

/** Countries of the kingdom and its neighbours where work is done in Dutch. */
const DUTCH_AT_WORK: ReadonlySet<string> = new Set(['NL', 'BE', 'CW', 'AW', 'SX', 'BQ', 'SR']);

function valueChanges(before: PersonValues, after: PersonValues): FieldChange[] {
  const fields: FieldChange[] = [];
  const compare = (field: 'name' | 'email' | 'language', old: string | null, next: string | null): void => {
    if (old !== next) fields.push({ field, before: old, after: next, from: null });
  };
  const sameParts = before.infix === after.infix && before.familyName === after.familyName;
  if (before.givenName !== after.givenName || !sameParts)
    compare('name', displayName(before), displayName(after));
  compare('email', before.email, after.email);
  compare('language', before.language, after.language);
  return fields;
}

function planEmployment(
  before: MergedEmployment | null,
  told: ToldEmployment | null,
  context: PlanContext,
  fields: FieldChange[],
): EmploymentWrite[] {
  if (told === null) return before ? endEmployment(before, context.today, fields) : [];
  const { startsOn, endsOn } = told;
  const jobs = told.rows.map((row) => toldPlacement(row, startsOn, context));
  const placements = planPlacements(before, jobs, { startsOn, endsOn }, context.today, newcomersOf(before));
  const contract = context.mapped.has('contract') ? told.contract : (before?.contract ?? null);
  if (before === null) {
    const facts = jobs[0]?.factsAfter(undefined);
    fields.push(...openingFields(startsOn, endsOn, facts));
    return [{ act: 'insert', id: null, startsOn, endsOn, contract, placements: placements.writes }];
  }
  const moved = before.startsOn !== startsOn || before.endsOn !== endsOn || before.contract !== contract;
  if (before.startsOn !== startsOn)
    fields.push({ field: 'startsOn', before: before.startsOn, after: startsOn, from: null });
  if (before.endsOn !== endsOn)
    fields.push({ field: 'endsOn', before: before.endsOn, after: endsOn, from: null });
  if (before.contract !== contract)
    fields.push({ field: 'contract', before: before.contract, after: contract, from: null });
  fields.push(...placements.fields);
  if (!moved && placements.writes.length === 0) return [];
  const taken = before.absorbed.map((other): EmploymentWrite => ({
    act: 'delete',
    ...other,
    placements: [],
  }));
  return [
    ...taken,
    {
      act: moved ? 'update' : 'keep',
      id: before.id,
      startsOn,
      endsOn,
      contract,
      placements: placements.writes,
    },
  ];
}

/** Placements that change employment, so that they are written even if nothing else about them changes. */
const newcomersOf = (employment: MergedEmployment | null): ReadonlySet<string> =>
  new Set(employment?.absorbed.flatMap(({ placements }) => placements.map(({ id }) => id)));

function openingFields(startsOn: Day, endsOn: Day | null, facts: PlacementFacts | undefined): FieldChange[] {
  const opening: FieldChange[] = [{ field: 'startsOn', before: null, after: startsOn, from: null }];
  if (endsOn !== null) opening.push({ field: 'endsOn', before: null, after: endsOn, from: null });
  if (facts) {
    opening.push({ field: 'job', before: null, after: facts.job, from: null });
    opening.push({ field: 'team', before: null, after: facts.teamCode, from: null });
  }
  return opening;
}

/** The job that one row tells, in an employment that began on this day. */
export function toldPlacement(row: PersonRow, employmentStart: Day, context: RowContext): ToldPlacement {
  const { mapped, managersSetAside, defaultSite } = context;
  const ownStart = row.startsOn > employmentStart ? row.startsOn : null;
  const from = row.placementFrom !== null && row.placementFrom > row.startsOn ? row.placementFrom : ownStart;
  const leader =
    row.managerNumber !== null && managersSetAside.has(row.managerNumber) ? null : row.managerNumber;
  return {
    from,
    until: earliestEnd(row.placementUntil, row.endsOn),
    factsAfter: (known) => ({
      job: row.job,
      grade: mapped.has('grade') ? row.grade : (known?.grade ?? null),
      teamCode: row.teamCode,
      site: mapped.has('site') || !known ? (row.site ?? defaultSite) : known.site,
      managerNumber: mapped.has('managerNumber') ? leader : (known?.managerNumber ?? null),
      weeklyHours: mapped.has('weeklyHours') ? row.weeklyHours : (known?.weeklyHours ?? null),
      workingDays: mapped.has('workingDays') || !known ? row.workingDays : known.workingDays,
      nightShift: mapped.has('nightShift') || !known ? row.nightShift : known.nightShift,
    }),
  };
}

function endEmployment(employment: KnownEmployment, today: Day, fields: FieldChange[]): EmploymentWrite[] {
  const { id, startsOn, endsOn, contract } = employment;
  if (endsOn !== null && endsOn <= today) return [];
  if (startsOn > today) {
    fields.push({ field: 'startsOn', before: startsOn, after: null, from: null });
    const placements = employment.placements.map((placement) => ({
      act: 'delete' as const,
      id: placement.id,
      seat: placement.seat,
      startsOn: placement.startsOn,
      endsOn: placement.endsOn,
      facts: placement,
    }));
    return [{ act: 'delete', id, startsOn, endsOn, contract, placements }];
  }
  fields.push({ field: 'endsOn', before: endsOn, after: today, from: null });
  return [
    { act: 'update', id, startsOn, endsOn: today, contract, placements: endPlacements(employment, today) },
  ];
}

function groupOf(
  known: KnownPerson | undefined,
  writes: readonly EmploymentWrite[],
  fields: readonly FieldChange[],
  today: Day,
): Group {
  if (known === undefined) return 'joins';
  const touched = new Map(writes.map((write) => [write.id, write]));
  const after = [
    ...known.employments.filter(({ id }) => !touched.has(id)),
    ...writes.filter(({ act }) => act !== 'delete'),
  ];
  const employedBefore = isEmployed(known.employments, today);
  if (!employedBefore && isEmployed(after, today)) return 'joins';
  if (employedBefore && lastDay(after) < lastDay(known.employments)) return 'leaves';
  if (
    fields.some(
      ({ field }) =>
        field === 'job' ||
        field === 'team' ||
        field === 'site' ||
        field === 'manager' ||
        field === 'secondJob',
    )
  ) {
    return 'moves';
  }
  return fields.length > 0 && fields.every(({ field }) => field === 'absence') ? 'absences' : 'changes';
}

const NEVER: Day = '9999-12-31';

const lastDay = (employments: readonly { endsOn: Day | null }[]): Day =>
  employments.reduce((last, { endsOn }) => ((endsOn ?? NEVER) > last ? (endsOn ?? NEVER) : last), '');
