import { z } from 'zod';
import { ENCODINGS } from '#files';
import { DATE_ORDERS, FIRST_PARTS } from './import/day.js';
import { FEEDS } from './import/feed.js';
import { FIELD_KEYS } from './import/fields.js';
import { GROUPS } from './import/plan.js';
import { REASONS } from './import/problem.js';
import { PRESET_KEYS } from './import/presets.js';
import { DELIMITERS } from './import/read-table.js';
import { FORMATS } from './import/table.js';
import { RUN_STATES } from './import.entity.js';

const yes = z
  .union([z.boolean(), z.enum(['on', 'true', 'false', '1', '0', ''])])
  .transform((value) => value === true || value === 'on' || value === 'true' || value === '1');

/** Texts that are kept as they come: without control signs and halves of a pair, which no database takes. */
const keptText = (text: z.ZodString) => text.regex(/^(?:[^\p{Cc}\p{Cs}])*$/u);

export const sourceName = keptText(z.string().trim().min(1).max(80)).default('HR');

export const importOptions = z.object({
  source: sourceName,
  fileName: keptText(z.string().trim().max(200)).optional(),
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

const blank = (value: unknown): unknown => (value === '' ? undefined : value);

/** Column names by field, as a form or the API gives them; an empty one leaves the field out. */
const columnNames = Object.fromEntries(
  FIELD_KEYS.map((field) => [field, z.string().trim().max(300).optional()]),
) as Record<(typeof FIELD_KEYS)[number], z.ZodOptional<z.ZodString>>;

const optionalChoice = <T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(blank, z.enum(values).optional());

/** Columns by field; an empty choice leaves the field out. */
export const chooseColumns = z
  .object({
    encoding: optionalChoice(ENCODINGS),
    delimiter: z.preprocess(
      (value) => (value === '' ? undefined : value === 'tab' ? '\t' : value),
      z.enum(DELIMITERS).optional(),
    ),
    sheet: z.preprocess(blank, z.string().max(100).optional()),
    dates: optionalChoice(FIRST_PARTS),
  })
  .extend(columnNames)
  .transform(({ encoding, delimiter, sheet, dates, ...columns }) => ({
    encoding,
    delimiter,
    sheet,
    dates,
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

/** What a source is: its system, its dates, what missing means, and its columns. */
export const setSource = z
  .object({
    preset: z.preprocess(blank, z.enum(PRESET_KEYS).nullish()),
    dates: z.enum(FIRST_PARTS).default('day'),
    feed: z.enum(FEEDS),
    endsAfter: z.coerce.number().int().min(1).max(30).default(1),
  })
  .extend(columnNames)
  .transform(({ preset, dates, feed, endsAfter, ...columns }) => ({
    preset: preset ?? null,
    dates,
    feed,
    endsAfter,
    mapping: Object.fromEntries(Object.entries(columns).filter(([, column]) => column)),
  }));
export type SetSource = z.output<typeof setSource>;

export const sourceView = z.object({
  id: z.string(),
  name: z.string(),
  preset: z.enum(PRESET_KEYS).nullable(),
  dates: z.enum(FIRST_PARTS),
  feed: z.enum(FEEDS),
  endsAfter: z.number(),
  mapping: z.record(z.string(), z.string()),
  /** Where the brake stops a run. */
  percent: z.number(),
  people: z.number(),
});

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
  /** Missing from the file, but not yet often enough to end a job. */
  waiting: z.number().default(0),
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
  format: z.enum(FORMATS),
  /** Null for a workbook. */
  encoding: z.enum(ENCODINGS).nullable(),
  mark: z.boolean(),
  /** Null for anything but text. */
  delimiter: z.enum(DELIMITERS).nullable(),
  /** The sheet of a workbook that was read, and all that can be seen. */
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  dateOrder: z.enum(DATE_ORDERS).nullable(),
  dates: z.enum(FIRST_PARTS),
  header: z.array(z.string()),
  mapping: z.record(z.string(), z.string()),
  /** Which mapping the run used: chosen now, remembered of the source, that of a known system, or names alone. */
  mappedBy: z.enum(['chosen', 'remembered', 'names', ...PRESET_KEYS]),
  missing: z.array(z.string()),
  rows: z.number(),
});
export type ImportReading = z.output<typeof importReading>;

/** What undoing a run did: who stands as before, and who was left alone because something newer lies on top. */
export const undoResult = z.object({
  restored: z.number(),
  kept: z.array(
    z.object({ personId: z.string(), reason: z.enum(['newer-import', 'newer-change', 'erased']) }),
  ),
  /** Teams and sites that have their old name and place again. */
  tree: z.number(),
  /** Teams and sites that changed once more since. */
  treeKept: z.array(z.string()),
});
export type UndoResult = z.output<typeof undoResult>;

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
  /** Until when it can be undone; null when it can't be. */
  undoUntil: z.string().nullable(),
  undoneBy: z.string().nullable(),
  undoneAt: z.string().nullable(),
  undo: undoResult.nullable(),
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
