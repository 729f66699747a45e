import { z } from 'zod';
import { BATCH, bothLanguages, defineEvent, uuid } from './define-event.js';

/** IT answered a ticket: it asks something back, or thinks that it is solved and waits for the asker's yes. */
export const ticketAnswered = defineEvent(
  'ticket.answered',
  z.object({ replyId: uuid, ticketId: uuid, personId: uuid, what: z.enum(['waiting', 'answered']) }),
);

/** Two tickets on one skill: the person, and nobody else, is offered a review of two minutes. */
export const ticketReviewOffered = defineEvent(
  'ticket.review-offered',
  z.object({
    items: z
      .array(z.object({ offerId: uuid, personId: uuid, skill: z.string(), name: bothLanguages }))
      .max(BATCH),
  }),
);
