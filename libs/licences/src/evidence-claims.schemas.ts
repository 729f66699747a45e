import { z } from 'zod';
import { TRUST_LEVELS } from './licence.js';

const words = z.string().trim().min(1).max(1000);

/** Proof from elsewhere for a licence of one's own; `words` say what it is and who gave it. */
export const submitEvidence = z.object({
  category: z.string().trim().min(1).max(10),
  obtainedOn: z.iso.date(),
  words,
});
export type SubmitEvidence = z.output<typeof submitEvidence>;

/** HR's answer; the trust level decides how long accepted proof counts, and is needed for that alone. */
export const decideEvidence = z
  .object({
    outcome: z.enum(['accepted', 'rejected']),
    trust: z.preprocess((value) => (value === '' ? undefined : value), z.enum(TRUST_LEVELS).optional()),
    answer: words,
  })
  .refine(({ outcome, trust }) => outcome === 'rejected' || trust !== undefined, {
    path: ['trust'],
    error: 'licences.claim_trust_missing',
  });
export type DecideEvidence = z.output<typeof decideEvidence>;

export const evidenceClaimView = z.object({
  id: z.uuid(),
  category: z.string(),
  obtainedOn: z.iso.date(),
  words: z.string(),
  submittedAt: z.iso.datetime(),
  outcome: z.enum(['accepted', 'rejected']).nullable(),
  answer: z.string().nullable(),
});
export type EvidenceClaimView = z.output<typeof evidenceClaimView>;
export const evidenceClaimList = z.object({ items: z.array(evidenceClaimView) });

/** What waits for HR, and whose it is. */
export const waitingClaimList = z.object({
  items: z.array(evidenceClaimView.extend({ personId: z.uuid(), holder: z.string(), number: z.string() })),
});
