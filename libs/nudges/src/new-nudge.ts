/** A reason to write, what it is about, and its length. Pure. */
import type { Temporal } from 'temporal-polyfill';
import { type Day, dayNumber, dayText, mondayOf } from './local-time.js';
import type { Purpose } from './nudge.js';

/** A reason as it is stored: the period makes it unique for its person and purpose. */
export interface NewNudge {
  readonly personId: string;
  readonly purpose: Purpose;
  readonly period: string;
  readonly subject: string;
  readonly category: string | null;
  readonly aboutOn: Day | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

export const requirementSubject = (requirementId: string): string => `requirement:${requirementId}`;
export const licenceSubject = (licenceId: string): string => `licence:${licenceId}`;
export const examSubject = (category: string): string => `exam:${category}`;
/** The prompts of a category that fades, and its refresh exam. */
export const fadingSubject = (category: string): string => `fading:${category}`;
export const refreshSubject = (category: string): string => `refresh:${category}`;
/** Everything about a licence category, for stopping. */
export const categorySubject = (category: string): string => `category:${category}`;
/** What HR decided about one licence, and what is about to close. */
export const decisionSubject = (licenceId: string): string => `decision:${licenceId}`;
export const facilitySubject = (facilityId: string): string => `facility:${facilityId}`;
export const surveySubject = (surveyId: string): string => `survey:${surveyId}`;
export const REVIEW_SUBJECT = 'review';
export const askSubject = (askId: string): string => `ask:${askId}`;

/** The week in which a reminder counts, by its Monday. */
export function reminderPeriod(now: Temporal.Instant): string {
  return dayText(mondayOf(dayNumber(utcDay(now))));
}

/** The day of a moment where nobody’s zone counts. */
export const utcDay = (now: Temporal.Instant): Day => now.toZonedDateTimeISO('UTC').toPlainDate().toString();

/** Longer explanations than this don't belong in a message. */
const BECAUSE_LENGTH = 160;

/** Shortens at the end of a word. */
export function clip(text: string, length = BECAUSE_LENGTH): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  let at = cut.length;
  while (at > 0 && /\S/.test(cut.charAt(at - 1))) at -= 1;
  return `${at === 0 ? cut : cut.slice(0, at).trimEnd()}…`;
}
