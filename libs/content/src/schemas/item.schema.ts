import { z } from 'zod';
import { itemId, objectiveId } from './lesson.schema.js';
import { bothLanguages, day, digcomp, itemChange, lifeCycle, skillId, slug, text } from './text.schema.js';

/** An answer's id inside its item; learners never see it. */
export const partId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a short lower case id');

export const shared = {
  id: itemId,
  version: z.int().min(1).describe('Raise it when the meaning of a published item is mended'),
  change: itemChange.optional(),
  skill: skillId,
  use: z
    .enum(['practice', 'exam'])
    .describe('Practice items never stand in an exam, and the other way round'),
  status: lifeCycle,
  family: slug.optional().describe('The same word on items that are near-clones; only one of them is asked'),
  objective: objectiveId.describe('The objective of the lesson of this skill that this item asks'),
  bloom: z.enum(['remember', 'understand', 'apply', 'analyse', 'evaluate', 'create']),
  digcomp,
  difficulty: z
    .strictObject({ source: z.literal('author'), level: z.int().min(1).max(5) })
    .describe('1 very easy … 5 very hard for a colleague who only just passes'),
  time_s: z.int().min(15).max(300).describe('Seconds a colleague needs'),
  stem: bothLanguages.describe('A situation and one question; of a scenario the situation alone'),
  rule: bothLanguages.describe('One line to remember'),
  review: z.strictObject({ source: text, review_by: day }),
};

const option = z.strictObject({
  id: partId,
  key: z.literal(true).optional().describe('Only on a right option'),
  text: bothLanguages,
  why: bothLanguages.describe('Right: the principle. Wrong: what attracts, what goes wrong, what to do'),
});

const scoring = z.strictObject({ mode: z.enum(['all', 'partial']) });
const allOnly = z.strictObject({ mode: z.literal('all') });
const partialOnly = z.strictObject({ mode: z.literal('partial') });

export const singleItem = z.strictObject({
  ...shared,
  type: z.literal('single'),
  shuffle: z.boolean(),
  options: z.array(option).min(3).max(4),
});

const multipleItem = z.strictObject({
  ...shared,
  type: z.literal('multiple'),
  shuffle: z.boolean(),
  choose: z.int().min(2).max(4).describe('How many options are right'),
  scoring: scoring.describe('partial: (right - wrong) / choose, never below 0'),
  options: z.array(option).min(4).max(6),
});

const orderItem = z.strictObject({
  ...shared,
  type: z.literal('order'),
  steps: z
    .array(z.strictObject({ id: partId, text: bothLanguages, why: bothLanguages }))
    .min(3)
    .max(6)
    .describe('Listed in the right order; shown shuffled'),
  accept: z
    .array(z.tuple([partId, partId]))
    .min(1)
    .describe('Pairs that must hold: the first before the second'),
  scoring: allOnly,
});

const matchItem = z.strictObject({
  ...shared,
  type: z.literal('match'),
  left: z
    .array(z.strictObject({ id: partId, text: bothLanguages }))
    .min(3)
    .max(5),
  right: z
    .array(z.strictObject({ id: partId, text: bothLanguages }))
    .min(2)
    .max(6),
  pairs: z
    .array(z.tuple([partId, partId]))
    .min(3)
    .describe('One pair for each left part'),
  why: z.record(partId, bothLanguages).describe('For each left part: why it belongs there'),
  scoring: partialOnly,
});

export const textItem = z.strictObject({
  ...shared,
  type: z.literal('text'),
  accept: z
    .array(z.strictObject({ lang: z.enum(['nl', 'en', 'any']), pattern: text }))
    .min(1)
    .describe('Regular expressions on the trimmed answer, without regard to case or accents'),
  near: z.array(z.strictObject({ pattern: text, why: bothLanguages })),
  why: bothLanguages.describe('The model answer, explained'),
  example: bothLanguages.describe('A right answer'),
});

const scenarioItem = z.strictObject({
  ...shared,
  type: z.literal('scenario'),
  steps: z
    .array(
      z.strictObject({
        id: partId,
        text: bothLanguages.describe('What happens now, and one question'),
        shuffle: z.boolean(),
        options: z.array(option).min(3).max(4),
      }),
    )
    .min(2)
    .max(3)
    .describe('All steps stand on one page: a later step must not tell what was right in an earlier one'),
  scoring: scoring.describe('partial: the share of steps that are right'),
});

/** A drawing in `items/media/`. */
export const pictureFile = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*(\.(nl|en))?\.svg$/,
    'must be a drawing such as message.svg or message.nl.svg',
  );

export const picture = z
  .union([pictureFile, z.strictObject({ nl: pictureFile, en: pictureFile })])
  .describe('A drawing in items/media; one for each language when it holds words');

export const at = z
  .tuple([z.int().min(0), z.int().min(0), z.int().min(1), z.int().min(1)])
  .describe('[x, y, width, height] in units of the drawing, which is 640 wide and 360 high');

export const hotspotItem = z.strictObject({
  ...shared,
  type: z.literal('hotspot'),
  picture,
  alt: bothLanguages.describe('What the picture shows, without telling which part is right'),
  areas: z
    .array(option.extend({ at, text: bothLanguages.describe('The name of the part in the list') }))
    .min(3)
    .max(6)
    .describe('The parts that may be chosen, on the picture or in the list below it; one of them is right'),
});

/** One element of the list in `items/<skill>.yaml`. */
export const item = z.discriminatedUnion('type', [
  singleItem,
  multipleItem,
  orderItem,
  matchItem,
  textItem,
  scenarioItem,
  hotspotItem,
]);

export type Item = z.infer<typeof item>;
export type HotspotItem = z.infer<typeof hotspotItem>;
export type SingleItem = z.infer<typeof singleItem>;
export type TextItem = z.infer<typeof textItem>;
