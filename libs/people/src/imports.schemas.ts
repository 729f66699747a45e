import { z } from 'zod';
import { ENCODINGS } from './import/decode-text.js';
import { FIELD_KEYS } from './import/fields.js';
import { GROUPS } from './import/plan.js';
import { REASONS } from './import/problem.js';
import { DELIMITERS } from './import/read-table.js';
import { RUN_STATES } from './import.entity.js';

const yes = z
  .union([z.boolean(), z.enum(['on', 'true', 'false', '1', '0', ''])])
  .transform((value) => value === true || value === 'on' || value === 'true' || value === '1');

export const sourceName = z.string().trim().min(1).max(80).default('HR');

export const importOptions = z.object({
  source: sourceName,
  fileName: z.string().trim().max(200).optional(),
  /** Only look: nothing is applied, whatever the outcome. */
  dryRun: yes.default(true),
  /** Apply the good rows although others are broken. */
  leaveBroken: yes.default(false),
});

/** The same options beside a raw text/csv body. */
export const importQuery = z.object({
  source: z.string().optional(),
  fileName: z.string().optional(),
  dryRun: z.string().optional(),
  leaveBroken: z.string().optional(),
});
export type ImportQuery = z.output<typeof importQuery>;

const optionalChoice = <T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), z.enum(values).optional());

/** Columns by field; an empty choice leaves the field out. */
export const chooseColumns = z
  .object({
    encoding: optionalChoice(ENCODINGS),
    delimiter: z.preprocess(
      (value) => (value === '' ? undefined : value === 'tab' ? '\t' : value),
      z.enum(DELIMITERS).optional(),
    ),
  })
  .extend(
    Object.fromEntries(FIELD_KEYS.map((field) => [field, z.string().max(300).optional()])) as Record<
      (typeof FIELD_KEYS)[number],
      z.ZodOptional<z.ZodString>
    >,
  )
  .transform(({ encoding, delimiter, ...columns }) => ({
    encoding,
    delimiter,
    mapping: Object.fromEntries(Object.entries(columns).filter(([, column]) => column)),
  }));
export type ChooseColumns = z.output<typeof chooseColumns>;

export const applyImport = z.object({ leaveBroken: yes.default(false) });
export type ApplyImport = z.output<typeof applyImport>;

export const setBrake = z.object({
  brakePercent: z.coerce.number().int().min(0).max(100),
  brakePeople: z.coerce.number().int().min(0).max(100_000),
});
export type SetBrake = z.output<typeof setBrake>;

const day = z.string();
export const fieldChangeView = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  from: day.nullable(),
});

export const importRowView = z.object({
  position: z.number(),
  kind: z.enum([...GROUPS, 'problems', 'held']),
  personId: z.string().nullable(),
  number: z.string().nullable(),
  name: z.string().nullable(),
  returns: z.boolean(),
  fields: z.array(fieldChangeView).nullable(),
  rowNumber: z.number().nullable(),
  columnName: z.string().nullable(),
  valueKind: z.string().nullable(),
  reason: z.enum(REASONS).nullable(),
});
export type ImportRowView = z.output<typeof importRowView>;

export const importCounts = z.object({
  joins: z.number(),
  leaves: z.number(),
  moves: z.number(),
  changes: z.number(),
  absences: z.number(),
  problems: z.number(),
  unchanged: z.number(),
  rows: z.number(),
});

const team = z.object({
  code: z.string(),
  name: z.string(),
  parentCode: z.string().nullable(),
  isNew: z.boolean(),
});
const site = z.object({ name: z.string(), zone: z.string(), country: z.string(), isNew: z.boolean() });

export const importResult = z.object({
  counts: importCounts,
  brake: z.object({ stopped: z.boolean(), affected: z.number(), allowed: z.number() }),
  teams: z.array(team),
  sites: z.array(site),
  managersSetAside: z.array(z.string()),
});
export type ImportResult = z.output<typeof importResult>;

export const importReading = z.object({
  encoding: z.enum(ENCODINGS),
  mark: z.boolean(),
  delimiter: z.enum(DELIMITERS),
  dateOrder: z.enum(['day-month-year', 'year-month-day']).nullable(),
  header: z.array(z.string()),
  mapping: z.record(z.string(), z.string()),
  missing: z.array(z.string()),
  rows: z.number(),
});
export type ImportReading = z.output<typeof importReading>;

/** One run as the API, the command line and the pages see it: the same file gives the same `fingerprint` in all three. */
export const importView = z.object({
  id: z.string(),
  state: z.enum(RUN_STATES),
  waitingFor: z.enum(['columns', 'release', 'confirmation', 'nothing']),
  source: z.string(),
  fileName: z.string(),
  startedBy: z.string().nullable(),
  startedById: z.string().nullable(),
  startedAt: z.string(),
  releasedBy: z.string().nullable(),
  appliedAt: z.string().nullable(),
  percent: z.number(),
  step: z.string().nullable(),
  reading: importReading,
  result: importResult.nullable(),
  fingerprint: z.string().nullable(),
  /** The first 500 rows of the diff; the rest at /rows. */
  diff: z.array(importRowView),
});
export type ImportView = z.output<typeof importView>;

export const importRowsQuery = z.object({
  kind: z.enum([...GROUPS, 'problems', 'held']).optional(),
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ImportRowsQuery = z.output<typeof importRowsQuery>;

export const importListItem = importView
  .pick({ id: true, state: true, source: true, fileName: true, startedAt: true, appliedAt: true })
  .extend({
    counts: importCounts.nullable(),
  });
export type ImportListItem = z.output<typeof importListItem>;
