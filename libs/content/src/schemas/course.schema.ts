import { z } from 'zod';
import { bothLanguages, categoryCode, day, lifeCycle, skillId, slug } from './text.schema.js';

/** `course.yaml` */
export const course = z.strictObject({
  id: z.uuid().describe('Made once, never changed; renaming the folder keeps all results'),
  code: z.string().regex(/^[A-Z]\d{2}$/, 'must be a letter and two digits, such as K02'),
  status: lifeCycle,
  owner: z
    .string()
    .regex(/^role:[a-z]+(-[a-z]+)*$/, 'must be a role such as role:learning-team, not a person'),
  review_by: day.describe('By this day somebody reads the whole course again'),
  teaches: z.array(skillId).min(1).describe('Skills this course teaches, in order'),
  needs: z.array(skillId).describe('Skills from other courses that come first'),
  lessons: z.array(slug).min(1).describe('Lesson folders; this list is the order'),
  licence: categoryCode.describe('The licence category this course counts for'),
  title: bothLanguages,
  summary: bothLanguages.describe('One sentence'),
  outcomes: z.array(bothLanguages).length(3).describe('Three things you can do afterwards, verb first'),
});

export type Course = z.infer<typeof course>;
