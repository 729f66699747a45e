import type { Actor } from './actor.js';

/** One thing that is wrong with an input: where (RFC 6901 pointer) and what (a translation key with arguments). */
export interface InputError {
  readonly pointer: string;
  readonly message: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

export interface ProblemDefinition {
  readonly type: string;
  readonly status: number;
  /** Translation key of the title; `<key>_detail` is what to do about it, when it exists. */
  readonly title: string;
}

/** An expected failure, rendered once (RFC 9457) as JSON, as a page or as a fragment. Never carries personal data. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly definition: ProblemDefinition,
    readonly args: Readonly<Record<string, unknown>> = {},
    readonly errors: readonly InputError[] = [],
  ) {
    super(definition.type);
  }
  get status(): number {
    return this.definition.status;
  }
}

const declared = new Map<string, ProblemDefinition>();

/** Declares a problem and gives the function that makes one: `throw alreadyRevoked({ id })`. */
export function defineProblem(
  definition: ProblemDefinition,
): (args?: Readonly<Record<string, unknown>>) => Problem {
  const known = declared.get(definition.type);
  if (known && (known.title !== definition.title || known.status !== definition.status)) {
    throw new Error(`The problem "${definition.type}" is declared twice.`);
  }
  declared.set(definition.type, definition);
  return (args) => new Problem(definition, args);
}

/** All declared problems, for the pages under /problems. */
export function listProblems(): ProblemDefinition[] {
  return [...declared.values()].sort((a, b) => a.type.localeCompare(b.type));
}

const forbiddenProblem = defineProblem({ type: 'forbidden', status: 403, title: 'kernel.problem_forbidden' });
const notFoundProblem = defineProblem({ type: 'not-found', status: 404, title: 'kernel.problem_not_found' });
const invalidProblem = { type: 'invalid-input', status: 422, title: 'kernel.problem_invalid_input' };
defineProblem(invalidProblem);
export const signInNeeded = defineProblem({
  type: 'sign-in-needed',
  status: 401,
  title: 'kernel.problem_sign_in_needed',
});
export const tooManyRequests = defineProblem({
  type: 'too-many-requests',
  status: 429,
  title: 'kernel.problem_too_many_requests',
});

/** 403, without saying what lies behind the door. */
export function forbidden(): Problem {
  return forbiddenProblem();
}

/** 404 for one thing, named by its glossary word. */
export function notFound(what: string): Problem {
  return notFoundProblem({ what });
}

/** 422 with one entry per wrong field. */
export function invalidInput(errors: readonly InputError[]): Problem {
  return new Problem(invalidProblem, {}, errors);
}

/** The id of the person who acts; `forbidden` for the system and for a visitor. */
export function personOf({ personId }: Pick<Actor, 'personId'>): string {
  if (personId === null) throw forbidden();
  return personId;
}

/** Second step of every use case: throws `forbidden` unless allowed. */
export function may(allowed: boolean): void {
  if (!allowed) throw forbidden();
}
