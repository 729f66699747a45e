import type { Tx } from '#kernel';
import type { SelfSolve } from './ticket.js';

/** What was solved without IT between two moments; whoever knows fills this in, and without them the product stands too. */
export type Solves = (tx: Tx, from: string, until: string) => Promise<readonly SelfSolve[]>;

/** Solved by oneself, with an answer card. */
export const SELF_SOLVES = Symbol('self-solves');
/** Solved with a colleague. */
export const PEER_SOLVES = Symbol('peer-solves');
