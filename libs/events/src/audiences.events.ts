import { z } from 'zod';
import { BATCH, category, defineEvent, uuid } from './define-event.js';

/** These people gained or lost a valid licence, as far as audience rules and policies are concerned. */
export const holdingChanged = defineEvent(
  'holding.changed',
  z.object({ items: z.array(z.object({ personId: uuid, category, held: z.boolean() })).max(BATCH) }),
);
