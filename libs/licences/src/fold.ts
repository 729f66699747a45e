import { daysBetween } from '#kernel';
import type { Day } from './expiry.js';
import { stateOn } from './licence.js';
import { TRANSITIONS } from './transitions.js';
import type {
  CorrectedDates,
  Identity,
  Licence,
  LicenceEvent,
  LicenceEventKind,
  LicenceState,
  PeriodStart,
} from './licence.js';

/** The ledger tells a story that cannot have happened; the message names the move. */
export class ImpossibleMove extends Error {
  constructor(
    readonly from: LicenceState | 'none',
    readonly kind: LicenceEventKind,
  ) {
    super(`a licence in state ${from} cannot take ${kind}`);
  }
}

/** Replays the events of one licence, oldest first, to its state. Throws ImpossibleMove for a move outside the table. */
export function fold(events: readonly LicenceEvent[]): Licence {
  const licence = events.reduce<Licence | null>(apply, null);
  if (licence === null) throw new Error('a licence without events does not exist');
  return licence;
}

/** One event further. Nothing but this function decides what an event does to a licence. */
export function apply(licence: Licence | null, event: LicenceEvent): Licence {
  if (isBesideTheState(event)) {
    if (licence === null) throw new ImpossibleMove('none', event.kind);
    if (event.kind === 'transferred') return { ...licence, personId: event.toPersonId };
    return { ...licence, codeDigest: event.kind === 'link-renewed' ? event.codeDigest : null };
  }
  const from = licence?.state ?? 'none';
  const move = TRANSITIONS.find((candidate) => candidate.from === from && candidate.kind === event.kind);
  if (!move) throw new ImpossibleMove(from, event.kind);
  const next = effect(licence, event);
  const state = move.to === 'by-date' ? stateOn(next, event.on) : move.to === 'same' ? next.state : move.to;
  const hasEnded = state === 'expired' || state === 'revoked';
  return {
    ...next,
    state,
    endedOn: hasEnded ? (next.endedOn ?? event.on) : null,
    refreshBy: hasEnded ? null : next.refreshBy,
  };
}

type EventBeside = Extract<LicenceEvent, { kind: 'link-renewed' | 'link-revoked' | 'transferred' }>;
type StateEvent = Exclude<LicenceEvent, EventBeside>;

const isBesideTheState = (event: LicenceEvent): event is EventBeside =>
  event.kind === 'link-renewed' || event.kind === 'link-revoked' || event.kind === 'transferred';

function effect(licence: Licence | null, event: StateEvent): Licence {
  if (event.kind === 'permit-issued') {
    return permit(event.identity, event.on, event.validUntil, event.supervisorId ?? null);
  }
  if (event.kind === 'granted' || event.kind === 'recognised') {
    const start = licence ?? (event.identity ? blank(event.identity, event.on, event.period) : null);
    if (start === null) throw new ImpossibleMove('none', event.kind);
    const grantedOn = event.kind === 'granted' ? event.on : (start.grantedOn ?? event.on);
    return { ...withPeriod(start, event.period), grantedOn };
  }
  if (licence === null) throw new ImpossibleMove('none', event.kind);
  switch (event.kind) {
    case 'renewed':
    case 'kept-alive':
      return withPeriod(licence, event.period);
    case 'refreshed':
    case 'restored':
      // Only what waits for an exam is given back by one; HR's suspensions are lifted by HR.
      if (licence.refreshBy === null) throw new ImpossibleMove(licence.state, event.kind);
      return { ...withPeriod(licence, event.period), suspendedOn: null, refreshBy: null };
    case 'refresh-opened':
      return { ...licence, refreshBy: event.refreshBy };
    case 'put-on-hold':
      if (licence.refreshBy === null) throw new ImpossibleMove(licence.state, event.kind);
      return { ...licence, suspendedOn: event.on };
    case 'suspended':
      return { ...licence, suspendedOn: event.on, refreshBy: null, appeal: null };
    case 'reinstated':
    case 'revoked':
    case 'appeal-upheld':
      if (event.kind === 'appeal-upheld' && licence.appeal?.outcome !== 'open') {
        throw new ImpossibleMove(licence.state, event.kind);
      }
      return { ...licence, suspendedOn: null, refreshBy: null, appeal: null };
    case 'corrected':
      return corrected(licence, event.dates);
    case 'appealed':
      return { ...licence, appeal: { on: event.on, outcome: 'open' } };
    case 'appeal-rejected':
      if (licence.appeal?.outcome !== 'open') throw new ImpossibleMove(licence.state, event.kind);
      return { ...licence, appeal: { on: licence.appeal.on, outcome: 'rejected' } };
    case 'endorsed':
      return { ...licence, endorsements: [...new Set([...licence.endorsements, event.endorsement])].sort() };
    case 'endorsement-withdrawn':
      return { ...licence, endorsements: licence.endorsements.filter((each) => each !== event.endorsement) };
    case 'refresh-closed':
    case 'expired':
      return { ...licence, refreshBy: null };
    case 'renewal-opened':
    case 'grace-started':
      return licence;
  }
}

/** Dates that people decided; what was earned and when stays as it was. */
function corrected(licence: Licence, dates: CorrectedDates): Licence {
  return {
    ...licence,
    ...dates,
    continuesFrom: null,
    counted: { how: 'decided', until: dates.validUntil },
  };
}

function permit(identity: Identity, on: Day, validUntil: Day, supervisorId: string | null): Licence {
  return {
    ...identity,
    state: 'permit',
    issuedOn: on,
    grantedOn: null,
    validFrom: on,
    validUntil,
    renewalOpensOn: null,
    graceUntil: validUntil,
    anchorDay: null,
    continuesFrom: null,
    terms: null,
    periods: 0,
    suspendedOn: null,
    refreshBy: null,
    endedOn: null,
    counted: { how: 'permit', from: on, days: daysBetween(on, validUntil) },
    supervisorId,
    endorsements: [],
    appeal: null,
  };
}

function blank(identity: Identity, on: Day, period: PeriodStart): Licence {
  return { ...permit(identity, on, period.validUntil, null), state: 'valid' };
}

function withPeriod(licence: Licence, period: PeriodStart): Licence {
  return {
    ...licence,
    validFrom: period.validFrom,
    validUntil: period.validUntil,
    renewalOpensOn: period.renewalOpensOn,
    graceUntil: period.graceUntil,
    anchorDay: period.anchorDay,
    continuesFrom: period.continuesFrom,
    terms: period.terms,
    counted: period.counted ?? null,
    supervisorId: null,
    periods: licence.periods + 1,
  };
}
