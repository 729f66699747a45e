import { z } from 'zod';
import { defineConfig } from '#kernel';

export const policiesConfig = defineConfig('policies', {
  POLICIES_ZONE: z
    .string()
    .default('Europe/Amsterdam')
    .describe(
      'Time zone of the head office: its calendar decides on which day a policy is looked at for the whole company.',
    ),
});
