import { type Actor, hasGrant } from '#kernel';

/** Works on tickets: IT support. */
export function canSupport(actor: Actor): boolean {
  return hasGrant(actor, 'it');
}

/** Connects systems: IT support, or an administrator. */
export function canConnect(actor: Actor): boolean {
  return hasGrant(actor, 'it') || hasGrant(actor, 'admin');
}

/** Reads what the company gets stuck on, never about one person. */
export function canReadDemand(actor: Actor): boolean {
  return hasGrant(actor, 'hr');
}
