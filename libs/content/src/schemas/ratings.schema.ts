import { z } from 'zod';
import { day } from './text.schema.js';

/** An item with the version that was read: `ph.links.004@2`. */
export const ratedItem = z
  .string()
  .regex(
    /^[a-z]{2,3}\.[a-z0-9]+(-[a-z0-9]+)*\.\d{3}@[1-9]\d*$/,
    'must look like ph.links.004@1: the item, an at sign, its version',
  );

/** `ratings.yaml` of a course: how hard readers who did not write the items find each of them, read without the key. */
export const ratings = z.strictObject({
  readers: z
    .array(z.string().regex(/^role:[a-z]+(-[a-z]+)*$/, 'must be a role such as role:helpdesk, not a person'))
    .min(2)
    .describe('From whose viewpoint the items were read, in the order of the levels'),
  rated_on: day,
  levels: z
    .record(ratedItem, z.array(z.int().min(1).max(5)))
    .describe('For each item the level of every reader: 1 very easy … 5 very hard for who only just passes'),
});

export type Ratings = z.infer<typeof ratings>;
