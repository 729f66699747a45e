import { z } from 'zod';
import { BATCH, bothLanguages, category, day, defineEvent, uuid } from './define-event.js';

/** A facility is about to close for somebody: on a working day of theirs, told some days before and once more on the eve. */
export const facilityClosing = defineEvent(
  'facility.closing',
  z.object({
    items: z
      .array(
        z.object({
          facilityId: uuid,
          personId: uuid,
          category,
          name: bothLanguages,
          closesOn: day,
          daysLeft: z.int(),
        }),
      )
      .max(BATCH),
  }),
);

/** A facility stays open after all: the licence came back, or somebody waived it. */
export const facilityKept = defineEvent(
  'facility.kept',
  z.object({ items: z.array(z.object({ facilityId: uuid, personId: uuid })).max(BATCH) }),
);
