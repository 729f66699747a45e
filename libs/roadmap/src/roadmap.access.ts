import { type Actor, hasGrant } from '#kernel';

/** Write the vision, make and change milestones, send their messages, see the figures behind the shares. */
export function canSteer(actor: Actor): boolean {
  return hasGrant(actor, 'hr');
}

/** Everybody who is signed in reads the roadmap, with what it means for them. */
export function canRead(actor: Actor): boolean {
  return actor.kind === 'person' && actor.personId !== null;
}
