import { z } from 'zod';
import { CHANGE_TYPES } from '#catalogue';

export const publicationParam = z.coerce.number().int().min(1).max(2_000_000_000);
/** Without a publication the newest is shown. */
export const changesQuery = z.object({ publication: publicationParam.optional() });
export type ChangesQuery = z.output<typeof changesQuery>;

export const publicationView = z.object({
  id: z.int(),
  publishedAt: z.iso.datetime(),
  by: z.string().nullable(),
  added: z.int(),
  changed: z.int(),
  retired: z.int(),
});
export type PublicationView = z.output<typeof publicationView>;
export const publicationList = z.object({ items: z.array(publicationView) });

export const partChange = z.object({
  kind: z.enum(['item', 'lesson']),
  id: z.string(),
  version: z.int(),
  type: z.enum(CHANGE_TYPES),
  words: z.object({ nl: z.string(), en: z.string() }).nullable(),
});
export const partChangeList = z.object({ items: z.array(partChange) });
