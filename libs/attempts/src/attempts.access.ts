import { type Actor, forbidden, isSelf } from '#kernel';

/** Answers, scores and results belong to the person alone: no manager, HR or administrator opens them. */
export function canTake(actor: Actor, attempt: { readonly personId: string }): boolean {
  return actor.kind === 'person' && isSelf(actor, attempt.personId);
}

/** The id of the person who acts; a system or a visitor takes no tests. */
export function learnerOf(actor: Actor): string {
  if (actor.kind !== 'person' || actor.personId === null) throw forbidden();
  return actor.personId;
}
