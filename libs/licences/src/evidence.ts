import { Temporal } from 'temporal-polyfill';
import type { Counting } from './counting.js';
import { no, yes } from './decisions.js';
import type { Holding, Outcome } from './decisions.js';
import { recompute } from './counting.js';
import { type Day, type Terms, withMargins } from './expiry.js';
import type { Identity, TrustLevel } from './licence.js';

/**
 * How many months after its acceptance external evidence counts at most. The levels are those of eIDAS (Regulation (EU)
 * No 910/2014, article 8): `high` is a certificate checked at its source, `substantial` one that was shown, `low` a
 * statement. Low and substantial evidence bridges the time to an exam of our own.
 */
export const TRUST_MONTHS: Readonly<Record<TrustLevel, number>> = { low: 3, substantial: 12, high: 120 };

export interface Evidence {
  /** The day on the certificate. */
  readonly obtainedOn: Day;
  readonly trust: TrustLevel;
  readonly reasonDigest: string;
}

/** How long evidence counts: the category's months after the day it was obtained, with the cap of its trust. */
export function countEvidence(evidence: Evidence, terms: Terms, acceptedOn: Day): Counting {
  return {
    how: 'evidence',
    obtainedOn: evidence.obtainedOn,
    months: terms.months,
    acceptedOn,
    capMonths: TRUST_MONTHS[evidence.trust],
  };
}

/**
 * Accepts evidence from outside on `on`: a first licence, a licence in place of a permit, or later dates for the one
 * there is. `holding.open` has been advanced to `on`; `identity` names a new document and may be missing when one is
 * open. A suspension stays. Refused: evidence from the future, evidence whose time is over or that is not from after a
 * revocation, and evidence that gives no later date.
 */
export function recognise(
  holding: Holding,
  evidence: Evidence,
  on: Day,
  terms: Terms,
  identity: Identity | null,
): Outcome {
  if (evidence.obtainedOn > on) return no('evidence-from-future');
  const { open, lastClosed } = holding;
  const revokedOn = lastClosed?.state === 'revoked' ? lastClosed.endedOn : null;
  if (open === null && revokedOn !== null && evidence.obtainedOn <= revokedOn) return no('evidence-too-old');
  const counted = countEvidence(evidence, terms, on);
  const until = recompute(counted);
  if (until < on) return no('evidence-too-old');
  if (open !== null && open.periods > 0 && until <= open.validUntil) return no('adds-nothing');
  if (open === null && identity === null) throw new Error('a new licence needs an identity');
  const anchorDay = Temporal.PlainDate.from(evidence.obtainedOn).day;
  return yes(open, {
    kind: 'recognised',
    on,
    identity: open === null ? identity : null,
    period: { ...withMargins(terms, on, counted, anchorDay), terms, attemptId: null },
    trust: evidence.trust,
    reasonDigest: evidence.reasonDigest,
  });
}
