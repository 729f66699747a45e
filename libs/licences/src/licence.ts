import type { Counting } from './counting.js';
import { addDays } from './expiry.js';
import type { Day, PeriodDates, Terms } from './expiry.js';

export const LICENCE_STATES = [
  'permit',
  'valid',
  'renewal',
  'grace',
  'expired',
  'suspended',
  'revoked',
] as const;
export type LicenceState = (typeof LICENCE_STATES)[number];

/** States in which the licence opens facilities. */
export const OPENING_STATES: readonly LicenceState[] = ['permit', 'valid', 'renewal', 'grace'];
/** States of a licence that was earned and is in force: a permit was given, a suspended one rests. */
const EARNED_STATES: readonly LicenceState[] = ['valid', 'renewal', 'grace'];
/** States after which a new licence is needed; every other state occupies the one open place per category. */
export const CLOSED_STATES: readonly LicenceState[] = ['expired', 'revoked'];

export const LICENCE_EVENT_KINDS = [
  'permit-issued',
  'granted',
  'renewed',
  'kept-alive',
  'renewal-opened',
  'grace-started',
  'expired',
  'refresh-opened',
  'refresh-closed',
  'refreshed',
  'put-on-hold',
  'restored',
  'suspended',
  'reinstated',
  'revoked',
  'recognised',
  'corrected',
  'appealed',
  'appeal-upheld',
  'appeal-rejected',
  'endorsed',
  'endorsement-withdrawn',
  'link-renewed',
  'link-revoked',
  'transferred',
] as const;
export type LicenceEventKind = (typeof LICENCE_EVENT_KINDS)[number];

/** How far external evidence is trusted; it decides how long it counts at most (`evidence.ts`). */
export const TRUST_LEVELS = ['low', 'substantial', 'high'] as const;
export type TrustLevel = (typeof TRUST_LEVELS)[number];

/** Days, terms and proof of one period, as the ledger keeps them. */
export interface PeriodStart extends Omit<PeriodDates, 'counted'> {
  readonly terms: Terms;
  /** Missing in lines from before it was written down. */
  readonly counted?: Counting | null;
  /** The exam attempt that earned it; null when reviews kept the licence alive. */
  readonly attemptId: string | null;
}

export interface Identity {
  readonly licenceId: string;
  readonly personId: string;
  readonly category: string;
  readonly number: string;
  /** SHA-256 of the code of the public page; the code itself stays out of the ledger. */
  readonly codeDigest: string;
}

/** Why a licence waits for its refresh exam: it was not passed, or not taken in time. */
export type HoldReason = 'failed' | 'missed';

interface On {
  readonly on: Day;
}

/** What a person decided or asked, with words that stay outside the ledger. */
type ReasonedKind = 'suspended' | 'reinstated' | 'revoked' | 'appealed' | 'appeal-upheld' | 'appeal-rejected';

/** The dates that two people of HR agreed on, in place of those that were counted. */
export interface CorrectedDates {
  readonly validFrom: Day;
  readonly validUntil: Day;
  readonly renewalOpensOn: Day | null;
  readonly graceUntil: Day;
}

/** What the holder said against a suspension or revocation, and what came of it. */
export interface Appeal {
  readonly on: Day;
  readonly outcome: 'open' | 'rejected';
}

/** One fact in the life of a licence. `on` is the day it took effect for the person. */
export type LicenceEvent =
  | ({
      readonly kind: 'permit-issued';
      readonly identity: Identity;
      readonly validUntil: Day;
      /** Who guides the learner; missing in lines from before it was asked. */
      readonly supervisorId?: string | null;
    } & On)
  | ({ readonly kind: 'granted'; readonly identity: Identity | null; readonly period: PeriodStart } & On)
  | ({
      readonly kind: 'renewed' | 'kept-alive' | 'refreshed' | 'restored';
      readonly period: PeriodStart;
    } & On)
  | ({ readonly kind: 'renewal-opened' | 'grace-started' | 'expired' | 'refresh-closed' } & On)
  | ({ readonly kind: 'refresh-opened'; readonly refreshBy: Day } & On)
  | ({ readonly kind: 'put-on-hold'; readonly why: HoldReason } & On)
  | ({ readonly kind: ReasonedKind; readonly reasonDigest: string } & On)
  | ({
      readonly kind: 'recognised';
      readonly identity: Identity | null;
      readonly period: PeriodStart;
      readonly trust: TrustLevel;
      readonly reasonDigest: string;
    } & On)
  | ({
      readonly kind: 'corrected';
      readonly dates: CorrectedDates;
      /** Who asked for it; the actor of the line is the second person, who confirmed. */
      readonly proposedBy: string;
      readonly reasonDigest: string;
    } & On)
  | ({ readonly kind: 'endorsed'; readonly endorsement: string } & On)
  | ({
      readonly kind: 'endorsement-withdrawn';
      readonly endorsement: string;
      readonly reasonDigest: string;
    } & On)
  | ({ readonly kind: 'link-renewed'; readonly codeDigest: string } & On)
  | ({ readonly kind: 'link-revoked' } & On)
  /** Two records of one human being became one, or were taken apart again: the licence goes along. */
  | ({ readonly kind: 'transferred'; readonly toPersonId: string; readonly mergeId: string } & On);

