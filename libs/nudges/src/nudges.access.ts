import { type Actor, hasGrant } from '#kernel';

/** Own messages and choices: everybody who is signed in. Nobody sees another person's. */
export function hasInbox(actor: Actor): actor is Actor & { personId: string } {
  return actor.kind === 'person' && actor.personId !== null;
}

/** What will go out, as numbers. */
export function canForecast(actor: Actor): boolean {
  return hasGrant(actor, 'hr');
}
