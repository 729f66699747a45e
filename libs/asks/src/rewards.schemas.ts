import { z } from 'zod';
import { rewardItem } from './asks.schemas.js';

const count = (most: number) => z.coerce.number().int().min(0).max(most);
/** Money as typed, '12,50' or '12.50', in cents. */
const euros = z
  .string()
  .trim()
  .regex(/^\d{1,7}(?:[.,]\d{1,2})?$/)
  .transform((text) => Math.round(Number(text.replace(',', '.')) * 100));

const rules = { points: count(1000), perDay: count(100), perPair: count(100), perPeriod: count(1000) };

export const changeBudget = z.object({
  period: z.string().regex(/^\d{4}-Q[1-4]$/),
  budget: euros,
  ...rules,
  /** The version that was on the screen; 0 for a quarter without a budget. */
  version: z.coerce.number().int().min(0),
});
export type ChangeBudget = z.output<typeof changeBudget>;

export const addReward = z.object({
  kind: z.enum(['time', 'gift', 'charity', 'team']),
  nameNl: z.string().trim().min(2).max(80),
  nameEn: z.string().trim().min(2).max(80),
  points: z.coerce.number().int().min(1).max(10_000),
  cost: euros,
});
export type AddReward = z.output<typeof addReward>;

export const decideRing = z.object({
  outcome: z.enum(['fine', 'talked']),
  note: z.string().trim().min(3).max(500),
});
export type DecideRing = z.output<typeof decideRing>;

export const setTeamGoal = z.object({ goal: z.coerce.number().int().min(0).max(1000) });

export const rewardDesk = z.object({
  budgets: z.array(
    z.object({
      period: z.string(),
      cents: z.number().int(),
      spent: z.number().int(),
      points: z.number().int(),
      perDay: z.number().int(),
      perPair: z.number().int(),
      perPeriod: z.number().int(),
      version: z.number().int(),
    }),
  ),
  rewards: z.array(rewardItem.extend({ isRetired: z.boolean() })),
  rings: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['pair', 'cycle']),
      people: z.array(z.object({ id: z.uuid(), name: z.string() })),
      thanks: z.number().int(),
      expected: z.number(),
      period: z.string(),
      outcome: z.enum(['fine', 'talked']).nullable(),
      note: z.string().nullable(),
    }),
  ),
  toExport: z.number().int(),
});
export type RewardDesk = z.output<typeof rewardDesk>;

const score = z.coerce.number().int().min(1).max(5);
/** Five answers, 1 to 5. */
export const scan = { q1: score, q2: score, q3: score, q4: score, q5: score };
export const askCoach = z.object({
  wish: z.string().trim().min(3).max(500),
  consent: z.literal('on', { error: 'asks.consent_needed' }),
  ...scan,
});
export type AskCoach = z.output<typeof askCoach>;
export const endCoaching = z.object(scan);
export type EndCoaching = z.output<typeof endCoaching>;
export const nameCoach = z.object({ number: z.string().trim().min(1).max(40) });

export const coachList = z.object({
  items: z.array(
    z.object({
      personId: z.uuid(),
      name: z.string(),
      job: z.string().nullable(),
      team: z.string().nullable(),
    }),
  ),
  /** Means over the five questions, 1 to 5, and the change with its 95 % interval; null below five people. */
  report: z
    .object({
      n: z.int(),
      before: z.number(),
      after: z.number(),
      change: z.number(),
      low: z.number(),
      high: z.number(),
    })
    .nullable(),
});
export type CoachList = z.output<typeof coachList>;
export const coachees = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      wish: z.string(),
      beganAt: z.iso.datetime(),
      isDone: z.boolean(),
    }),
  ),
});
export type Coachees = z.output<typeof coachees>;
