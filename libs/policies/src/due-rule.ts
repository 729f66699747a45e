/** By when: the five ways HR can set a date. */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** A calendar day as 'YYYY-MM-DD'. */
export type Day = string;

/** A day that exists: 29 February only in a leap year. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { message: 'policies.error_day' })
  .refine(isRealDay, { message: 'policies.error_day' });
export const categoryCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9+-]{0,7}$/, { message: 'policies.error_category' });
/** An absence of at least this many calendar days is one to return from. */
export const LONG_ABSENCE_DAYS = 28;
const workingDays = z.coerce
  .number()
  .int()
  .min(1, { message: 'policies.error_days' })
  .max(260, { message: 'policies.error_days' });

/**
 * - `by`: one date for everybody who belongs to the audience when the policy is published. Who joins later
 *   gets at least `newcomers` own working days.
 * - `afterStart`: n own working days after the start of the employment, but never counted from before the
 *   policy itself started: nobody is late on the first day.
 * - `afterJoining`: n own working days after joining the audience.
 * - `afterReturn`: n own working days after coming back from an absence of at least LONG_ABSENCE_DAYS; who was
 *   not away that long has no day.
 * - `afterLicence`: n own working days after another licence was earned; who doesn't hold it has no day yet.
 */
export const dueRuleSchema = z
  .union([
    z.strictObject({ by: day, newcomers: workingDays }),
    z.strictObject({ afterStart: workingDays }),
    z.strictObject({ afterJoining: workingDays }),
    z.strictObject({ afterReturn: workingDays }),
    z.strictObject({ afterLicence: z.strictObject({ category: categoryCode, days: workingDays }) }),
  ])
  .meta({ id: 'PolicyDueRule', description: 'By when the licence must be held.' });

export type DueRule = z.infer<typeof dueRuleSchema>;

/** How many own working days the rule gives to somebody for whom the clock starts anew. */
export function daysGiven(rule: DueRule): number {
  if ('by' in rule) return rule.newcomers;
  if ('afterStart' in rule) return rule.afterStart;
  if ('afterJoining' in rule) return rule.afterJoining;
  return 'afterReturn' in rule ? rule.afterReturn : rule.afterLicence.days;
}

function isRealDay(text: string): boolean {
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}
