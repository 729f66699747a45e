import { closedRefusal, no, yes } from './decisions.js';
import type { Outcome } from './decisions.js';
import { addDays, type Day, withMargins } from './expiry.js';
import { isOnHold } from './licence.js';
import type { CorrectedDates, Licence } from './licence.js';

/** What a correction changes: first and last day, both inclusive. */
export interface NewDates {
  readonly validFrom: Day;
  readonly validUntil: Day;
}

export interface Correction extends NewDates {
  readonly on: Day;
  readonly proposedBy: string;
  readonly reasonDigest: string;
}

/**
 * Puts the dates of the running period right. Two people of HR agree on it; `confirmedBy` is the second. The window and
 * the grace follow from the terms. An expired licence may come back, unless another one is open (`hasOtherOpen`); a
 * revoked one only by appeal. Refused too: dates in the wrong order, dates it already has, and one person alone.
 */
export function correct(
  licence: Licence,
  input: Correction,
  confirmedBy: string,
  hasOtherOpen: boolean,
): Outcome {
  if (licence.state === 'revoked') return no('already-revoked');
  if (input.proposedBy === confirmedBy) return no('needs-second-person');
  const refusal = checkDates(licence, input);
  if (refusal) return refusal;
  if (licence.state === 'expired' && hasOtherOpen) return no('already-holds');
  return yes(licence, {
    kind: 'corrected',
    on: input.on,
    dates: datesOf(licence, input),
    proposedBy: input.proposedBy,
    reasonDigest: input.reasonDigest,
  });
}

/** What is wrong with the dates somebody proposes for this licence; null when nothing is. */
export function checkDates(licence: Licence, { validFrom, validUntil }: NewDates): Outcome | null {
  if (validFrom > validUntil) return no('dates-reversed');
  return validFrom === licence.validFrom && validUntil === licence.validUntil ? no('adds-nothing') : null;
}

function datesOf(licence: Licence, { validFrom, validUntil }: NewDates): CorrectedDates {
  if (licence.terms === null) return { validFrom, validUntil, renewalOpensOn: null, graceUntil: validUntil };
  const counted = { how: 'decided', until: validUntil } as const;
  const { renewalOpensOn, graceUntil } = withMargins(
    licence.terms,
    validFrom,
    counted,
    licence.anchorDay ?? 1,
  );
  return { validFrom, validUntil, renewalOpensOn, graceUntil };
}

/** The day of the suspension or revocation that an appeal is against; null when no person decided anything. */
export function decidedOn(licence: Licence): Day | null {
  if (licence.state === 'revoked') return licence.endedOn;
  return licence.state === 'suspended' && !isOnHold(licence) ? licence.suspendedOn : null;
}

/** The last day on which the holder may appeal; null when there is nothing to appeal, or an appeal was made. */
export function appealUntil(licence: Licence, days: number): Day | null {
  const on = decidedOn(licence);
  return on === null || licence.appeal !== null ? null : addDays(on, days);
}

/**
 * The holder's appeal against a suspension or revocation, within `days` after that day (six weeks is the term of
 * article 6:7 of the Dutch Awb). Once per decision; a refresh exam that was failed is no decision.
 */
export function appeal(
  licence: Licence,
  input: { readonly on: Day; readonly reasonDigest: string },
  days: number,
): Outcome {
  if (decidedOn(licence) === null) return no('nothing-to-appeal');
  const until = appealUntil(licence, days);
  if (until === null) return no('already-appealed');
  if (input.on > until) return no('appeal-too-late');
  return yes(licence, { kind: 'appealed', on: input.on, reasonDigest: input.reasonDigest });
}

export interface AppealDecision {
  readonly on: Day;
  readonly isUpheld: boolean;
  readonly reasonDigest: string;
  /** Who suspended or revoked; null when that person is unknown. */
  readonly decidedBy: string | null;
  readonly judge: string;
}

/**
 * What comes of an appeal. Upheld gives the licence back in the state its dates have reached, a revoked one too, unless
 * another one is open. The judge is somebody else than who took the decision.
 */
export function decideAppeal(licence: Licence, input: AppealDecision, hasOtherOpen: boolean): Outcome {
  if (licence.appeal?.outcome !== 'open') return no('no-appeal');
  if (input.judge === input.decidedBy || input.judge === licence.personId) return no('needs-second-person');
  if (input.isUpheld && licence.state === 'revoked' && hasOtherOpen) return no('already-holds');
  const { on, reasonDigest } = input;
  return yes(licence, { kind: input.isUpheld ? 'appeal-upheld' : 'appeal-rejected', on, reasonDigest });
}

/** Adds an endorsement to a licence in force; it holds as long as the licence does. */
export function endorse(licence: Licence, on: Day, endorsement: string): Outcome {
  if (!['valid', 'renewal', 'grace'].includes(licence.state)) return no('not-in-force');
  if (licence.endorsements.includes(endorsement)) return no('already-endorsed');
  return yes(licence, { kind: 'endorsed', on, endorsement });
}

/** Takes an endorsement away; the licence itself stays. */
export function withdrawEndorsement(
  licence: Licence,
  input: { readonly on: Day; readonly endorsement: string; readonly reasonDigest: string },
): Outcome {
  const closed = closedRefusal(licence);
  if (closed) return no(closed);
  if (!licence.endorsements.includes(input.endorsement)) return no('not-endorsed');
  const { on, endorsement, reasonDigest } = input;
  return yes(licence, { kind: 'endorsement-withdrawn', on, endorsement, reasonDigest });
}
