import { type Actor, forbidden, hasGrant, isSelf } from '#kernel';

/** Answers, scores and results belong to the person alone: no manager, HR or administrator opens them. */
export function canTake(actor: Actor, attempt: { readonly personId: string }): boolean {
  return actor.kind === 'person' && isSelf(actor, attempt.personId);
}

/** The id of the person who acts; a system or a visitor takes no tests. */
export function learnerOf(actor: Actor): string {
  if (actor.kind !== 'person' || actor.personId === null) throw forbidden();
  return actor.personId;
}

/** See which exams stand out, and say what was seen: HR and those who watch over the questions; managers never. */
export function canInspectExams(actor: Actor): boolean {
  return hasGrant(actor, 'hr') || hasGrant(actor, 'author') || hasGrant(actor, 'admin');
}

/** See how well memory is predicted, and put other weights to use: whoever writes the questions, and an administrator. */
export function canTuneMemory(actor: Actor): boolean {
  return hasGrant(actor, 'author') || hasGrant(actor, 'admin');
}

/** Whose exam it was is for HR, who may ask the person; the others look at the questions. */
export function seesWhoseExam(actor: Actor): boolean {
  return hasGrant(actor, 'hr');
}
