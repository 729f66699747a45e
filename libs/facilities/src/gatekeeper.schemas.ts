import { z } from 'zod';
import { ACCESSES } from './facility.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** https everywhere; http only to this very machine, for trying things out. */
function isSafe(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}

export const saveSubscription = z.object({
  name: z.string().trim().min(1).max(80),
  url: z.string().trim().max(500).refine(isSafe, { error: 'facilities.url_unsafe' }),
  /** Codes of facilities, with commas between; empty for all of them. */
  facilities: z
    .union([z.array(z.string()), z.string()])
    .default([])
    .transform((value) => (typeof value === 'string' ? value.split(',') : value))
    .transform((codes) => codes.map((code) => code.trim()).filter((code) => code !== '')),
});
export type SaveSubscription = z.output<typeof saveSubscription>;

export const replay = z.object({
  /** Messages from this day on (UTC) are sent again; their ids stay, so a receiver can tell. */
  since: z.iso.date(),
});

export const subscriptionView = z.object({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  facilities: z.array(z.string()),
  pausedAt: z.iso.datetime().nullable(),
  pauseReason: z.string().nullable(),
  pending: z.int(),
  delivered: z.int(),
  dead: z.int(),
  lastAnswerAt: z.iso.datetime().nullable(),
});
export type SubscriptionView = z.output<typeof subscriptionView>;
export const subscriptionList = z.object({ items: z.array(subscriptionView) });
/** The secret is shown this once. */
export const newSubscription = z.object({ id: z.uuid(), secret: z.string() });
export type NewSubscription = z.output<typeof newSubscription>;

export const deliveryView = z.object({
  messageId: z.uuid(),
  facility: z.string(),
  person: z.string(),
  access: z.enum(ACCESSES),
  at: z.iso.datetime(),
  state: z.enum(['pending', 'delivered', 'dead']),
  attempts: z.int(),
  nextAt: z.iso.datetime().nullable(),
  status: z.int().nullable(),
  error: z.string().nullable(),
  receipt: z.string().nullable(),
  answeredAt: z.iso.datetime().nullable(),
});
export type DeliveryView = z.output<typeof deliveryView>;
export const deliveryList = z.object({ items: z.array(deliveryView) });

/** What a gatekeeper says people have. Somebody it does not name has nothing when the report is complete. */
export const reportActual = z.object({
  facility: z.string().trim().min(1).max(40),
  isComplete: z.boolean(),
  items: z.array(z.object({ person: z.string().min(1).max(40), access: z.enum(ACCESSES) })).max(100_000),
});
export type ReportActual = z.output<typeof reportActual>;
/** People in the report whom the HR record does not know. */
export const actualReported = z.object({ known: z.int(), unknown: z.array(z.string()) });

export const driftQuery = z.object({ facility: z.string().max(40).optional() });
export const drift = z.object({
  facility: z.string(),
  person: z.string(),
  /** What gatekeepers were told last. */
  told: z.enum(ACCESSES),
  actual: z.enum(ACCESSES),
  reportedAt: z.iso.datetime(),
});
export type Drift = z.output<typeof drift>;
export const driftList = z.object({ items: z.array(drift) });
