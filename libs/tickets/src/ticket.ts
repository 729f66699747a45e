import type { IncomingTicket } from './ticket-bodies.js';

/**
 * open: nobody at IT looked yet; taken: somebody works on it; waiting: IT asked something back; answered: IT thinks it is
 * solved and waits for the asker's yes; closed: the asker said yes, or the other system closed it.
 */
export const STATES = ['open', 'taken', 'waiting', 'answered', 'closed'] as const;
export type State = (typeof STATES)[number];
export const IMPACTS = ['one', 'team', 'all'] as const;
export type Impact = (typeof IMPACTS)[number];

/** What somebody does to a ticket of ours. */
export type Move = 'take' | 'ask-back' | 'solve' | 'reply' | 'confirm' | 'reopen';

/**
 * The state after a move; null when that move is not possible now. IT may take, ask back and solve; only the asker says
 * yes or no to a solution, so IT never closes a ticket. A reply of the asker wakes a ticket that waited for it.
 */
export function afterMove(state: State, move: Move): State | null {
  switch (move) {
    case 'take':
      return state === 'open' ? 'taken' : null;
    case 'ask-back':
      return state === 'open' || state === 'taken' || state === 'waiting' ? 'waiting' : null;
    case 'solve':
      return state === 'closed' || state === 'answered' ? null : 'answered';
    case 'reply':
      return state === 'closed' ? null : state === 'waiting' || state === 'answered' ? 'taken' : state;
    case 'confirm':
      return state === 'answered' ? 'closed' : null;
    case 'reopen':
      return state === 'answered' || state === 'closed' ? 'taken' : null;
  }
}

/**
 * What a message changes about a ticket: 'stale' when something newer was heard before (messages may arrive in any order
 * and more than once), 'new' or 'newer' otherwise.
 */
export function compareMessage(
  stored: { readonly changedAt: string } | null,
  incoming: Pick<IncomingTicket, 'changedAt'>,
): 'new' | 'newer' | 'stale' {
  if (stored === null) return 'new';
  return Date.parse(incoming.changedAt) > Date.parse(stored.changedAt) ? 'newer' : 'stale';
}

/** Tickets of so many days on one skill may be a pattern. */
export const PATTERN_DAYS = 90;
/** So many tickets on one skill make a pattern. */
export const PATTERN_TICKETS = 2;

/**
 * Whether somebody is offered a short review of a skill: two tickets on it in the last 90 days, unless a review was
 * offered in those days already. `now` and all moments are ISO 8601; `openedAt` holds the person's tickets on the skill.
 */
export function offersReview(
  now: string,
  { openedAt, offeredAt }: { readonly openedAt: readonly string[]; readonly offeredAt: string | null },
): boolean {
  const until = Date.parse(now);
  const isRecent = (at: string): boolean =>
    Date.parse(at) <= until && Date.parse(at) >= until - PATTERN_DAYS * DAY;
  if (offeredAt !== null && isRecent(offeredAt)) return false;
  return openedAt.filter(isRecent).length >= PATTERN_TICKETS;
}

const DAY = 24 * 3_600_000;

/** Something solved without IT, as far as known: an answer card that helped, or a colleague. */
export interface SelfSolve {
  readonly personId: string;
  readonly skill: string;
  readonly at: string;
  /** The person said that it was solved; false for "almost". */
  readonly isConfirmed: boolean;
}

/** After a solve no ticket on the skill may follow for so long, in days. */
export const QUIET_DAYS = 7;

export interface Deflection {
  /** Occasions on which somebody needed help: solves plus tickets. */
  readonly occasions: number;
  /** Solved, as far as seen at that moment, without a ticket. */
  readonly loose: number;
  /** Confirmed by the person, and no ticket of theirs on that skill within seven days. */
  readonly strict: number;
}

/**
 * How much never reached IT. A solve whose seven days are not over at `until` counts for neither side: nobody knows yet.
 */
export function deflection(
  solves: readonly SelfSolve[],
  tickets: readonly {
    readonly personId: string | null;
    readonly skill: string | null;
    readonly at: string;
  }[],
  until: string,
): Deflection {
  const byTopic = new Map<string, number[]>();
  for (const { personId, skill, at } of tickets) {
    const key = `${personId}\u001f${skill}`;
    byTopic.set(key, [...(byTopic.get(key) ?? []), Date.parse(at)]);
  }
  const known = solves.filter(({ at }) => Date.parse(at) + QUIET_DAYS * DAY <= Date.parse(until));
  const strict = known.filter(({ personId, skill, at, isConfirmed }) => {
    const moment = Date.parse(at);
    const after = byTopic.get(`${personId}\u001f${skill}`) ?? [];
    return isConfirmed && !after.some((ticket) => ticket >= moment && ticket <= moment + QUIET_DAYS * DAY);
  });
  return { occasions: known.length + tickets.length, loose: known.length, strict: strict.length };
}
