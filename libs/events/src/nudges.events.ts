import { z } from 'zod';
import { BATCH, category, day, defineEvent, uuid } from './define-event.js';

/** A manager asked for reminders; each counts in the person's message budget. */
export const reminderRequested = defineEvent(
  'reminder.requested',
  z.object({
    byPersonId: uuid,
    items: z
      .array(z.object({ requirementId: uuid.nullable(), personId: uuid, category, dueOn: day.nullable() }))
      .max(BATCH),
  }),
);
