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
  // Counts by subject look back over six whole months: words and names stay at least as long.
  ASKS_KEEP_MONTHS: z.coerce
    .number()
    .int()
    .min(7)
    .max(60)
    .default(12)
    .describe(
      'Months after which an ended ask loses its words and the names of who asked, answered and thanked; that it was solved still counts.',
    ),
});
