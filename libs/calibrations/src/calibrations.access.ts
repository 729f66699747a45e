import { type Actor, hasGrant } from '#kernel';

/** Read and activate calibrations: whoever writes the questions, and an administrator. */
export function canCalibrate(actor: Actor): boolean {
  return hasGrant(actor, 'author') || hasGrant(actor, 'admin');
}
