import { z } from 'zod';
import { bothLanguages, categoryCode, lifeCycle, slug } from './text.schema.js';

/** `paths/<name>.yaml`: the courses for one licence, in order. */
export const learningPath = z.strictObject({
  id: z.uuid(),
  status: lifeCycle,
  title: bothLanguages,
  summary: bothLanguages,
  licence: categoryCode,
  courses: z.array(slug).min(1).describe('Course folders; this list is the order'),
});

export type LearningPath = z.infer<typeof learningPath>;
