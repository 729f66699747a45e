import { z } from 'zod';
import { type Config, defineConfig } from '#kernel';
import { DEFAULT_RULES, type NudgeRules, parseWindows } from './send-windows.js';

const windows = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .refine((text) => isWindows(text), {
      message: 'give windows like 09:00-11:30,13:30-16:00 that do not overlap',
    });

export const nudgesConfig = defineConfig('nudges', {
  NUDGES_PER_WEEK: z.coerce
    .number()
    .int()
    .min(1)
    .max(7)
    .default(DEFAULT_RULES.perWeek)
    .describe('Messages one person gets at most in any seven days, over all sources together.'),
  NUDGES_GAP_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(168)
    .default(DEFAULT_RULES.gapHours)
    .describe('Hours between two messages to one person at least.'),
  NUDGES_WINDOWS: windows('09:00-11:30,13:30-16:00').describe(
    'When messages may go out, on the clock of the person who gets them.',
  ),
  NUDGES_NIGHT_WINDOWS: windows('22:00-23:30').describe('When messages may go out to people on night shift.'),
  NUDGES_DIRECT_WINDOWS: windows('08:30-17:30').describe(
    'When a colleague may be asked something and may hear of an answer, on their own clock; outside it is quiet.',
  ),
  NUDGES_MAIL_IN_DOUBT: z
    .enum(['leave', 'repeat'])
    .default('leave')
    .describe(
      'What to do with a mail when it is unknown whether the mail server took it: leave it (never twice) or repeat it (never lost).',
    ),
});

/** The employer's rules for messages. */
export function rulesOf(config: Config): NudgeRules {
  const values = config.get(nudgesConfig);
  return {
    ...DEFAULT_RULES,
    perWeek: values.NUDGES_PER_WEEK,
    gapHours: values.NUDGES_GAP_HOURS,
    windows: parseWindows(values.NUDGES_WINDOWS),
    nightWindows: parseWindows(values.NUDGES_NIGHT_WINDOWS),
    directWindows: parseWindows(values.NUDGES_DIRECT_WINDOWS),
  };
}

function isWindows(text: string): boolean {
  try {
    return parseWindows(text).length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
