import { type Actor, hasGrant } from '#kernel';

/** Say which licence a facility takes: HR sets the rules of the road, an administrator may help. */
export function canEdit(actor: Actor): boolean {
  return hasGrant(actor, 'hr') || hasGrant(actor, 'admin');
}
