import { z } from 'zod';
import { defineConfig } from '#kernel';

export const licencesConfig = defineConfig('licences', {
  LICENCES_ISSUER: z
    .string()
    .regex(/^[A-Z0-9]{1,8}$/)
    .default('DNV')
    .describe('The letters that start every licence number.'),
  LICENCES_PERMIT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(366)
    .default(30)
    .describe("How many days a learner's permit holds when HR names no other number."),
  LICENCES_FIXED_ON: z
    .string()
    .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
    .default('12-31')
    .describe('The yearly day (month-day) on which licences with a fixed date end.'),
  LICENCES_MIN_ACTIVE_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(366)
    .default(90)
    .describe('How many days a completion counts at least before a fixed or carried-over last day.'),
  LICENCES_REFRESH_DAYS: z.coerce
    .number()
    .int()
    .min(7)
    .max(90)
    .default(14)
    .describe('How many days somebody has to pass the refresh exam of a licence that lives by reviews.'),
  LICENCES_APPEAL_DAYS: z.coerce
    .number()
    .int()
    .min(7)
    .max(366)
    .default(42)
    .describe('How many days after a suspension or revocation the holder may appeal.'),
  LICENCES_NOTICE_DAYS: z
    .string()
    .regex(/^\d{1,3}(,\d{1,3})*$/)
    .default('30,7,1')
    .describe('How many days before its last day a licence is announced as expiring, with commas between.'),
});

/** The notice days as numbers, longest first. */
export function noticeDays(text: string): number[] {
  return [...new Set(text.split(',').map(Number))].sort((a, b) => b - a);
}
