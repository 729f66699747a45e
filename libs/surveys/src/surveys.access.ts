import { type Actor, hasGrant } from '#kernel';
import type { Side } from './survey.js';

/** Write, plan, open and close surveys, add actions, say who is a VIP, read how everybody is treated. */
export function canRun(actor: Actor): boolean {
  return hasGrant(actor, 'hr');
}

/** Predict, and read results of closed surveys. */
export function canPredict(actor: Actor): boolean {
  return hasGrant(actor, 'hr') || hasGrant(actor, 'it');
}

/** The side somebody predicts for; who holds both grants speaks for IT, whose picture is the one compared. */
export function sideOf(actor: Actor): Side {
  return actor.grants.includes('it') ? 'it' : 'hr';
}
