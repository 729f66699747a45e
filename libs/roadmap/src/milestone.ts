/**
 * What a milestone is and becomes. Pure: days are texts 'YYYY-MM-DD', now comes in as an argument, and nothing here
 * knows where a snapshot came from.
 */
import type { Temporal } from 'temporal-polyfill';
import { daysBetween } from '#kernel';

export const MILESTONE_STATES = ['planned', 'announced', 'reached', 'missed'] as const;
export type MilestoneState = (typeof MILESTONE_STATES)[number];

/** The zone in which the company counts the days of its roadmap; snapshots and announcements are made by it. */
export const HOME_ZONE = 'Europe/Amsterdam';

export interface BothLanguages {
  readonly nl: string;
  readonly en: string;
}

/** The message that belongs to a milestone and the day on which it goes out. */
export interface Announcement extends BothLanguages {
  readonly on: string;
}

export interface Milestone {
  readonly state: MilestoneState;
  /** Percentage of the audience, 1 to 100. */
  readonly target: number;
  readonly dueOn: string;
  readonly announcement: Announcement | null;
}

/** How it stood on one day. */
export interface Snapshot {
  /** How many people belong to the audience. */
  readonly audience: number;
  /** How many of them hold a valid licence of the category. */
  readonly holders: number;
}

export const isOpen = (state: MilestoneState): boolean => state === 'planned' || state === 'announced';

/** How many holders the target asks for: the target share of the audience, rounded up to whole people. */
export function needed(target: number, audience: number): number {
  return Math.ceil((target * audience) / 100);
}

/** Holders as a share of the audience, 0 to 1; null when nobody belongs to the audience. */
export function shareOf({ audience, holders }: Snapshot): number | null {
  return audience === 0 ? null : holders / audience;
}

/**
 * What a snapshot makes of a milestone: reached as soon as the target share holds the licence, missed once its day is
 * over without that. Counted in whole people, so 80 % of 29 means 24. An audience of nobody reaches nothing. What is
 * decided stays decided: later snapshots change nothing.
 *
 * `today` is a day that has begun for everybody concerned (see `lastToday`).
 */
export function decide(milestone: Milestone, snapshot: Snapshot, today: string): MilestoneState {
  if (!isOpen(milestone.state)) return milestone.state;
  const { target, dueOn } = milestone;
  if (snapshot.audience > 0 && snapshot.holders >= needed(target, snapshot.audience)) return 'reached';
  return today > dueOn ? 'missed' : milestone.state;
}

/** The day on which the last of these zones is now: only when it is past the due day, that day is over for everybody. */
export function lastToday(now: Temporal.Instant, zones: readonly string[]): string {
  return [HOME_ZONE, ...zones]
    .map((zone) => now.toZonedDateTimeISO(zone).toPlainDate().toString())
    .sort()[0] as string;
}

/** The day a snapshot looks at: today, but never past the due day, for what comes later doesn't count. */
export function countedDay(today: string, dueOn: string): string {
  return today < dueOn ? today : dueOn;
}

/** Whether the message goes out now: there is one, its day has come, and the milestone is still undecided. */
export function isMessageDue({ state, announcement }: Milestone, today: string): boolean {
  return isOpen(state) && announcement !== null && announcement.on <= today;
}

/** Whether nobody will hear of this milestone, although it is still to come. */
export const isUnannounced = ({ state, announcement }: Milestone): boolean =>
  isOpen(state) && announcement === null;

export const PHASES = ['now', 'next', 'later', 'past'] as const;
export type Phase = (typeof PHASES)[number];
/** "Now" is what is due within 31 days, "next" within 120; everything else open is "later". */
const NOW_DAYS = 31;
const NEXT_DAYS = 120;

export function phaseOf({ state, dueOn }: Pick<Milestone, 'state' | 'dueOn'>, today: string): Phase {
  if (!isOpen(state)) return 'past';
  const left = daysBetween(today, dueOn);
  if (left <= NOW_DAYS) return 'now';
  return left <= NEXT_DAYS ? 'next' : 'later';
}

/** What a change may not do: `decided` milestones keep what they were judged by, a message sent stays sent. */
export type ChangeRefusal = 'decided' | 'announced';

/** The part of a milestone by which it is judged. */
export interface Judged {
  readonly category: string;
  readonly rule: unknown;
  readonly target: number;
  readonly dueOn: string;
}

/**
 * Whether HR may change a milestone into this. Titles and texts always; audience, category, target and day until it is
 * decided; the announcement may not be taken away or moved once people have got it.
 */
export function refusalOf(
  before: Milestone & Judged,
  after: Judged & { readonly announcement: Announcement | null },
): ChangeRefusal | null {
  if (!isOpen(before.state)) {
    const isSame = (['category', 'target', 'dueOn'] as const).every(
      (field) => before[field] === after[field],
    );
    const isSameMessage = before.announcement?.on === after.announcement?.on;
    return isSame && isSameMessage && canonical(before.rule) === canonical(after.rule) ? null : 'decided';
  }
  if (before.state !== 'announced') return null;
  return after.announcement?.on === before.announcement?.on ? null : 'announced';
}

/** Days that can't be meant, by field: a due day or an announcement in the past, unless it was there already. */
export function wrongDays(
  after: Pick<Milestone, 'dueOn' | 'announcement'>,
  before: Pick<Milestone, 'dueOn' | 'announcement'> | null,
  today: string,
): Readonly<Record<string, string>> {
  const wrong: Record<string, string> = {};
  if (after.dueOn < today && after.dueOn !== before?.dueOn) wrong['dueOn'] = 'roadmap.error_due_past';
  const on = after.announcement?.on;
  if (on === undefined) return wrong;
  if (on < today && on !== before?.announcement?.on) wrong['announceOn'] = 'roadmap.error_announce_past';
  if (on > after.dueOn) wrong['announceOn'] = 'roadmap.error_announce_late';
  return wrong;
}

/** JSON with sorted names: two rules are the same when these texts are. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
