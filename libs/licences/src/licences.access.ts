import { type Actor, hasGrant, isSelf } from '#kernel';

/** Issue permits, suspend, reinstate, revoke, read the history and the register. */
export function canDecide(actor: Actor): boolean {
  return hasGrant(actor, 'hr');
}

/** The holder and HR see a licence and its card. */
export function canSee(actor: Actor, holderId: string): boolean {
  return isSelf(actor, holderId) || hasGrant(actor, 'hr');
}

/** Only the holder opens and closes the public page. */
export function canShare(actor: Actor, holderId: string): boolean {
  return isSelf(actor, holderId);
}

/** Managers see states and dates of their reports. */
export function canSeeReports(actor: Actor): boolean {
  return actor.kind === 'person' && actor.personId !== null && actor.isManager;
}
