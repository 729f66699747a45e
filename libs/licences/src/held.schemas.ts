import { z } from 'zod';
import { pageOf, pageQuery } from '#kernel';
import { EXPORT_FORMATS } from './held-file.js';
import { LICENCE_STATES } from './licence.js';

const blank = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

export const heldQuery = pageQuery.extend({
  /** The day asked about; today when it is not named. */
  on: blank(z.iso.date()),
  category: blank(z.string().max(10)),
  /** Only what was written down by then. */
  knownAt: blank(z.iso.datetime()),
});
export type HeldQuery = z.output<typeof heldQuery>;

export const heldView = z.object({
  personId: z.uuid(),
  name: z.string(),
  personNumber: z.string(),
  team: z.string().nullable(),
  category: z.string(),
  state: z.enum(LICENCE_STATES),
  number: z.string(),
  validFrom: z.iso.date(),
  validUntil: z.iso.date(),
});
export const heldPage = pageOf(heldView);

export const lapsesQuery = z.object({ days: z.coerce.number().int().min(1).max(366).default(90) });
export const lapse = z.object({
  personId: z.uuid(),
  name: z.string(),
  category: z.string(),
  state: z.enum(LICENCE_STATES),
  /** The last day on which it opens anything, grace included. */
  lapsesAfter: z.iso.date(),
  daysLeft: z.int(),
});
export const lapseList = z.object({ items: z.array(lapse) });

export const askExport = z.object({ on: z.iso.date(), format: z.enum(EXPORT_FORMATS).default('csv') });
export type AskExport = z.output<typeof askExport>;

export const exportView = z.object({
  id: z.uuid(),
  on: z.iso.date(),
  format: z.enum(EXPORT_FORMATS),
  state: z.enum(['waiting', 'running', 'done']),
  done: z.int(),
  total: z.int().nullable(),
});
export type ExportView = z.output<typeof exportView>;
