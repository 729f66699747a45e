/** States of a licence, as `licences` names them. */
export type Standing = 'permit' | 'valid' | 'renewal' | 'grace' | 'expired' | 'suspended' | 'revoked';

export const OWNERS = ['it-services', 'security', 'hr', 'facility-services'] as const;
export type Owner = (typeof OWNERS)[number];

export const ACCESSES = ['open', 'limited', 'closed'] as const;
export type Access = (typeof ACCESSES)[number];

export const REASONS = [
  'holds',
  'renew-soon',
  'in-grace',
  'on-permit',
  'permit-not-enough',
  'safety-critical',
  'safety-limited',
  'waiver',
  'break-glass',
  'endorsement-missing',
  'not-employed',
  'expired',
  'suspended',
  'revoked',
  'never-held',
] as const;
export type Reason = (typeof REASONS)[number];

export interface Demand {
  /** The clock alone never closes it: a lapsed licence leaves it open until a person decides. */
  readonly safetyCritical: boolean;
  /** A learner's permit opens it, with limits. */
  readonly opensOnPermit: boolean;
  /** Beside the category the licence must carry this endorsement; null when the category is enough. */
  readonly endorsement: string | null;
}

/** What somebody brings to the door. */
export interface Bearer {
  /** Where they stand in the category; null for somebody who never held one. */
  readonly standing: Standing | null;
  readonly endorsements: readonly string[];
  /** Access for another reason, that holds now; a waiver goes before broken glass. */
  readonly pass: PassKind | null;
}

export const PASS_KINDS = ['waiver', 'break-glass'] as const;
export type PassKind = (typeof PASS_KINDS)[number];

export interface Decision {
  readonly access: Access;
  readonly reason: Reason;
}

/**
 * What somebody may do with a facility. A licence in force (valid, in the renewal window, in grace) with the endorsement
 * opens it. What a person decided (suspended, revoked) closes it, and no pass helps against that; a safety-critical
 * facility is then limited: it is never closed hard. What only the clock decided (expired) leaves a safety-critical
 * facility open. Wherever a licence is missing, a waiver or broken glass opens.
 */
export function accessTo(facility: Demand, bearer: Bearer): Decision {
  const { standing, pass } = bearer;
  if (standing === 'suspended' || standing === 'revoked') {
    return facility.safetyCritical
      ? { access: 'limited', reason: 'safety-limited' }
      : { access: 'closed', reason: standing };
  }
  const byLicence = licenceOpens(facility, bearer);
  return byLicence.access !== 'open' && pass !== null ? { access: 'open', reason: pass } : byLicence;
}

function licenceOpens(facility: Demand, { standing, endorsements }: Bearer): Decision {
  const endorsed = facility.endorsement === null || endorsements.includes(facility.endorsement);
  switch (standing) {
    case 'valid':
    case 'renewal':
    case 'grace':
      return endorsed
        ? { access: 'open', reason: IN_FORCE[standing] }
        : { access: 'closed', reason: 'endorsement-missing' };
    case 'permit':
      return facility.opensOnPermit
        ? { access: 'limited', reason: 'on-permit' }
        : { access: 'closed', reason: 'permit-not-enough' };
    case 'expired':
      return facility.safetyCritical && endorsed
        ? { access: 'open', reason: 'safety-critical' }
        : { access: 'closed', reason: 'expired' };
    default:
      return { access: 'closed', reason: 'never-held' };
  }
}

const IN_FORCE = { valid: 'holds', renewal: 'renew-soon', grace: 'in-grace' } as const;
