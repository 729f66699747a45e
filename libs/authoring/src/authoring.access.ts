import { type Actor, hasGrant } from '#kernel';

/** Look at lessons and questions with their keys: whoever writes them, and an administrator. */
export function canAuthor(actor: Actor): boolean {
  return hasGrant(actor, 'author') || hasGrant(actor, 'admin');
}
