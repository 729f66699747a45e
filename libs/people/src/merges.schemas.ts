import { z } from 'zod';

const number = z.string().trim().min(1).max(40);

export const proposeMatch = z.object({ number, otherNumber: number });
export type ProposeMatch = z.output<typeof proposeMatch>;

/** One of the two records: what HR compares. */
const matchRecord = z.object({
  id: z.string(),
  number: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  job: z.string().nullable(),
  team: z.string().nullable(),
  site: z.string().nullable(),
  periods: z.array(z.object({ startsOn: z.string(), endsOn: z.string().nullable() })),
});
export type MatchRecord = z.output<typeof matchRecord>;

export const matchView = z.object({
  id: z.string(),
  kind: z.enum(['rehire', 'duplicate']),
  state: z.enum(['open', 'merged', 'rejected']),
  /** Null when HR named the two. */
  likelihood: z.enum(['almost-certain', 'likely', 'possible']).nullable(),
  evidence: z.array(
    z.enum([
      'same-name',
      'same-given-name',
      'same-family-name',
      'same-mail',
      'same-team',
      'worked-together',
      'came-back',
      'different-name',
    ]),
  ),
  /** The older record: it stays. */
  kept: matchRecord,
  other: matchRecord,
});
export type MatchView = z.output<typeof matchView>;

export const mergeView = z.object({
  id: z.string(),
  number: z.string(),
  intoId: z.string(),
  intoNumber: z.string(),
  name: z.string(),
  mergedAt: z.string(),
  mergedBy: z.string().nullable(),
  undoneAt: z.string().nullable(),
});
export type MergeView = z.output<typeof mergeView>;
export const mergesView = z.object({ open: z.array(matchView), merges: z.array(mergeView) });
export type MergesView = z.output<typeof mergesView>;
