import { type Actor, hasGrant } from '#kernel';

/** Write cards, services, synonyms; look at gaps: IT, and whoever writes what is learned. */
export function canWriteCards(actor: Actor): boolean {
  return hasGrant(actor, 'it') || hasGrant(actor, 'author');
}

/** Publish and close incidents, and keep the services: IT. */
export function isIt(actor: Actor): boolean {
  return hasGrant(actor, 'it');
}

/** The order of rungs and their minutes: HR. */
export function canSetFrontDoor(actor: Actor): boolean {
  return hasGrant(actor, 'hr');
}
