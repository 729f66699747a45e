import { z } from 'zod';
import { DEVICES, OUTCOMES } from './card.js';

export const slugParam = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80);

/** What a card did for its reader, on which device, after which steps. */
export const sayOutcome = z.object({
  outcome: z.enum(OUTCOMES),
  device: z.enum(DEVICES).optional().catch(undefined),
  trail: z.uuid().optional().catch(undefined),
  /** Numbers of the steps that were done, from 1. */
  steps: z
    .preprocess(
      (value) => (value === undefined ? [] : [value].flat()),
      z.array(z.coerce.number().int().min(1).max(7)),
    )
    .default([]),
});
export type SayOutcome = z.output<typeof sayOutcome>;

export const cardView = z.object({
  slug: z.string(),
  skill: z.string(),
  minutes: z.number(),
  language: z.enum(['nl', 'en']),
  title: z.string(),
  summary: z.string(),
  steps: z.array(z.string()),
  devices: z.array(z.enum(DEVICES)),
  device: z.enum(DEVICES).nullable(),
  otherwise: z.string(),
  owner: z.string().nullable(),
  credited: z.string().nullable(),
  reviewedOn: z.iso.date(),
  reviewBy: z.iso.date(),
  isStale: z.boolean(),
  /** Share that it solved, in whole percents; null below five answers. */
  helped: z.number().nullable(),
});
export type CardView = z.output<typeof cardView>;

const texts = z.array(z.string()).readonly();
const cardTextView = z.object({
  title: z.string(),
  summary: z.string(),
  words: texts,
  steps: texts,
  variants: z.array(z.object({ device: z.enum(DEVICES), steps: texts })).readonly(),
  otherwise: z.string(),
});

/** A card as those who write cards see it. */
export const shelfCardView = z.object({
  id: z.uuid(),
  slug: z.string(),
  /** The id of its file; null when it was written in the product. */
  key: z.string().nullable(),
  skill: z.string(),
  minutes: z.number(),
  state: z.enum(['draft', 'published', 'retired']),
  reviewedOn: z.iso.date(),
  reviewBy: z.iso.date(),
  owner: z.string().nullable(),
  version: z.int(),
  /** Answers since its text changed or it was reviewed. */
  solved: z.int(),
  almost: z.int(),
  refused: z.int(),
  nl: cardTextView.nullable(),
  en: cardTextView.nullable(),
});
export type ShelfCardView = z.output<typeof shelfCardView>;
export const openCardView = shelfCardView.extend({
  versions: z.array(z.object({ version: z.int(), by: z.string().nullable(), at: z.iso.datetime() })),
});
export type OpenCardView = z.output<typeof openCardView>;
