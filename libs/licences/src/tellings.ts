import {
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
import type { Day } from './expiry.js';
import type { Licence, LicenceEvent, LicenceState, PeriodStart } from './licence.js';

/**
 * What the rest of the house hears of a change. Grace and the public link are nobody else's business; who holds what
 * after a merge is told once for both records. While a licence
 * is suspended its renewals stay untold: nothing opens until it is given back, and that event carries the new dates.
 */
export function tellings(change: { licence: Licence; events: readonly LicenceEvent[] }): DomainEvent[] {
  const { licence } = change;
  return change.events.flatMap((event) => tell(licence, event));
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
    case 'reinstated':
      return reinstated(licence);
    case 'revoked':
      return [licenceRevoked(fact)];
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
