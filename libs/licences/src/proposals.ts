import { type Actor, isDuplicate, isSelf, may, notFound, type Problem } from '#kernel';

/** What somebody asks for and HR answers once. */
interface Proposal {
  readonly personId: string;
  /** Null while it waits. */
  readonly outcome: string | null;
}

/**
 * Files a proposal of which one may wait at a time.
 *
 * @param index the unique index over those that wait
 * @param waits the problem of a second one
 */
export async function fileOne<T>(index: string, waits: () => Problem, file: () => Promise<T>): Promise<T> {
  try {
    return await file();
  } catch (error) {
    if (isDuplicate(error, index)) throw waits();
    throw error;
  }
}

/**
 * The proposal that was found and locked, when this actor may answer it: it is not about themselves (`forbidden`) and
 * nobody answered it yet (`decided`).
 *
 * @param what its word for the problem when nothing was found
 */
export function answerable<T extends Proposal>(
  actor: Actor,
  found: T | undefined,
  what: string,
  decided: () => Problem,
): T {
  if (!found) throw notFound(what);
  may(!isSelf(actor, found.personId));
  if (found.outcome !== null) throw decided();
  return found;
}
