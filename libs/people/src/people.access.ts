import { type Actor, hasGrant, isSelf } from '#kernel';

/** How much of a person somebody may see. */
export type Sight = 'all' | 'own' | 'report' | 'nothing';

/**
 * HR sees everything HR recorded; people see what is recorded about themselves; a leader sees name, job and team of
 * the people they lead, directly or below; everybody else sees nothing.
 */
export function sightOf(actor: Actor, personId: string, leads: boolean): Sight {
  if (hasGrant(actor, 'hr')) return 'all';
  if (isSelf(actor, personId)) return 'own';
  return leads ? 'report' : 'nothing';
}
