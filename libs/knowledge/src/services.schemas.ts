import { z } from 'zod';
import { CHANNELS, WISHES } from './service.js';
import { KINDS } from './front-door.js';

const text = (most: number) => z.string().trim().min(1).max(most);

const serviceText = { name: text(60), what: text(300), how: text(300), hours: text(120) };
const optional = (most: number) => z.string().trim().max(most).nullable().default(null);

/** A service in JSON: both languages, always. */
export const saveService = z.object({
  body: z.object({ nl: z.object(serviceText), en: z.object(serviceText) }),
  channel: z.enum(CHANNELS),
  /** Whether a human answers. */
  isHuman: z.boolean(),
  /** A telephone number, an e-mail address, a place or a web address. */
  address: optional(200),
  /** Code of the facility that it gives, when it takes a licence. */
  facility: optional(60),
  isRetired: z.boolean().default(false),
});
export type SaveService = z.output<typeof saveService>;

const ticked = z.preprocess((value) => value === 'on' || value === 'yes', z.boolean());
const { name, what, how, hours } = serviceText;
/** The edit form, which becomes the same. */
export const saveServiceForm = z
  .object({
    ...{ nlName: name, nlWhat: what, nlHow: how, nlHours: hours },
    ...{ enName: name, enWhat: what, enHow: how, enHours: hours },
    channel: saveService.shape.channel,
    isHuman: ticked,
    address: z.string().trim().max(200).default(''),
    facility: z.string().trim().max(60).default(''),
    isRetired: ticked,
  })
  .transform((form): SaveService => ({
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

/** A service as IT keeps it. */
export const keptService = saveService.extend({ id: z.uuid(), slug: z.string() });

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
/** The front door in JSON: the order of kinds of results, what HR expects a rung to take, and the telephone number of IT. */
export const frontDoorView = z.object({
  kinds: z.array(z.enum(KINDS)).readonly(),
  minutes: z.object({ self: minutes, colleague: minutes, it: minutes }),
  phone: z.string().trim().max(40).nullable().default(null),
});
export const setFrontDoor = frontDoorView.refine(
  ({ kinds }) => kinds.length === KINDS.length && new Set(kinds).size === KINDS.length,
  { path: ['kinds'], error: 'knowledge.kinds_once' },
);
export type SetFrontDoor = z.output<typeof setFrontDoor>;

/** HR's form, which becomes the same: a place for each kind of result, and minutes for each rung. */
export const setFrontDoorForm = z
  .object({
    ...Object.fromEntries(KINDS.map((kind) => [kind, z.coerce.number().int().min(1).max(KINDS.length)])),
    self: minutes,
    colleagueMinutes: minutes,
    it: minutes,
    phone: z.string().trim().max(40).default(''),
  })
  .transform((form): SetFrontDoor => {
    const places = form as unknown as Readonly<Record<string, number>>;
    return {
      kinds: [...KINDS].sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0)),
      minutes: { self: form.self, colleague: form.colleagueMinutes, it: form.it },
      phone: form.phone || null,
    };
  });

/** Groups of words that mean the same. */
export const synonymsView = z.object({ groups: z.array(z.array(z.string())) });
export const setSynonyms = z.object({
  groups: z.array(z.array(z.string().trim().min(1).max(80)).min(2).max(40)).max(1000),
});

/** IT's form: one group a line, words with commas between them. */
export const setSynonymsForm = z
  .object({ groups: z.string().max(20_000) })
  .transform(({ groups }) => ({ groups: groups.split(/\r?\n/).map((line) => line.split(',')) }));
