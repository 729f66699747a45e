import { z } from 'zod';
import { BATCH, bothLanguages, defineEvent, uuid } from './define-event.js';

/** Something that did not work for many works again: for those who wanted to hear. */
export const incidentClosed = defineEvent(
  'incident.closed',
  z.object({ incidentId: uuid, title: bothLanguages, personIds: z.array(uuid).max(BATCH) }),
);

/** Cards of one owner that want a look: out of date, or more often no help than help. Once a week at most. */
export const cardsNeedCare = defineEvent(
  'cards.need-care',
  z.object({
    /** The Monday of the week, as a day. */
    week: z.iso.date(),
    items: z.array(z.object({ personId: uuid, stale: z.int().min(0), disputed: z.int().min(0) })).max(BATCH),
  }),
);
