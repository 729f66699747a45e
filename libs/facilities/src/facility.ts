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
}

export interface Decision {
  readonly access: Access;
  readonly reason: Reason;
}

/**
 * What somebody may do with a facility, given where they stand in the category it needs (null: never held one).
 * Valid, in the renewal window and in grace open it. What a person decided (suspended, revoked) closes everything;
 * what only the clock decided (expired) leaves a safety-critical facility open.
 */
export function accessTo(facility: Demand, standing: Standing | null): Decision {
  switch (standing) {
    case 'valid':
      return { access: 'open', reason: 'holds' };
    case 'renewal':
      return { access: 'open', reason: 'renew-soon' };
    case 'grace':
      return { access: 'open', reason: 'in-grace' };
    case 'permit':
      return facility.opensOnPermit
        ? { access: 'limited', reason: 'on-permit' }
        : { access: 'closed', reason: 'permit-not-enough' };
    case 'expired':
      return facility.safetyCritical
        ? { access: 'open', reason: 'safety-critical' }
        : { access: 'closed', reason: 'expired' };
    case 'suspended':
      return { access: 'closed', reason: 'suspended' };
    case 'revoked':
      return { access: 'closed', reason: 'revoked' };
    case null:
      return { access: 'closed', reason: 'never-held' };
  }
}