/** Today's picture of one licence: what its events add up to. */
export interface Licence extends Omit<Identity, 'codeDigest'> {
  readonly state: LicenceState;
  readonly issuedOn: Day;
  readonly grantedOn: Day | null;
  readonly validFrom: Day;
  readonly validUntil: Day;
  readonly renewalOpensOn: Day | null;
  readonly graceUntil: Day;
  readonly anchorDay: number | null;
  readonly continuesFrom: Day | null;
  readonly terms: Terms | null;
  readonly periods: number;
  readonly suspendedOn: Day | null;
  /**
   * Last day of the refresh exam that is open (rule `upkeep`). It stays while the licence is on hold, that is
   * suspended until that exam is passed; a suspension by HR clears it.
   */
  readonly refreshBy: Day | null;
  readonly endedOn: Day | null;
  readonly codeDigest: string | null;
  /** How the last day was found; null for periods from before this was written down. */
  readonly counted: Counting | null;
  /** Who guides the holder of a learner's permit. */
  readonly supervisorId: string | null;
  /** What the licence allows beyond its category, by code, in alphabetical order; they hold as long as it does. */
  readonly endorsements: readonly string[];
  /** Against the suspension or revocation that holds now; null when there was none. */
  readonly appeal: Appeal | null;
}

export function isOpen(licence: Licence): boolean {
  return !CLOSED_STATES.includes(licence.state);
}

/** The state the dates give on a day, for a licence nobody suspended or revoked. */
export function stateOn(licence: Licence, on: Day): LicenceState {
  if (on > licence.graceUntil) return 'expired';
  if (licence.periods === 0) return 'permit';
  if (on > licence.validUntil) return 'grace';
  return licence.renewalOpensOn !== null && on >= licence.renewalOpensOn ? 'renewal' : 'valid';
}

/** Suspended until its refresh exam is passed; HR's suspensions have no such exam. */
export function isOnHold({ state, refreshBy }: Pick<Licence, 'state' | 'refreshBy'>): boolean {
  return state === 'suspended' && refreshBy !== null;
}

/** The first day on which the clock moves this licence; null when only people can. */
export function nextChangeOn(licence: Licence): Day | null {
  const byDates = nextDateOn(licence);
  if (licence.refreshBy === null || licence.state === 'suspended') return byDates;
  const missedOn = addDays(licence.refreshBy, 1);
  return byDates === null || missedOn < byDates ? missedOn : byDates;
}

/** The same without a refresh exam: what the dates of the period do. */
export function nextDateOn(licence: Licence): Day | null {
  if (licence.state === 'valid') return licence.renewalOpensOn;
  if (licence.state === 'renewal' || licence.state === 'permit' || licence.state === 'grace') {
    return addDays(licence.state === 'renewal' ? licence.validUntil : licence.graceUntil, 1);
  }
  return null;
}

/**
 * Whether a licence counts as held on a day: earned, in force, and not past its last day (with grace). The state follows
 * the clock every half hour; the days are exact.
 */
export function isHeld(
  { state, validUntil, graceUntil }: Pick<Licence, 'state' | 'validUntil' | 'graceUntil'>,
  on: Day,
): boolean {
  return EARNED_STATES.includes(state) && on <= (graceUntil > validUntil ? graceUntil : validUntil);
}
