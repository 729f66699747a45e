import { addDays, firstPeriod, nextPeriod } from './expiry.js';
import type { Day, RunningPeriod, Terms } from './expiry.js';
import { apply } from './fold.js';
import { isOnHold, isOpen, nextChangeOn, nextDateOn } from './licence.js';
import type { Identity, Licence, LicenceEvent, PeriodStart } from './licence.js';

export const REFUSALS = [
  'already-holds',
  'already-expired',
  'already-revoked',
  'already-suspended',
  'not-suspended',
  'evidence-too-old',
  'not-upkeep',
  'no-public-link',
  'adds-nothing',
  'evidence-from-future',
  'dates-reversed',
  'nothing-to-appeal',
  'already-appealed',
  'appeal-too-late',
  'no-appeal',
  'needs-second-person',
  'own-supervisor',
  'already-endorsed',
  'not-endorsed',
  'not-in-force',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What a decision comes to: the events to write down and the licence they make, or why not. */
export type Outcome =
  | { readonly ok: true; readonly events: readonly LicenceEvent[]; readonly licence: Licence }
  | { readonly ok: false; readonly refusal: Refusal };

/** A passed exam: the day it was decided, in the person's own zone. */
export interface Completion {
  readonly attemptId: string;
  readonly on: Day;
}

/** What a person has in one category: the licence in force and the last one that ended. */
export interface Holding {
  readonly open: Licence | null;
  readonly lastClosed: Licence | null;
}

/** Lets the clock do its work up to and including `today`: opens the window, starts grace, expires. One event each. */
export function advance(licence: Licence, today: Day): Outcome & { ok: true } {
  const events: LicenceEvent[] = [];
  let current = licence;
  for (let on = nextChangeOn(current); on !== null && on <= today; on = nextChangeOn(current)) {
    const event = clockMove(current, on);
    events.push(event);
    current = apply(current, event);
  }
  return { ok: true, events, licence: current };
}

/** What the clock does on that day. A licence that ends on the day its refresh exam is missed, ends. */
function clockMove(licence: Licence, on: Day): LicenceEvent {
  if (nextDateOn(licence) !== on) return { kind: 'put-on-hold', on, why: 'missed' };
  if (licence.state === 'valid') return { kind: 'renewal-opened', on };
  const hasGrace = licence.state === 'renewal' && licence.graceUntil > licence.validUntil;
  return { kind: hasGrace ? 'grace-started' : 'expired', on };
}

/**
 * Day-1 access with limits, given by HR, under the eyes of a supervisor. Refused while the person holds a licence of
 * the category, and when the supervisor is the learner.
 */
export function issuePermit(
  holding: Holding,
  identity: Identity,
  input: { readonly on: Day; readonly days: number; readonly supervisorId?: string | null },
): Outcome {
  if (input.supervisorId === identity.personId) return no('own-supervisor');
  if (holding.open && isOpen(advance(holding.open, input.on).licence)) return no('already-holds');
  return yes(null, {
    kind: 'permit-issued',
    on: input.on,
    identity,
    validUntil: addDays(input.on, input.days),
    supervisorId: input.supervisorId ?? null,
  });
}

/**
 * A passed exam gives a first licence, makes a permit a licence, or renews. `holding.open` has been advanced to the
 * day of completion. While a refresh exam is open or was missed, passing refreshes the licence, with the terms it has.
 * Renewing counts until the last day of grace; later than that, exactly one new licence starts on
 * the day of completion. A proof that arrives late but was earned in time still renews. Suspension stays: only a
 * person lifts it. No events when the exam adds nothing to the dates.
 * `identity` names the document in case a new one is made; it may be missing when there is an open one.
 * Refused: a proof older than what the licence already rests on, or not from after a revocation.
 */
export function passExam(
  holding: Holding,
  completion: Completion,
  terms: Terms,
  identity: Identity | null,
): Outcome {
  const latest = holding.open ?? holding.lastClosed;
  if (latest === null) return grant(completion, terms, identity);
  // Before the next line: a review of the day after may have been told first, and took nothing from the exam.
  if (latest.refreshBy !== null && isOpen(latest)) return refresh(latest, completion);
  if (latest.periods > 0 && completion.on < latest.validFrom) return no('evidence-too-old');
  if (latest.state === 'revoked') {
    const earnedSince = latest.endedOn !== null && completion.on > latest.endedOn;
    return earnedSince ? grant(completion, terms, identity) : no('evidence-too-old');
  }
  if (latest.state !== 'suspended' && completion.on > latest.graceUntil)
    return grant(completion, terms, identity);
  return latest.periods === 0
    ? yes(latest, { kind: 'granted', on: completion.on, identity: null, period: started(completion, terms) })
    : extend(latest, 'renewed', completion.on, terms, completion.attemptId);
}

/** Reviews keep a licence with the rule `upkeep` alive: its last day moves to `months` after the review. */
export function keepAlive(licence: Licence, on: Day): Outcome {
  if (licence.terms?.rule !== 'upkeep') return no('not-upkeep');
  const closed = closedRefusal(licence);
  if (closed) return no(closed);
  if (on < licence.validFrom) return no('evidence-too-old');
  return extend(licence, 'kept-alive', on, licence.terms, null);
}

/**
 * What the licence rests on has faded: a refresh exam opens, for `days` days after today, that last day included.
 * Adds nothing while one is open or the licence is suspended.
 */
export function openRefresh(licence: Licence, on: Day, days: number): Outcome {
  if (licence.terms?.rule !== 'upkeep') return no('not-upkeep');
  const closed = closedRefusal(licence);
  if (closed) return no(closed);
  if (licence.state === 'suspended' || licence.refreshBy !== null) return yes(licence);
  return yes(licence, { kind: 'refresh-opened', on, refreshBy: addDays(on, days) });
}

/** Reviews brought back what had faded. Adds nothing when the exam was failed or missed: then only passing it helps. */
export function closeRefresh(licence: Licence, on: Day): Outcome {
  if (licence.refreshBy === null || isOnHold(licence)) return yes(licence);
  return yes(licence, { kind: 'refresh-closed', on });
}

/** The refresh exam was not passed: suspended until it is. Adds nothing when none is open. */
export function failRefresh(licence: Licence, on: Day): Outcome {
  if (licence.refreshBy === null || isOnHold(licence)) return yes(licence);
  return yes(licence, { kind: 'put-on-hold', on, why: 'failed' });
}

/** Takes a licence out of use until a person gives it back; its dates run on. */
export function suspend(licence: Licence, input: ByPerson): Outcome {
  if (licence.state === 'suspended') return no('already-suspended');
  return byPerson(licence, 'suspended', input);
}

/** Gives a suspended licence back, in the state its dates have reached meanwhile. */
export function reinstate(licence: Licence, input: ByPerson): Outcome {
  if (licence.state !== 'suspended') return no('not-suspended');
  return byPerson(licence, 'reinstated', input);
}

/** Ends a licence for good. What was learned stays; a new licence needs an exam passed after this day. */
export function revoke(licence: Licence, input: ByPerson): Outcome {
  return byPerson(licence, 'revoked', input);
}

/** A new code for the public page; the old link stops working. */
export function renewLink(licence: Licence, on: Day, codeDigest: string): Outcome {
  return yes(licence, { kind: 'link-renewed', on, codeDigest });
}

/** Closes the public page of this licence. */
export function revokeLink(licence: Licence, on: Day): Outcome {
  return licence.codeDigest === null ? no('no-public-link') : yes(licence, { kind: 'link-revoked', on });
}

export interface ByPerson {
  readonly on: Day;
  readonly reasonDigest: string;
}

function byPerson(licence: Licence, kind: 'suspended' | 'reinstated' | 'revoked', input: ByPerson): Outcome {
  const closed = closedRefusal(licence);
  if (closed) return no(closed);
  return yes(licence, { kind, on: input.on, reasonDigest: input.reasonDigest });
}

/** Why nothing can be decided about a licence that has ended; null when it has not. */
export function closedRefusal(licence: Licence): Refusal | null {
  if (licence.state === 'revoked') return 'already-revoked';
  return licence.state === 'expired' ? 'already-expired' : null;
}

function grant(completion: Completion, terms: Terms, identity: Identity | null): Outcome {
  if (identity === null) throw new Error('a new licence needs an identity');
  return yes(null, { kind: 'granted', on: completion.on, identity, period: started(completion, terms) });
}

function started(completion: Completion, terms: Terms): PeriodStart {
  return { ...firstPeriod(terms, completion.on), terms, attemptId: completion.attemptId };
}

function refresh(licence: Licence, { on, attemptId }: Completion): Outcome {
  if (licence.terms === null) throw new Error('only a licence with terms has a refresh exam');
  const { terms } = licence;
  const kind = isOnHold(licence) ? 'restored' : 'refreshed';
  return yes(licence, { kind, on, period: { ...nextPeriod(terms, running(licence), on), terms, attemptId } });
}

function running(licence: Licence): RunningPeriod {
  return {
    validUntil: licence.validUntil,
    renewalOpensOn: licence.renewalOpensOn ?? licence.validUntil,
    graceUntil: licence.graceUntil,
    anchorDay: licence.anchorDay ?? 1,
  };
}

function extend(
  licence: Licence,
  kind: 'renewed' | 'kept-alive',
  on: Day,
  terms: Terms,
  attemptId: string | null,
): Outcome {
  const dates = nextPeriod(terms, running(licence), on);
  if (dates.validUntil <= licence.validUntil) return yes(licence);
  return yes(licence, { kind, on, period: { ...dates, terms, attemptId } });
}

/** The decision stands: these events, and what the licence becomes by them. */
export function yes(licence: Licence | null, ...events: LicenceEvent[]): Outcome {
  const next = events.reduce<Licence | null>(apply, licence);
  if (next === null) throw new Error('a decision without events needs a licence to leave as it is');
  return { ok: true, events, licence: next };
}

/** The decision is refused. */
export function no(refusal: Refusal): Outcome {
  return { ok: false, refusal };
}
