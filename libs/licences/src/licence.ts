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
  'link-renewed',
  'link-revoked',
  'transferred',
] as const;
export type LicenceEventKind = (typeof LICENCE_EVENT_KINDS)[number];

/** Days, terms and proof of one period, as the ledger keeps them. */
export interface PeriodStart extends PeriodDates {
  readonly terms: Terms;
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

/** One fact in the life of a licence. `on` is the day it took effect for the person. */
export type LicenceEvent =
  | ({ readonly kind: 'permit-issued'; readonly identity: Identity; readonly validUntil: Day } & On)
  | ({ readonly kind: 'granted'; readonly identity: Identity | null; readonly period: PeriodStart } & On)
  | ({
      readonly kind: 'renewed' | 'kept-alive' | 'refreshed' | 'restored';
      readonly period: PeriodStart;
    } & On)
  | ({ readonly kind: 'renewal-opened' | 'grace-started' | 'expired' | 'refresh-closed' } & On)
  | ({ readonly kind: 'refresh-opened'; readonly refreshBy: Day } & On)
  | ({ readonly kind: 'put-on-hold'; readonly why: HoldReason } & On)
  | ({ readonly kind: 'suspended' | 'reinstated' | 'revoked'; readonly reasonDigest: string } & On)
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
}

export type Mover = 'exam' | 'hr' | 'clock' | 'reviews' | 'memory';

/** `by-date`: the state follows from the dates of the licence on the day of the event. */
export interface Transition {
  readonly from: LicenceState | 'none';
  readonly kind: LicenceEventKind;
  readonly to: LicenceState | 'by-date' | 'same';
  readonly by: Mover;
}

/** Every move a licence can make. What is not in this table can't happen; the README draws it. */
export const TRANSITIONS: readonly Transition[] = [
  { from: 'none', kind: 'permit-issued', to: 'permit', by: 'hr' },
  { from: 'none', kind: 'granted', to: 'valid', by: 'exam' },
  { from: 'permit', kind: 'granted', to: 'valid', by: 'exam' },
  { from: 'permit', kind: 'expired', to: 'expired', by: 'clock' },
  { from: 'permit', kind: 'suspended', to: 'suspended', by: 'hr' },
  { from: 'permit', kind: 'revoked', to: 'revoked', by: 'hr' },
  { from: 'valid', kind: 'renewed', to: 'valid', by: 'exam' },
  { from: 'valid', kind: 'kept-alive', to: 'valid', by: 'reviews' },
  { from: 'valid', kind: 'renewal-opened', to: 'renewal', by: 'clock' },
  { from: 'valid', kind: 'suspended', to: 'suspended', by: 'hr' },
  { from: 'valid', kind: 'revoked', to: 'revoked', by: 'hr' },
  { from: 'renewal', kind: 'renewed', to: 'valid', by: 'exam' },
  { from: 'renewal', kind: 'kept-alive', to: 'valid', by: 'reviews' },
  { from: 'renewal', kind: 'grace-started', to: 'grace', by: 'clock' },
  { from: 'renewal', kind: 'expired', to: 'expired', by: 'clock' },
  { from: 'renewal', kind: 'suspended', to: 'suspended', by: 'hr' },
  { from: 'renewal', kind: 'revoked', to: 'revoked', by: 'hr' },
  { from: 'grace', kind: 'renewed', to: 'valid', by: 'exam' },
  { from: 'grace', kind: 'kept-alive', to: 'valid', by: 'reviews' },
  { from: 'grace', kind: 'expired', to: 'expired', by: 'clock' },
  { from: 'grace', kind: 'suspended', to: 'suspended', by: 'hr' },
  { from: 'grace', kind: 'revoked', to: 'revoked', by: 'hr' },
  ...(['valid', 'renewal', 'grace'] as const).flatMap((state): Transition[] => [
    { from: state, kind: 'refresh-opened', to: state, by: 'memory' },
    { from: state, kind: 'refresh-closed', to: state, by: 'memory' },
    { from: state, kind: 'refreshed', to: 'valid', by: 'exam' },
    { from: state, kind: 'put-on-hold', to: 'suspended', by: 'clock' },
  ]),
  { from: 'suspended', kind: 'restored', to: 'valid', by: 'exam' },
  { from: 'expired', kind: 'renewed', to: 'valid', by: 'exam' },
  { from: 'expired', kind: 'granted', to: 'valid', by: 'exam' },
  { from: 'suspended', kind: 'granted', to: 'suspended', by: 'exam' },
  { from: 'suspended', kind: 'renewed', to: 'suspended', by: 'exam' },
  { from: 'suspended', kind: 'kept-alive', to: 'suspended', by: 'reviews' },
  { from: 'suspended', kind: 'reinstated', to: 'by-date', by: 'hr' },
  { from: 'suspended', kind: 'revoked', to: 'revoked', by: 'hr' },
];

/** What happens beside the state: the holder's public link, and the record the licence stands on. */
const BESIDE_THE_STATE: readonly LicenceEventKind[] = ['link-renewed', 'link-revoked', 'transferred'];

export function canMove(from: LicenceState | 'none', kind: LicenceEventKind): boolean {
  return (
    (from !== 'none' && BESIDE_THE_STATE.includes(kind)) ||
    TRANSITIONS.some((move) => move.from === from && move.kind === kind)
  );
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
