import { Temporal } from 'temporal-polyfill';
import { instantOf } from './days.js';

/** Extra time somebody may set for themselves, in percent of the exam's minutes. */
export const EXTRA_TIME_PERCENTS = [0, 25, 50, 100] as const;
export type ExtraTimePercent = (typeof EXTRA_TIME_PERCENTS)[number];

/** The server's limit: minutes plus the person's extra time, rounded up to whole minutes. */
export function minutesWith(minutes: number, extraTimePercent: number): number {
  return Math.ceil((minutes * (100 + extraTimePercent)) / 100);
}

/** The moment at which the server hands in by itself. */
export function deadlineOf(
  startedAt: Temporal.Instant,
  minutes: number,
  extraTimePercent: number,
): Temporal.Instant {
  return startedAt.add({ minutes: minutesWith(minutes, extraTimePercent) });
}

/**
 * When an exam opens again: the beginning of the day, in the person's zone, that lies `cooldownDays` after the day
 * of the exam. Monday 17.00 with 3 days is Thursday 00.00, wherever somebody lives and whatever the clocks do.
 */
export function retryFrom(
  finishedAt: Temporal.Instant,
  cooldownDays: number,
  zone: string,
): Temporal.Instant {
  return finishedAt
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .add({ days: cooldownDays })
    .toZonedDateTime(zone)
    .toInstant();
}

/** Twelve calendar months earlier: so long an item stays away from a person. */
export function yearBefore(now: Temporal.Instant): Temporal.Instant {
  return now.toZonedDateTimeISO('UTC').subtract({ months: 12 }).toInstant();
}

/**
 * The first day (UTC, YYYY-MM-DD) of the twelve calendar months whose exams an exposure cap looks at: this month and the
 * eleven before it.
 */
export function firstMonth(now: Temporal.Instant): string {
  const month = now.toZonedDateTimeISO('UTC').toPlainDate().with({ day: 1 });
  return month.subtract({ months: 11 }).toString();
}

/** The latest finished exam of somebody in a category, as far as it decides whether they may start. */
export interface LastExam {
  readonly outcome: string;
  readonly retryAt: Temporal.Instant | null;
  /** Set when the licence from this pass may be renewed ('renewal') or is gone ('ended'). */
  readonly spentBy: 'renewal' | 'ended' | null;
}

/** The latest finished test of the list (latest first), or the latest with this outcome. */
export function lastExam(
  past: readonly {
    readonly state: string;
    readonly outcome: string | null;
    readonly retryAt: Date | null;
    readonly spentBy: 'renewal' | 'ended' | null;
  }[],
  outcome?: string,
): LastExam | null {
  const found = past.find(
    (test) => test.state === 'finished' && (outcome === undefined || test.outcome === outcome),
  );
  if (!found?.outcome) return null;
  return {
    outcome: found.outcome,
    retryAt: found.retryAt ? instantOf(found.retryAt) : null,
    spentBy: found.spentBy,
  };
}

export type ExamDoor =
  | { readonly open: true; readonly renewal: boolean }
  | { readonly open: false; readonly why: 'cooling-down'; readonly from: Temporal.Instant }
  | { readonly open: false; readonly why: 'still-valid' }
  | { readonly open: false; readonly why: 'licence-first'; readonly missing: readonly string[] };

/**
 * Whether somebody may start an exam now. Never tried: yes. Not passed: from the retry moment on. Passed: only when
 * the licence may be renewed, with the shorter renewal exam, or when it has ended, with the whole exam. `missing` are
 * needed licences that the person does not hold: they come first, whether the exam is the first one or a renewal.
 */
export function examDoor(
  lastPass: LastExam | null,
  last: LastExam | null,
  now: Temporal.Instant,
  missing: readonly string[] = [],
): ExamDoor {
  if (missing.length > 0 && lastPass?.spentBy !== null) return { open: false, why: 'licence-first', missing };
  if (last?.retryAt && Temporal.Instant.compare(now, last.retryAt) < 0) {
    return { open: false, why: 'cooling-down', from: last.retryAt };
  }
  if (!lastPass) return { open: true, renewal: false };
  if (lastPass.spentBy === null) return { open: false, why: 'still-valid' };
  return { open: true, renewal: lastPass.spentBy === 'renewal' };
}
