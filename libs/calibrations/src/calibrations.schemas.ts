import { z } from 'zod';
import { ITEM_STATES } from '#assessment';

export const itemPath = z.string().regex(/^[a-z][a-z0-9.-]{0,79}$/);

export const calibrationView = z.object({
  id: z.uuid(),
  category: z.string(),
  /** Exam items, or practice items from answers to questions that were drawn. */
  use: z.enum(['exam', 'practice']),
  state: z.enum(['candidate', 'active', 'retired']),
  madeAt: z.iso.datetime(),
  activatedAt: z.iso.datetime().nullable(),
  retiredAt: z.iso.datetime().nullable(),
  seed: z.string(),
  bankHash: z.string(),
  window: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }),
  people: z.int(),
  exams: z.int(),
  answers: z.int(),
  logLikelihood: z.number(),
  steps: z.int(),
  converged: z.boolean(),
  linking: z.object({ slope: z.number(), intercept: z.number() }),
  summary: z.object({
    read: z.int(),
    bank: z.int(),
    answered: z.int(),
    passed: z.int(),
    scale: z.enum(['authors', 'anchors']),
    anchors: z.int(),
    trimmed: z.array(z.string()).readonly(),
    shadow: z.object({ exams: z.int(), changed: z.int() }),
  }),
});
export type CalibrationView = z.output<typeof calibrationView>;
export const calibrationList = z.object({ items: z.array(calibrationView) });

const fit = z.object({
  residuals: z.object({ infit: z.number(), outfit: z.number() }).optional(),
  score: z.object({ statistic: z.number(), df: z.number(), p: z.number(), rmsea: z.number() }).optional(),
});
const dif = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assessed'), class: z.enum(['A', 'B', 'C']), delta: z.number() }),
  z.object({ kind: z.literal('not-assessable'), nl: z.int(), en: z.int() }),
]);
export const GATE_REASONS = [
  'too-few-answers',
  'imprecise',
  'discrimination',
  'no-fit-known',
  'misfit-score',
  'misfit-residuals',
  'dif',
  'shift',
] as const;

export const calibratedItemView = z.object({
  itemId: z.string(),
  itemVersion: z.int(),
  authorVersion: z.int(),
  skill: z.string(),
  n: z.int(),
  rightShare: z.number(),
  a: z.number(),
  b: z.number(),
  seA: z.number().nullable(),
  seB: z.number().nullable(),
  fit,
  dif,
  exposure: z.number(),
  gateFailures: z
    .array(z.object({ reason: z.enum(GATE_REASONS), found: z.number().nullable(), bound: z.number() }))
    .readonly(),
  state: z.enum(['pilot', 'calibrated', 'active', 'watch']),
});
export type CalibratedItemView = z.output<typeof calibratedItemView>;
const moved = z.object({ itemId: z.string(), shift: z.number() });
export const calibrationDetail = calibrationView.extend({
  items: z.array(calibratedItemView),
  /** Items whose difficulty moved too far to be taken over unseen: activation takes a reason for each. */
  moved: z.array(moved),
  /** The reasons that were given when it was activated. */
  accepted: z.array(moved.extend({ reason: z.string() })),
});
export type CalibrationDetail = z.output<typeof calibrationDetail>;

export const itemReport = calibratedItemView.extend({
  /** Null when the question has no options, or too few people answered to count them. */
  options: z
    .array(z.object({ option: z.string().nullable(), isKey: z.boolean(), people: z.int() }))
    .nullable(),
});
export type ItemReport = z.output<typeof itemReport>;

const reason = z.string().trim().min(1).max(500);

/** A person's word for an item, and what comes with an activation. */
export const acceptances = z
  .object({
    accept: z
      .array(z.object({ itemId: itemPath, reason }))
      .max(500)
      .default([]),
  })
  .default({ accept: [] });

export type Acceptances = z.output<typeof acceptances>;

export const itemDecision = z.object({ reason });
export type ItemDecision = z.output<typeof itemDecision>;

export const categoryPath = z.string().regex(/^[A-Z][A-Z0-9]{0,7}$/);
const state = z.enum(ITEM_STATES);

export const livingItem = z.object({
  itemId: z.string(),
  skill: z.string(),
  authorVersion: z.int(),
  state,
  since: z.iso.datetime().nullable(),
  because: z.string().nullable(),
  proposedForRetirement: z.boolean(),
});
export type LivingItemView = z.output<typeof livingItem>;
export const livingItems = z.object({ items: z.array(livingItem) });

export const itemStory = livingItem.extend({
  history: z.array(
    z.object({
      at: z.iso.datetime(),
      event: z.string(),
      from: state,
      state,
      because: z.string().nullable(),
      found: z.number().nullable(),
      by: z.enum(['person', 'system']),
    }),
  ),
  /** What the exam rules would have against the bank without this item. */
  ifRetired: z.array(z.object({ kind: z.string() }).loose()),
});
export type ItemStoryView = z.output<typeof itemStory>;
