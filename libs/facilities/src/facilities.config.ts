import { z } from 'zod';
import { defineConfig } from '#kernel';

export const facilitiesConfig = defineConfig('facilities', {
  FACILITIES_CLOSING_HOUR: z.coerce
    .number()
    .int()
    .min(0)
    .max(23)
    .default(8)
    .describe('The hour at which a facility closes on a working day, where the person works.'),
  FACILITIES_NOTICE_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(30)
    .default(7)
    .describe('How many days ahead somebody hears that a facility will close.'),
  FACILITIES_BREAK_GLASS_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(72)
    .default(4)
    .describe('How many hours broken glass keeps a facility open.'),
});
