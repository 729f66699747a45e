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

/**
 * HR joined two records of one human being, or parted them: what each of them holds in these categories from now on.
 * Nothing was earned or lost by it.
 */
export const licenceTransferred = defineEvent(
  'licence.transferred',
  z.object({
    items: z
      .array(
        z.object({
          personId: uuid,
          category,
          state: z.enum(['none', 'permit', 'valid', 'renewal', 'grace', 'expired', 'suspended', 'revoked']),
          validFrom: day.nullable(),
          validUntil: day.nullable(),
        }),
      )
      .max(BATCH),
  }),
);

/** An exam started or refreshed a period that lives by reviews: it counts as a review of what it asked. */
export const licenceUpkeepEarned = defineEvent(
  'licence.upkeep-earned',
  licenceFact.extend({ attemptId: uuid, on: day }),
);
/** What a licence with upkeep rests on fades: a prompt to practise, some times in two weeks. */
export const licenceFading = defineEvent(
  'licence.fading',
  z.object({ items: z.array(licenceFact.extend({ on: day, skill: z.string().nullable() })).max(BATCH) }),
);
/** A refresh exam has to be passed until `refreshBy`, that day included; told at its opening and again near its end. */
export const licenceRefreshDue = defineEvent(
  'licence.refresh-due',
  z.object({ items: z.array(licenceFact.extend({ refreshBy: day, daysLeft: z.int() })).max(BATCH) }),
);
export const licenceRefreshOpened = defineEvent(
  'licence.refresh-opened',
  licenceFact.extend({ refreshBy: day }),
);
/** Reviews brought back what had faded before the refresh exam was taken. */
export const licenceRefreshClosed = defineEvent('licence.refresh-closed', licenceFact);
/** The refresh exam was failed or missed: suspended until it is passed. Told beside `licence.suspended`. */
export const licencePutOnHold = defineEvent(
  'licence.put-on-hold',
  licenceFact.extend({ on: day, why: z.enum(['failed', 'missed']) }),
);
/**
 * HR decided something about a licence, or the holder appealed: the notice that goes with it. `appealUntil` is the last
 * day on which the holder may appeal; null when there is nothing to appeal.
 */
export const licenceDecided = defineEvent(
  'licence.decided',
  licenceFact.extend({
    on: day,
    decision: z.enum(['suspended', 'reinstated', 'revoked', 'appealed', 'appeal-upheld', 'appeal-rejected']),
    appealUntil: day.nullable(),
  }),
);
