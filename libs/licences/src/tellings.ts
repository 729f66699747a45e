import {
  licenceDecided,
  licenceExpired,
  licenceGranted,
  licencePermitIssued,
  licencePutOnHold,
  licenceRefreshClosed,
  licenceRefreshOpened,
  licenceReinstated,
  licenceRenewalOpened,
  licenceRenewed,
  licenceRevoked,
  licenceSuspended,
  licenceUpkeepEarned,
  type DomainEvent,
} from '#events';
import { addDays, type Day } from './expiry.js';
import type { Licence, LicenceEvent, LicenceState, PeriodStart } from './licence.js';

/**
 * What the rest of the house hears of a change. Grace and the public link are nobody else's business; who holds what
 * after a merge is told once for both records. While a licence
 * is suspended its renewals stay untold: nothing opens until it is given back, and that event carries the new dates.
 */
export function tellings(change: {
  licence: Licence;
  events: readonly LicenceEvent[];
  appealDays?: number | undefined;
}): DomainEvent[] {
  const { licence, appealDays } = change;
  return change.events.flatMap((event) => [
    ...tell(licence, event),
    ...notice(licence, event, appealDays ?? null),
  ]);
}

/** The notice to the holder of what a person decided, with the last day for an appeal. */
function notice(licence: Licence, event: LicenceEvent, appealDays: number | null): DomainEvent[] {
  const { licenceId, personId, category } = licence;
  switch (event.kind) {
    case 'suspended':
    case 'revoked':
    case 'reinstated':
    case 'appealed':
    case 'appeal-upheld':
    case 'appeal-rejected': {
      const { kind: decision, on } = event;
      const isOpen = (decision === 'suspended' || decision === 'revoked') && appealDays !== null;
      const appealUntil = isOpen ? addDays(on, appealDays) : null;
      return [licenceDecided({ licenceId, personId, category, on, decision, appealUntil })];
    }
    default:
      return [];
  }
}

function tell(licence: Licence, event: LicenceEvent): DomainEvent[] {
  const { licenceId, personId, category } = licence;
  const fact = { licenceId, personId, category };
  const isSuspended = licence.suspendedOn !== null;
  switch (event.kind) {
    case 'permit-issued':
      return [licencePermitIssued({ ...fact, validFrom: event.on, validUntil: event.validUntil })];
    case 'granted':
      return [
        ...(isSuspended ? [] : [licenceGranted({ ...fact, ...days(event.period) })]),
        ...earned(fact, event),
      ];
    case 'renewed':
    case 'kept-alive':
    case 'refreshed':
      return [
        ...(isSuspended ? [] : [licenceRenewed({ ...fact, ...days(event.period) })]),
        ...earned(fact, event),
      ];
    case 'restored':
      return [licenceReinstated({ ...fact, ...days(event.period) }), ...earned(fact, event)];
    case 'refresh-opened':
      return [licenceRefreshOpened({ ...fact, refreshBy: event.refreshBy })];
    case 'refresh-closed':
      return [licenceRefreshClosed(fact)];
    case 'put-on-hold':
      return [licenceSuspended(fact), licencePutOnHold({ ...fact, on: event.on, why: event.why })];
    case 'renewal-opened':
      return [licenceRenewalOpened({ ...fact, validUntil: licence.validUntil })];
    case 'expired':
      return [licenceExpired(fact)];
    case 'suspended':
      return [licenceSuspended(fact)];
    case 'recognised': {
      const tellOf = licence.periods === 1 ? licenceGranted : licenceRenewed;
      return isSuspended ? [] : [tellOf({ ...fact, ...days(event.period) })];
    }
    case 'corrected':
      return corrected(licence);
    case 'reinstated':
    case 'appeal-upheld':
      return reinstated(licence);
    case 'revoked':
      return [licenceRevoked(fact)];
    case 'appealed':
    case 'appeal-rejected':
    case 'endorsed':
    case 'endorsement-withdrawn':
    case 'grace-started':
    case 'link-renewed':
    case 'link-revoked':
    case 'transferred':
      return [];
  }
}

/** An exam behind a period that lives by reviews is evidence of memory, also while the licence is suspended. */
function earned(
  fact: { licenceId: string; personId: string; category: string },
  { on, period }: { on: Day; period: PeriodStart },
): DomainEvent[] {
  const { attemptId, terms } = period;
  return terms.rule === 'upkeep' && attemptId !== null
    ? [licenceUpkeepEarned({ ...fact, attemptId, on })]
    : [];
}

/** The new dates, as far as anybody relies on them: in force, ended, or nothing while it is suspended. */
function corrected(licence: Licence): DomainEvent[] {
  const { licenceId, personId, category, state } = licence;
  const fact = { licenceId, personId, category };
  if (state === 'suspended') return [];
  if (state === 'expired') return [licenceExpired(fact)];
  const tellOf = state === 'permit' ? licencePermitIssued : licenceRenewed;
  return [tellOf({ ...fact, ...days(licence) })];
}

/** Given back, and at once what the clock would have told meanwhile. */
function reinstated(licence: Licence): DomainEvent[] {
  const { licenceId, personId, category, validUntil } = licence;
  const fact = { licenceId, personId, category };
  const told: DomainEvent[] = [licenceReinstated({ ...fact, ...days(licence) })];
  const after: Partial<Record<LicenceState, DomainEvent>> = {
    renewal: licenceRenewalOpened({ ...fact, validUntil }),
    expired: licenceExpired(fact),
  };
  const extra = after[licence.state];
  return extra ? [...told, extra] : told;
}

function days(period: { validFrom: string; validUntil: string }): { validFrom: string; validUntil: string } {
  return { validFrom: period.validFrom, validUntil: period.validUntil };
}
