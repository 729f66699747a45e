import { z } from 'zod';
import { pageOf, pageQuery } from '#kernel';

export const PEOPLE_STATES = ['employed', 'coming', 'left', 'all'] as const;

const emptyIsAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

export const peopleFilter = pageQuery.extend({
  /** Words of a name, or a number. */
  q: emptyIsAbsent(z.string().trim().max(100).optional()),
  /** Team code; people of teams below it count as well. */
  team: emptyIsAbsent(z.string().max(100).optional()),
  state: emptyIsAbsent(z.enum(PEOPLE_STATES).default('employed')),
});
export type PeopleFilter = z.output<typeof peopleFilter>;

const day = z.string();

export const personItem = z.object({
  id: z.string(),
  /** HR only. */
  number: z.string().nullable(),
  name: z.string(),
  job: z.string().nullable(),
  team: z.string().nullable(),
  /** HR only. */
  site: z.string().nullable(),
  state: z.enum(['employed', 'coming', 'left']),
});
export type PersonItem = z.output<typeof personItem>;
export const peoplePage = pageOf(personItem);

const placementView = z.object({
  seat: z.number(),
  startsOn: day,
  endsOn: day.nullable(),
  job: z.string(),
  grade: z.string().nullable(),
  team: z.string(),
  teamPath: z.string(),
  site: z.string(),
  managerId: z.string().nullable(),
  manager: z.string().nullable(),
  weeklyHours: z.number().nullable(),
  workingDays: z.array(z.number()),
  nightShift: z.boolean(),
});
export type PlacementView = z.output<typeof placementView>;

const employmentView = z.object({
  id: z.string(),
  startsOn: day,
  endsOn: day.nullable(),
  contract: z.string().nullable(),
  placements: z.array(placementView),
});
export type EmploymentView = z.output<typeof employmentView>;

const absenceView = z.object({ type: z.string(), startsOn: day, endsOn: day.nullable() });
export type AbsenceView = z.output<typeof absenceView>;

const personChangeView = z.object({
  at: z.string(),
  source: z.string(),
  importId: z.string(),
  kind: z.string(),
  fields: z.array(
    z.object({
      field: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      from: day.nullable(),
    }),
  ),
});
export type PersonChangeView = z.output<typeof personChangeView>;

/** `sight` says how much is filled in: a leader gets name, job and team alone. */
export const personDetail = personItem.extend({
  sight: z.enum(['all', 'own', 'report']),
  email: z.string().nullable(),
  language: z.enum(['nl', 'en']).nullable(),
  zone: z.string().nullable(),
  /** The record that this one became a part of; it has nothing of its own any more. */
  mergedInto: z.string().nullable(),
  /** Numbers of records that became a part of this one. */
  formerNumbers: z.array(z.string()),
  employments: z.array(employmentView),
  absences: z.array(absenceView),
  history: z.array(personChangeView),
});
export type PersonDetail = z.output<typeof personDetail>;
