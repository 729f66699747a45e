import { hasGrant, isSelf } from '#kernel';
import type { Actor } from '#kernel';

/** Policies are HR's: nobody else reads drafts, numbers or lists of names. */
export function canManagePolicies(actor: Actor): boolean {
  return hasGrant(actor, 'hr');
}

/** What is asked of somebody is for that person, the managers above, and HR. */
export function canSeeRequirements(actor: Actor, personId: string, isTheirManager: boolean): boolean {
  return isSelf(actor, personId) || isTheirManager || canManagePolicies(actor);
}
