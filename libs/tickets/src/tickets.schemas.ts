import { z } from 'zod';
import { IMPACTS, STATES } from './ticket.js';

const blank = (value: unknown): unknown => (value === '' || value === null ? undefined : value);
const text = (most: number) => z.string().trim().min(3).max(most);
/** One step a line in a form, a list in JSON. */
const steps = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => (typeof value === 'string' ? value.split('\n') : value))
  .transform((lines) =>
    lines
      .map((line) => line.trim().slice(0, 300))
      .filter((line) => line !== '')
      .slice(0, 20),
  );

/** What somebody sends to IT. */
export const sendTicket = z.object({
  title: text(120),
  words: text(4000),
  impact: z.enum(IMPACTS),
  device: z.preprocess(blank, z.string().trim().max(80).optional()),
  steps,
  /** The trail that led here; only one's own is read. */
  trail: z.preprocess(blank, z.uuid().optional()),
});
export type SendTicket = z.output<typeof sendTicket>;

export const replyTicket = z.object({ words: text(4000) });
export type ReplyTicket = z.output<typeof replyTicket>;

/** IT's answer: a question back, or what solved it; with a card along, words are not needed. */
export const answerTicket = z
  .object({
    words: z.string().trim().max(4000).default(''),
    kind: z.enum(['waiting', 'answered']),
    /** Slug of a published answer card that goes along. */
    card: z.preprocess(blank, z.string().trim().max(80).optional()),
  })
  .refine(({ words, card }) => words.length >= 3 || card !== undefined, {
    path: ['words'],
    error: 'tickets.answer_missing',
  });
export type AnswerTicket = z.output<typeof answerTicket>;

export const decideSkill = z.object({
  skill: z.preprocess(blank, z.string().trim().min(1).max(60).optional()),
});
export const saveRule = z.object({ phrase: text(80), skill: z.string().trim().min(1).max(60) });
export type SaveRule = z.output<typeof saveRule>;

export const ticketReply = z.object({
  byIt: z.boolean(),
  words: z.string(),
  /** The answer card that went along. */
  cardSlug: z.string().nullable(),
  cardTitle: z.string().nullable(),
  at: z.iso.datetime(),
});
export const ownTicket = z.object({
  id: z.uuid(),
  title: z.string(),
  words: z.string(),
  impact: z.enum(IMPACTS),
  device: z.string().nullable(),
  stepsTried: z.array(z.string()),
  cardSlug: z.string().nullable(),
  cardTitle: z.string().nullable(),
  state: z.enum(STATES),
  openedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  /** Name of the other system; null when it was made here. */
  source: z.string().nullable(),
  replies: z.array(ticketReply),
});
export type OwnTicket = z.output<typeof ownTicket>;
export const ownTicketList = z.object({ items: z.array(ownTicket) });

const suggestedCard = z.object({
  slug: z.string(),
  title: z.string(),
  minutes: z.number(),
  steps: z.array(z.string()).readonly(),
  /** How often IT sent it along with an answer. */
  timesSent: z.int(),
});

/** What IT sees of a ticket that was made here. */
export const queuedTicket = ownTicket.omit({ source: true }).extend({
  asker: z.object({ id: z.uuid(), name: z.string(), number: z.string() }).nullable(),
  takenBy: z.string().nullable(),
  language: z.enum(['nl', 'en']),
  skill: z.string().nullable(),
  skillBy: z.enum(['rule', 'classifier', 'person']).nullable(),
  confidence: z.number().nullable(),
  /** The answer card that may well solve it, in the asker's language. */
  suggestedCard: suggestedCard.nullable(),
});
export type QueuedTicket = z.output<typeof queuedTicket>;
export const queuedTicketList = z.object({ items: z.array(queuedTicket) });
export const queueQuery = z.object({
  /** Words to look for. */
  q: z.preprocess(blank, z.string().trim().max(100).optional()),
  state: z.preprocess(blank, z.enum(['waiting-for-it', 'mine', 'all']).default('waiting-for-it')),
});
export type QueueQuery = z.output<typeof queueQuery>;

/** A ticket whose skill a person should look at: its words without who wrote them. */
export const reviewTicket = z.object({
  id: z.uuid(),
  title: z.string(),
  words: z.string(),
  language: z.enum(['nl', 'en']),
  skill: z.string().nullable(),
  confidence: z.number().nullable(),
  openedAt: z.iso.datetime(),
});
export type ReviewTicket = z.output<typeof reviewTicket>;
export const reviewTicketList = z.object({ items: z.array(reviewTicket), waiting: z.int() });

export const ruleView = z.object({ id: z.uuid(), phrase: z.string(), skill: z.string() });
export type RuleView = z.output<typeof ruleView>;
export const ruleList = z.object({ items: z.array(ruleView) });

export const offerView = z.object({
  id: z.uuid(),
  skill: z.string(),
  tickets: z.int(),
  offeredAt: z.iso.datetime(),
});
export type OfferView = z.output<typeof offerView>;
