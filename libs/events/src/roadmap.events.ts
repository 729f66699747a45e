import { z } from 'zod';
import { BATCH, bothLanguages, defineEvent, uuid } from './define-event.js';

export const milestoneReached = defineEvent('milestone.reached', z.object({ milestoneId: uuid }));
export const milestoneMissed = defineEvent('milestone.missed', z.object({ milestoneId: uuid }));

/** The announcement that belongs to a milestone goes out to its audience. */
export const milestoneAnnounced = defineEvent(
  'milestone.announced',
  z.object({
    milestoneId: uuid,
    title: bothLanguages,
    text: bothLanguages,
    personIds: z.array(uuid).max(BATCH),
  }),
);
