import { z } from 'zod';
import { BATCH, defineEvent, uuid } from './define-event.js';

/** An author answered what people reported about a question. */
export const itemReportAnswered = defineEvent(
  'item-report.answered',
  z.object({
    items: z
      .array(z.object({ reportId: uuid, personId: uuid, outcome: z.enum(['mended', 'stays']) }))
      .max(BATCH),
  }),
);

/** An author approved or declined a question that a colleague proposed. */
export const itemProposalDecided = defineEvent(
  'item-proposal.decided',
  z.object({ proposalId: uuid, personId: uuid, outcome: z.enum(['approved', 'declined']) }),
);
