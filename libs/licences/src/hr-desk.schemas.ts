import { z } from 'zod';
import { TRUST_LEVELS } from './licence.js';

const reason = z.string().trim().min(1).max(1000);
const person = z.string().trim().min(1).max(40);
const category = z.string().trim().min(1).max(10);

/** A certificate from elsewhere; `reason` says what it is and who gave it. */
export const acceptEvidence = z.object({
  number: person,
  category,
  obtainedOn: z.iso.date(),
  trust: z.enum(TRUST_LEVELS),
  reason,
});
export type AcceptEvidence = z.output<typeof acceptEvidence>;

export const proposeCorrection = z
  .object({ validFrom: z.iso.date(), validUntil: z.iso.date(), reason })
  .refine(({ validFrom, validUntil }) => validFrom <= validUntil, {
    path: ['validUntil'],
    error: 'licences.dates_reversed',
  });
export type ProposeCorrection = z.output<typeof proposeCorrection>;
export const decideCorrection = z.object({ outcome: z.enum(['confirmed', 'rejected']) });
export type DecideCorrection = z.output<typeof decideCorrection>;

export const appealLicence = z.object({ reason });
export const decideAppeal = z.object({ outcome: z.enum(['upheld', 'rejected']), reason });
export type DecideAppeal = z.output<typeof decideAppeal>;

export const endorseLicence = z.object({ endorsement: z.string().trim().min(1).max(40) });
export type EndorseLicence = z.output<typeof endorseLicence>;
export const withdrawEndorsement = z.object({ endorsement: z.string().trim().min(1).max(40), reason });
export type WithdrawEndorsement = z.output<typeof withdrawEndorsement>;

const name = z.string().trim().min(1).max(120);
export const saveEndorsement = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9-]{1,39}$/, { error: 'licences.endorsement_code_format' }),
  category,
  nameNl: name,
  nameEn: name,
});
export type SaveEndorsement = z.output<typeof saveEndorsement>;

export const correctionView = z.object({
  id: z.uuid(),
  licenceId: z.uuid(),
  validFrom: z.iso.date(),
  validUntil: z.iso.date(),
  reason: z.string(),
  proposedBy: z.uuid(),
  proposedAt: z.iso.datetime(),
  outcome: z.enum(['confirmed', 'rejected']).nullable(),
});
export type CorrectionView = z.output<typeof correctionView>;
export const correctionList = z.object({ items: z.array(correctionView) });

export const endorsementKind = z.object({
  code: z.string(),
  category: z.string(),
  name: z.object({ nl: z.string(), en: z.string() }),
});
export type EndorsementKind = z.output<typeof endorsementKind>;
export const endorsementList = z.object({ items: z.array(endorsementKind) });
