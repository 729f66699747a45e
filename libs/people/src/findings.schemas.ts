import { z } from 'zod';
import { pageQuery } from '#kernel';
import { FINDING_KINDS } from './finding-kinds.js';

const emptyIsAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

export const findingKind = z.enum(FINDING_KINDS);

export const findingFilter = pageQuery.extend({
  kind: emptyIsAbsent(findingKind.optional()),
  /** Only what is mine. */
  mine: z.stringbool().default(false),
});
export type FindingFilter = z.output<typeof findingFilter>;

export const setOwner = z.object({
  /** Number of the new owner; left out: whoever asks. */
  number: emptyIsAbsent(z.string().trim().max(40).optional()),
});
export type SetOwner = z.output<typeof setOwner>;

const findingItem = z.object({
  id: z.string(),
  kind: findingKind,
  personId: z.string().nullable(),
  name: z.string().nullable(),
  number: z.string().nullable(),
  /** The import that set the row aside. */
  importId: z.string().nullable(),
  row: z.number().nullable(),
  what: z.string(),
  todo: z.string(),
  /** Where it can be looked at. */
  href: z.string().nullable(),
  owner: z.string().nullable(),
  isMine: z.boolean(),
  foundAt: z.string(),
});
export type FindingItem = z.output<typeof findingItem>;

export const findingsPage = z.object({
  items: z.array(findingItem),
  next: z.string().nullable(),
  kinds: z.array(z.object({ kind: findingKind, count: z.number(), owner: z.string().nullable() })),
});
export type FindingsView = z.output<typeof findingsPage>;
export const looked = z.object({ open: z.number(), added: z.number(), mended: z.number() });
export type Looked = z.output<typeof looked>;
