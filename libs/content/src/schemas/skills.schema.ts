import { z } from 'zod';
import { bothLanguages, categoryCode, digcomp, lifeCycle, skillId } from './text.schema.js';

/** One entry of `skills.yaml`, the skill graph. */
export const skill = z.strictObject({
  id: skillId,
  name: bothLanguages,
  category: categoryCode.describe('The licence category in which this skill is asked first'),
  needs: z.array(skillId).describe('Skills somebody should have before this one'),
  digcomp,
  status: lifeCycle,
});

export type Skill = z.infer<typeof skill>;
