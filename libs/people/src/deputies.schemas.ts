import { z } from 'zod';

const emptyIsAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);
const day = z.iso.date('people.day_missing');

export const appointDeputy = z.object({
  /** Number of the leader; HR only, a leader appoints for themselves. */
  manager: emptyIsAbsent(z.string().trim().max(40).optional()),
  /** Id of a colleague, or a number (HR only). */
  deputy: z.string().trim().min(1, 'people.deputy_missing').max(40),
  from: day,
  until: day,
});
export type AppointDeputy = z.output<typeof appointDeputy>;

/** `from` and `until` are days, both included. */
export const deputyView = z.object({
  id: z.string(),
  managerId: z.string(),
  manager: z.string(),
  deputyId: z.string(),
  deputy: z.string(),
  from: z.string(),
  until: z.string(),
  appointedBy: z.string().nullable(),
});
export type DeputyView = z.output<typeof deputyView>;
export const deputiesView = z.object({ items: z.array(deputyView) });

export interface Candidate {
  readonly id: string;
  readonly name: string;
}

export const relationFilter = z.object({
  /** The day to look at; today when it is left out. */
  on: emptyIsAbsent(z.iso.date().optional()),
  /** Number of another leader; HR only. */
  manager: emptyIsAbsent(z.string().trim().max(40).optional()),
});
export type RelationFilter = z.output<typeof relationFilter>;

const relationItem = z.object({
  personId: z.string(),
  name: z.string(),
  job: z.string(),
  team: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  managerId: z.string(),
  manager: z.string(),
  /** Leaders of other jobs that the person held on that day. */
  alsoLedBy: z.array(z.string()),
});
export type RelationItem = z.output<typeof relationItem>;
export const relationView = z.object({ on: z.string(), items: z.array(relationItem) });
export type RelationView = z.output<typeof relationView>;
