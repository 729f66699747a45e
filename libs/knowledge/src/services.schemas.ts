import { z } from 'zod';
import { CHANNELS, WISHES } from './service.js';
import { KINDS } from './front-door.js';

const text = (most: number) => z.string().trim().min(1).max(most);

/** The edit form of a service: both languages, always. */
export const saveService = z
  .object({
    nlName: text(60),
    nlWhat: text(300),
    nlHow: text(300),
    nlHours: text(120),
    enName: text(60),
    enWhat: text(300),
    enHow: text(300),
    enHours: text(120),
    channel: z.enum(CHANNELS),
    isHuman: z.preprocess((value) => value === true || value === 'on' || value === 'yes', z.boolean()),
    address: z.string().trim().max(200).default(''),
    facility: z.string().trim().max(60).default(''),
    isRetired: z.preprocess((value) => value === true || value === 'on' || value === 'yes', z.boolean()),
  })
  .transform((form) => ({
    body: {
      nl: { name: form.nlName, what: form.nlWhat, how: form.nlHow, hours: form.nlHours },
      en: { name: form.enName, what: form.enWhat, how: form.enHow, hours: form.enHours },
    },
    channel: form.channel,
    isHuman: form.isHuman,
    address: form.address || null,
    facility: form.facility || null,
    isRetired: form.isRetired,
  }));
export type SaveService = z.output<typeof saveService>;

export const serviceView = z.object({
  slug: z.string(),
  name: z.string(),
  what: z.string(),
  how: z.string(),
  hours: z.string(),
  isHuman: z.boolean(),
  channel: z.enum(CHANNELS),
  address: z.string().nullable(),
  /** Whether the reader may use it and with which licence; null when it takes none or nobody knows. */
  right: z.object({ isAllowed: z.boolean(), category: z.string() }).nullable(),
  /** How many colleagues know it; null when it was never asked, or of too few. */
  known: z.object({ percent: z.number(), n: z.number() }).nullable(),
});
export type ServiceView = z.output<typeof serviceView>;

/** The short form: one language is enough in a hurry. */
export const publishIncident = z
  .object({
    nlTitle: z.string().trim().max(80).default(''),
    nlText: z.string().trim().max(400).default(''),
    enTitle: z.string().trim().max(80).default(''),
    enText: z.string().trim().max(400).default(''),
    service: z.union([z.uuid(), z.literal('')]).default(''),
  })
  .refine(({ nlTitle, enTitle }) => nlTitle !== '' || enTitle !== '', {
    path: ['nlTitle'],
    error: 'knowledge.incident_title_missing',
  });
export type PublishIncident = z.output<typeof publishIncident>;

export const closeIncident = z.object({
  nlEnding: z.string().trim().max(400).default(''),
  enEnding: z.string().trim().max(400).default(''),
});
export type CloseIncident = z.output<typeof closeIncident>;

export const incidentView = z.object({
  id: z.uuid(),
  title: z.string(),
  text: z.string(),
  ending: z.string(),
  language: z.enum(['nl', 'en']),
  publishedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  followers: z.number(),
  isFollowed: z.boolean(),
});
export type IncidentView = z.output<typeof incidentView>;

export const chooseWish = z.object({ wish: z.enum(WISHES) });

const minutes = z.coerce.number().int().min(1).max(10_000);
/** HR's form: a place for each kind of result, and minutes for each rung. */
export const setFrontDoor = z
  .object({
    ...Object.fromEntries(KINDS.map((kind) => [kind, z.coerce.number().int().min(1).max(KINDS.length)])),
    self: minutes,
    colleagueMinutes: minutes,
    it: minutes,
    phone: z.string().trim().max(40).default(''),
  })
  .transform((form) => {
    const places = form as unknown as Readonly<Record<string, number>>;
    return {
      kinds: [...KINDS].sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0)),
      minutes: { self: form.self, colleague: form.colleagueMinutes, it: form.it },
      phone: form.phone || null,
    };
  });

export const saveSynonyms = z.object({
  /** One group a line, words with commas between them. */
  groups: z.string().max(20_000),
});
