import type { Temporal } from 'temporal-polyfill';
import { type Day, type DayNumber, dayNumber, roughDay } from './local-time.js';

/** Why somebody may hear from us. */
export const PURPOSES = [
  'required',
  'due-soon',
  'overdue',
  'exam-available',
  'expiring',
  'weekly-review',
  'milestone',
  'reminder',
  'fading',
  'refresh',
  'on-hold',
  'decision',
  'closing',
  'report-answered',
  'proposal-decided',
  'card-care',
  'incident-closed',
  'ask-received',
  'ask-answered',
  'thanked',
  'ticket-answered',
  'review-offered',
  'survey',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** One reason to write to one person, as the planner needs it. */
export interface Nudge {
  readonly id: string;
  readonly purpose: Purpose;
  /** What it is about: 'requirement:…', 'licence:…', 'exam:A', 'review', 'milestone:…'. */
  readonly subject: string;
  /** Licence category, when it is about one. */
  readonly category: string | null;
  /** Due day, last valid day or Monday of the week, by purpose. */
  readonly aboutOn: Day | null;
  readonly collectedAt: Temporal.Instant;
}

/** A colleague stands still until this is read: it waits for no digest, gap or window of the day, only for working time. */
const DIRECT: ReadonlySet<Purpose> = new Set<Purpose>(['ask-received', 'ask-answered']);

/** True for what is told at once, within the working day and the budget. */
export const isDirect = ({ purpose }: Pick<Nudge, 'purpose'>): boolean => DIRECT.has(purpose);
/** True for what goes out alone: on a day with anything else to say, nobody is asked for an opinion as well. */
export const isAlone = ({ purpose }: Pick<Nudge, 'purpose'>): boolean => purpose === 'survey';

/** Days before the day itself on which it is told. */
export const STAGES = [30, 7, 1] as const;

/** The stage of a notice with so many days left: 30, 7 or 1. Names the period, so that each stage is told once. */
export function stageOf(daysLeft: number): (typeof STAGES)[number] {
  return daysLeft <= 1 ? 1 : daysLeft <= 7 ? 7 : 30;
}

/** Days for which a reason without a day of its own stays worth telling. */
const WORTH_TELLING: Readonly<Partial<Record<Purpose, number>>> = {
  'exam-available': 30,
  milestone: 30,
  reminder: 14,
  fading: 3,
  'on-hold': 30,
  decision: 30,
  'card-care': 6,
  'incident-closed': 3,
  'ask-received': 1,
  'ask-answered': 7,
};
const OVERDUE_DAYS = 60;
/** Nearer than this, a day does not wait for Monday. */
export const HURRY_DAYS = 14;

/** True when telling it would be too late or untrue: the day has passed, the week is over, it waited for weeks. */
export function isOver(nudge: Nudge, today: DayNumber): boolean {
  const about = nudge.aboutOn === null ? null : dayNumber(nudge.aboutOn);
  switch (nudge.purpose) {
    case 'required':
    case 'due-soon':
    case 'expiring':
    case 'refresh':
    case 'closing':
    case 'survey':
      return about !== null && today > about;
    case 'overdue':
      return about !== null && today > about + OVERDUE_DAYS;
    case 'weekly-review':
      return about !== null && today >= about + 7;
    default:
      return today > roughDay(nudge.collectedAt.epochMilliseconds) + (WORTH_TELLING[nudge.purpose] ?? 30);
  }
}

/** True when it should not wait for the digest: a day within two weeks, something late, or somebody asked for it. */
export function isHurried(nudge: Nudge, today: DayNumber): boolean {
  switch (nudge.purpose) {
    case 'overdue':
    case 'reminder':
    case 'exam-available':
    case 'milestone':
    case 'fading':
    case 'refresh':
    case 'on-hold':
    case 'decision':
    case 'closing':
    case 'ask-received':
    case 'ask-answered':
    case 'ticket-answered':
    // A survey is open for days only, and it never shares a message: it cannot wait for the digest.
    case 'survey':
      return true;
    case 'weekly-review':
      return false;
    default:
      return nudge.aboutOn !== null && dayNumber(nudge.aboutOn) - today < HURRY_DAYS;
  }
}

/** Most urgent first; equal urgency by day, then by who waits longest. */
export function byUrgency(today: DayNumber): (a: Nudge, b: Nudge) => number {
  return (a, b) =>
    urgency(a, today) - urgency(b, today) ||
    (a.aboutOn ?? '9999').localeCompare(b.aboutOn ?? '9999') ||
    a.collectedAt.epochMilliseconds - b.collectedAt.epochMilliseconds ||
    a.id.localeCompare(b.id);
}

/**
 * The reasons worth a line, most urgent first, each with those it covers: one licence category is named once, whether
 * it is required, due, expiring or asked for by a manager.
 */
export function gather(pending: readonly Nudge[], today: DayNumber): { lead: Nudge; covered: Nudge[] }[] {
  const groups = new Map<string, { lead: Nudge; covered: Nudge[] }>();
  for (const nudge of [...pending].sort(byUrgency(today))) {
    const about = nudge.category ?? nudge.subject;
    const group = groups.get(about);
    if (group) group.covered.push(nudge);
    else groups.set(about, { lead: nudge, covered: [] });
  }
  return [...groups.values()];
}

function urgency(nudge: Nudge, today: DayNumber): number {
  const left = nudge.aboutOn === null ? Infinity : dayNumber(nudge.aboutOn) - today;
  switch (nudge.purpose) {
    case 'overdue':
      return 0;
    case 'on-hold':
    case 'decision':
    case 'ask-received':
    case 'ask-answered':
      return 1;
    case 'reminder':
    case 'ticket-answered':
      return 2;
    case 'exam-available':
      return 4;
    case 'milestone':
      return 5;
    case 'fading':
      return 6;
    case 'weekly-review':
      return 9;
    case 'survey':
      return 10;
    default:
      if (left <= 1) return 1;
      if (left <= 7) return 3;
      if (left < HURRY_DAYS) return 6;
      return nudge.purpose === 'required' ? 7 : 8;
  }
}
