import { z } from 'zod';

const words = (most: number) => z.string().trim().min(3).max(most);
/** Ids of skills are short and plain. */
export const skillParam = z.string().regex(/^[a-z0-9.-]{1,80}$/);
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** A checkbox of a form, or a boolean of the API. */
const flag = z.preprocess((value) => value === true || value === 'on', z.boolean());

/** The four short fields that make a question answerable, and to whom it goes. */
export const startAsk = z.object({
  wants: words(300),
  sees: words(1000),
  tried: words(1000),
  urgency: z.enum(['now', 'today', 'week']),
  audience: z.enum(['one', 'team']).default('one'),
  skill: optional(skillParam),
  trail: optional(z.uuid()),
  /** "Send anyway", after what was found was shown. */
  confirm: flag,
});
export type StartAsk = z.output<typeof startAsk>;

/** What is typed so far, unfinished; `look` asks for the whole page. */
export const typedSoFar = z.looseObject({
  wants: z.string().max(300).catch(''),
  sees: z.string().max(1000).catch(''),
  look: z.literal('page').optional().catch(undefined),
});
export type TypedSoFar = z.output<typeof typedSoFar>;

/** A card that answered the question before it was sent. */
export const solvedBy = z.object({ card: z.string().regex(/^[a-z0-9-]{1,80}$/) });

export const answerAsk = z.object({ words: words(4000) });
export type AnswerAsk = z.output<typeof answerAsk>;

export const decideTurn = z.object({ choice: z.enum(['take', 'pass', 'not-now']) });
export type DecideTurn = z.output<typeof decideTurn>;

export const chooseSolution = z.object({ message: z.uuid() });
export const endInput = z.object({ outcome: z.enum(['closed', 'ticket']) });
export type EndInput = z.output<typeof endInput>;

export const thankHelper = z.object({ words: z.string().trim().max(300).default('') });
export type ThankHelper = z.output<typeof thankHelper>;

const list = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? [] : [value].flat()),
    z.array(schema).max(200),
  );

/** Whether and how somebody likes to help. */
export const changeHelping = z.object({
  isOn: flag,
  skills: list(skillParam),
  languages: list(z.enum(['nl', 'en'])),
  perWeek: z.coerce.number().int().min(1).max(10),
  helpsReports: flag,
});
export type ChangeHelping = z.output<typeof changeHelping>;

export const helping = z.object({
  isOn: z.boolean(),
  skills: z.array(z.string()),
  languages: z.array(z.enum(['nl', 'en'])),
  perWeek: z.number().int(),
  helpsReports: z.boolean(),
});
export type Helping = z.output<typeof helping>;

export const askItem = z.object({
  id: z.uuid(),
  role: z.enum(['asker', 'helper', 'team']),
  wants: z.string(),
  skill: z.string().nullable(),
  urgency: z.enum(['now', 'today', 'week']),
  audience: z.enum(['one', 'team']),
  state: z.enum(['open', 'solved', 'closed', 'ticket']),
  createdAt: z.iso.datetime(),
  helper: z.string().nullable(),
  waitsForMe: z.boolean(),
});
export type AskItem = z.output<typeof askItem>;

export const askDetail = askItem.extend({
  asker: z.string(),
  sees: z.string(),
  tried: z.string(),
  askedNow: z.string().nullable(),
  nextAt: z.iso.datetime().nullable(),
  solutionId: z.uuid().nullable(),
  isThanked: z.boolean(),
  messages: z.array(
    z.object({
      id: z.uuid(),
      name: z.string().nullable(),
      isMine: z.boolean(),
      words: z.string(),
      at: z.iso.datetime(),
    }),
  ),
});
export type AskDetail = z.output<typeof askDetail>;

export const askLists = z.object({
  own: z.array(askItem),
  helping: z.array(askItem),
  team: z.array(askItem),
});
export type AskLists = z.output<typeof askLists>;

export const thanksItem = z.object({
  name: z.string().nullable(),
  words: z.string().nullable(),
  points: z.number().int(),
  whyNone: z.enum(['day-cap', 'pair-cap', 'period-cap']).nullable(),
  at: z.iso.datetime(),
});
export const rewardItem = z.object({
  id: z.uuid(),
  kind: z.enum(['time', 'gift', 'charity', 'team']),
  name: z.object({ nl: z.string(), en: z.string() }),
  points: z.number().int(),
  cents: z.number().int(),
});
export type RewardItem = z.output<typeof rewardItem>;
export const kudos = z.object({
  helped: z.number().int(),
  balance: z.number().int(),
  thanks: z.array(thanksItem),
  rewards: z.array(
    rewardItem
      .omit({ cents: true })
      .extend({ whyNot: z.enum(['retired', 'too-few-points', 'budget-empty']).nullable() }),
  ),
  claims: z.array(
    z.object({
      name: z.object({ nl: z.string(), en: z.string() }),
      points: z.number().int(),
      claimedAt: z.iso.datetime(),
    }),
  ),
});
export type Kudos = z.output<typeof kudos>;
export const claimReward = z.object({ reward: z.uuid() });
