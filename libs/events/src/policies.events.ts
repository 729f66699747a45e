import { z } from 'zod';
import { BATCH, bothLanguages, category, day, defineEvent, uuid } from './define-event.js';

const requirementFact = z.object({
  requirementId: uuid,
  personId: uuid,
  category,
  dueOn: day,
  because: bothLanguages,
});

export const policyPublished = defineEvent(
  'policy.published',
  z.object({ policyId: uuid, version: z.int().positive() }),
);

/**
 * Of many people for one reason the reason is said once, as `because`; events from before that say it with each item,
 * and there what an item says counts.
 */
export const requirementCreated = defineEvent(
  'requirement.created',
  z
    .object({
      because: bothLanguages.optional(),
      items: z.array(requirementFact.partial({ because: true })).max(BATCH),
    })
    .refine(
      ({ because, items }) => because !== undefined || items.every((item) => item.because !== undefined),
      'a requirement has a reason',
    ),
);

/** The due day comes near: told at 30, 7 and 1 days. */
export const requirementDueSoon = defineEvent(
  'requirement.due-soon',
  z.object({ items: z.array(requirementFact.extend({ daysLeft: z.int() })).max(BATCH) }),
);

export const requirementOverdue = defineEvent(
  'requirement.overdue',
  z.object({ items: z.array(requirementFact).max(BATCH) }),
);

/** The day was let pass and the policy is enforced: from today, the person's next working day, access may be closed. */
export const requirementEnforced = defineEvent(
  'requirement.enforced',
  z.object({ items: z.array(requirementFact).max(BATCH) }),
);

export const requirementEnded = defineEvent(
  'requirement.ended',
  z.object({
    items: z
      .array(
        z.object({
          requirementId: uuid,
          personId: uuid,
          category,
          reason: z.enum(['satisfied', 'left-audience', 'policy-paused', 'policy-changed', 'left-company']),
        }),
      )
      .max(BATCH),
  }),
);
