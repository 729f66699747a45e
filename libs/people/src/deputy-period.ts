import { addDays, type Day } from './import/day.js';

/** A stand-in is for a holiday or an illness: whoever takes a team over for longer is its leader in HR's file. */
export const LONGEST_DAYS = 366;

export type PeriodRefusal = 'ends-before-start' | 'past' | 'too-long';

/** Whether somebody may stand in from one day to another, both included; null when they may. */
export function refusePeriod(from: Day, until: Day, today: Day): PeriodRefusal | null {
  if (until < from) return 'ends-before-start';
  if (until < today) return 'past';
  return addDays(from, LONGEST_DAYS - 1) < until ? 'too-long' : null;
}

/**
 * What ending a stand-in today leaves of it: it counted until and including yesterday. Null when nothing is left,
 * because it would begin today or later.
 */
export function endToday(period: { from: Day; until: Day }, today: Day): { from: Day; until: Day } | null {
  if (period.from >= today) return null;
  return { from: period.from, until: period.until < today ? period.until : addDays(today, -1) };
}
