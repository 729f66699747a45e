import { z } from 'zod';
import { category, day, defineEvent, uuid } from './define-event.js';

/** A manager asked for a reminder; it counts in the person's message budget. */
export const reminderRequested = defineEvent(
  'reminder.requested',
  z.object({
    requirementId: uuid.nullable(),
    personId: uuid,
    category,
    dueOn: day.nullable(),
    byPersonId: uuid,
  }),
);
