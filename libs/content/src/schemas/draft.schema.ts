import { z } from 'zod';
import { at, item, partId, picture, shared } from './item.schema.js';
import { day, text } from './text.schema.js';

/** Text that may still be missing in one language or both. */
const words = z
  .strictObject({ nl: z.string(), en: z.string() })
  .describe('The same text in Dutch (the source) and English; empty where it is still to be written');

const draftShared = {
  ...shared,
  status: z.literal('draft'),
  objective: shared.objective.nullable(),
  bloom: shared.bloom.nullable(),
  difficulty: shared.difficulty.nullable(),
  time_s: shared.time_s.nullable(),
  stem: words,
  rule: words,
  review: z.strictObject({
    source: text.describe(
      'Where it comes from; keep the sha256 mark, so that the same file is not taken in twice',
    ),
    review_by: day.nullable(),
  }),
};

const part = z.strictObject({ id: partId, text: words });
const step = z.strictObject({ id: partId, text: words, why: words });
const pairs = z.array(z.tuple([partId, partId]));
const options = z.array(
  z.strictObject({ id: partId, key: z.literal(true).optional(), text: words, why: words }),
);
const draftOption = options.element;
const mode = z.strictObject({ mode: z.enum(['all', 'partial']) });

/** One element of the list in `drafts/<skill>.yaml`: an item whose author is not done. It has any number of options. */
export const draftItem = z.discriminatedUnion('type', [
  z.strictObject({ ...draftShared, type: z.literal('single'), shuffle: z.boolean(), options }),
  z.strictObject({
    ...draftShared,
    type: z.literal('multiple'),
    shuffle: z.boolean(),
    choose: z.int().min(1),
    scoring: mode,
    options,
  }),
  z.strictObject({
    ...draftShared,
    type: z.literal('order'),
    steps: z.array(step),
    accept: pairs,
    scoring: mode,
  }),
  z.strictObject({
    ...draftShared,
    type: z.literal('match'),
    left: z.array(part),
    right: z.array(part),
    pairs,
    why: z.record(partId, words),
    scoring: mode,
  }),
  z.strictObject({
    ...draftShared,
    type: z.literal('text'),
    accept: z.array(z.strictObject({ lang: z.enum(['nl', 'en', 'any']), pattern: text })),
    near: z.array(z.strictObject({ pattern: text, why: words })),
    why: words,
    example: words,
  }),
  z.strictObject({
    ...draftShared,
    type: z.literal('scenario'),
    steps: z.array(z.strictObject({ id: partId, text: words, shuffle: z.boolean(), options })),
    scoring: mode,
  }),
  z.strictObject({
    ...draftShared,
    type: z.literal('hotspot'),
    picture: picture.nullable(),
    alt: words,
    areas: z.array(draftOption.extend({ at })),
  }),
]);

export type DraftItem = z.infer<typeof draftItem>;

/** What an author still has to write or mend before a draft may be moved to `items/`: the fields, by their path. */
export function draftLacks(draft: DraftItem): string[] {
  const { error } = item.safeParse(draft);
  return [...new Set((error?.issues ?? []).map(({ path }) => path.map(String).join('.')))];
}
