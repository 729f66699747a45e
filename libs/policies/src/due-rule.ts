/** By when: the three ways HR can set a date. */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** A calendar day as 'YYYY-MM-DD'. */
export type Day = string;

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { message: 'policies.error_day' })
  .refine(isRealDay, { message: 'policies.error_day' });
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
 */
export const dueRuleSchema = z
  .union([
    z.strictObject({ by: day, newcomers: workingDays }),
    z.strictObject({ afterStart: workingDays }),
    z.strictObject({ afterJoining: workingDays }),
  ])
  .meta({ id: 'PolicyDueRule', description: 'By when the licence must be held.' });

export type DueRule = z.infer<typeof dueRuleSchema>;

/** How many own working days the rule gives to somebody for whom the clock starts anew. */
export function daysGiven(rule: DueRule): number {
  if ('by' in rule) return rule.newcomers;
  return 'afterStart' in rule ? rule.afterStart : rule.afterJoining;
}

function isRealDay(text: string): boolean {
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}
