import { z } from 'zod';
import { defineConfig } from '#kernel';

export const asksConfig = defineConfig('asks', {
  ASKS_TURN_MINUTES: z.coerce
    .number()
    .int()
    .min(5)
    .max(480)
    .default(30)
    .describe(
      'Minutes of their own working time a colleague has to answer before the next one is asked; half of it when it is urgent.',
    ),
});
