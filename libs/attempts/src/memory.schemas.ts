import { z } from 'zod';

const quality = z.object({
  /** Mean of -ln of the chance given to what happened. */
  logLoss: z.number(),
  /** Root mean squared difference of shares and predictions over bins of alike reviews. */
  rmseBins: z.number(),
});

export const fittedWeights = z.object({
  id: z.uuid(),
  state: z.enum(['candidate', 'declined', 'active', 'retired']),
  madeAt: z.iso.datetime(),
  activatedAt: z.iso.datetime().nullable(),
  retiredAt: z.iso.datetime().nullable(),
  model: z.string(),
  weights: z.array(z.number()),
  people: z.int(),
  /** Reviews it was fitted on, until `splitAt`; later ones judged it. */
  reviews: z.int(),
  splitAt: z.iso.datetime(),
  judged: z.int(),
  fitted: quality,
  /** Of the weights in use at that time, on the same reviews; null as their id: the published ones. */
  current: quality.extend({ id: z.uuid().nullable() }),
});
export type FittedWeights = z.output<typeof fittedWeights>;
export const fittedWeightsList = z.object({ items: z.array(fittedWeights) });

const share = z.number().min(0).max(1);
export const auditFigures = z.object({
  /** Months that are looked at. */
  months: z.int(),
  audits: z.int(),
  predicted: share.nullable(),
  recalled: share.nullable(),
  /** Of recall on the log odds of its prediction; 1 is right. */
  slope: z.object({ value: z.number(), standardError: z.number() }).nullable(),
  bands: z
    .array(z.object({ from: share, to: share, audits: z.int(), predicted: share, recalled: share }))
    .readonly(),
  verdict: z.enum(['too-few', 'sound', 'unclear', 'off']),
});
export type AuditFigures = z.output<typeof auditFigures>;
