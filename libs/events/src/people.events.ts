import { z } from 'zod';
import { BATCH, day, defineEvent, uuid } from './define-event.js';

/** HR facts of these people changed (joined, moved, other hours, absence…): look at them again. */
export const personChanged = defineEvent(
  'person.changed',
  z.object({ personIds: z.array(uuid).max(BATCH), reason: z.enum(['import', 'edit', 'calendar']) }),
);

/** The last employment of these people ended on this day. */
export const personLeft = defineEvent(
  'person.left',
  z.object({ personIds: z.array(uuid).max(BATCH), on: day }),
);
