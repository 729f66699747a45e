import { z } from 'zod';
import { BATCH, category, day, defineEvent, moment, uuid } from './define-event.js';

export const lessonCompleted = defineEvent(
  'lesson.completed',
  z.object({ personId: uuid, lessonId: uuid, skill: z.string(), category: category.nullable() }),
);

export const placementFinished = defineEvent(
  'placement.finished',
  z.object({ attemptId: uuid, personId: uuid, category, exemptSkills: z.array(z.string()) }),
);

export const examPassed = defineEvent(
  'exam.passed',
  z.object({ attemptId: uuid, personId: uuid, category, decidedAt: moment, renewal: z.boolean() }),
);

export const examFailed = defineEvent(
  'exam.failed',
  z.object({ attemptId: uuid, personId: uuid, category, availableAgainAt: moment }),
);

/** The cool-down after a "nearly" is over. */
export const examAvailableAgain = defineEvent('exam.available-again', z.object({ personId: uuid, category }));

/** The weekly look at what waits to be repeated. */
export const reviewDue = defineEvent(
  'review.due',
  z.object({ week: day, items: z.array(z.object({ personId: uuid, count: z.int().positive() })).max(BATCH) }),
);

/** Somebody repeated what a licence rests on: keeps an upkeep licence alive. */
export const reviewCompleted = defineEvent(
  'review.completed',
  z.object({ personId: uuid, category, on: day }),
);

/**
 * What somebody remembers of a category changed its colour. `on` is their own day; `skill` is the weakest skill, for
 * aimed practice. The number stays with the person and is never told.
 */
export const reviewHealthChanged = defineEvent(
  'review.health-changed',
  z.object({
    items: z
      .array(
        z.object({
          personId: uuid,
          category,
          band: z.enum(['green', 'amber', 'red']),
          on: day,
          skill: z.string().nullable(),
        }),
      )
      .max(BATCH),
  }),
);
