import { z } from 'zod';
import { defineConfig } from '#kernel';

export const sessionsConfig = defineConfig('sessions', {
  SESSION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(90)
    .default(14)
    .describe('A browser stays signed in for this many days without use.'),
  SIGN_IN_LINK_MINUTES: z.coerce
    .number()
    .int()
    .min(5)
    .max(1440)
    .default(20)
    .describe('A sign-in link from a mail works for this many minutes.'),
  OIDC_NUMBER_CLAIM: z
    .string()
    .default('employee_number')
    .describe('The claim in which the identity provider gives the personnel number.'),
});
