import { z } from 'zod';
import { BATCH, category, day, defineEvent, uuid } from './define-event.js';

const licenceFact = z.object({ licenceId: uuid, personId: uuid, category });
const period = licenceFact.extend({ validFrom: day, validUntil: day.nullable() });

export const licencePermitIssued = defineEvent('licence.permit-issued', period);
export const licenceGranted = defineEvent('licence.granted', period);
export const licenceRenewed = defineEvent('licence.renewed', period);
export const licenceRenewalOpened = defineEvent(
  'licence.renewal-opened',
  licenceFact.extend({ validUntil: day }),
);
export const licenceExpiring = defineEvent(
  'licence.expiring',
  z.object({ items: z.array(licenceFact.extend({ validUntil: day, daysLeft: z.int() })).max(BATCH) }),
);
export const licenceExpired = defineEvent('licence.expired', licenceFact);
export const licenceSuspended = defineEvent('licence.suspended', licenceFact);
export const licenceReinstated = defineEvent('licence.reinstated', period);
export const licenceRevoked = defineEvent('licence.revoked', licenceFact);
