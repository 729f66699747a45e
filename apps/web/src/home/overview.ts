import { daysBetween } from '#kernel';
import type { Words } from './today.js';

export interface OverviewFacts {
  readonly today: string;
  readonly asked: number;
  readonly inOrder: number;
  readonly overdue: number;
  readonly expiringIn30Days: number;
  /** Day by day, oldest first. */
  readonly days: readonly { readonly on: string; readonly asked: number; readonly inOrder: number }[];
  readonly people: number;
  readonly policies: { readonly published: number; readonly drafts: number };
  readonly milestones: { readonly total: number; readonly missed: number };
  /** Imports that wait for a person: to look at the trial, to release the brake. */
  readonly importsWaiting: number;
  readonly urls: Readonly<
    Record<
      'overdue' | 'expiring' | 'policies' | 'imports' | 'people' | 'roadmap' | 'newPolicy' | 'newImport',
      string
    >
  >;
}

export interface SetUpStep {
  readonly key: 'import' | 'policy' | 'roadmap';
  readonly isDone: boolean;
  readonly url: string;
}

export interface Attention {
  readonly key: 'imports' | 'overdue' | 'expiring' | 'missed' | 'drafts';
  readonly n: number;
  readonly tone: 'bad' | 'warn' | 'info';
  readonly url: string;
}

export interface Pace {
  readonly left: number;
  /** People in order per day over the last four weeks; negative when it goes down. */
  readonly perDay: number;
  /** The day on which everybody is in order at this pace; null without a rising pace, or more than two years away. */
  readonly doneOn: string | null;
}

/** A pace is measured over this many days, and needs at least a week of them. */
const PACE_DAYS = 28;
const ENOUGH_DAYS = 7;
const FAR_AWAY_DAYS = 730;

/** The first week's list: people in, a policy in force, a roadmap that says what comes. */
export function setUpSteps(facts: OverviewFacts): SetUpStep[] {
  return [
    { key: 'import', isDone: facts.people > 1, url: facts.urls.newImport },
    { key: 'policy', isDone: facts.policies.published > 0, url: facts.urls.newPolicy },
    { key: 'roadmap', isDone: facts.milestones.total > 0, url: facts.urls.roadmap },
  ];
}

/** What waits for HR, most urgent first; nothing that is nought. */
export function attention(facts: OverviewFacts): Attention[] {
  const all: Attention[] = [
    { key: 'imports', n: facts.importsWaiting, tone: 'warn', url: facts.urls.imports },
    { key: 'overdue', n: facts.overdue, tone: 'bad', url: facts.urls.overdue },
    { key: 'expiring', n: facts.expiringIn30Days, tone: 'warn', url: facts.urls.expiring },
    { key: 'missed', n: facts.milestones.missed, tone: 'warn', url: facts.urls.roadmap },
    { key: 'drafts', n: facts.policies.drafts, tone: 'info', url: facts.urls.policies },
  ];
  return all.filter(({ n }) => n > 0);
}

/**
 * Where the line is going: (in order today - in order 28 days ago) / days between, carried on in a straight line. Null
 * with less than a week of days. It is a pace, not a promise: it is shown with its own words.
 */
export function paceOf(facts: Pick<OverviewFacts, 'days' | 'today'>): Pace | null {
  const last = facts.days[facts.days.length - 1];
  const first = facts.days.find(({ on }) => daysBetween(on, facts.today) <= PACE_DAYS);
  if (!last || !first) return null;
  const days = daysBetween(first.on, last.on);
  if (days < ENOUGH_DAYS) return null;
  const left = Math.max(0, last.asked - last.inOrder);
  const perDay = (last.inOrder - first.inOrder) / days;
  const more = perDay > 0 ? Math.ceil(left / perDay) : Infinity;
  return { left, perDay, doneOn: more <= FAR_AWAY_DAYS ? addDays(last.on, more) : null };
}

/** The finding above the burn-up, as a sentence. */
export function headline({ asked, inOrder }: OverviewFacts, pace: Pace | null): Words {
  const left = Math.max(0, asked - inOrder);
  if (asked === 0) return { key: 'home.burnup_nothing' };
  if (left === 0) return { key: 'home.burnup_done', args: { n: asked } };
  if (pace?.doneOn) return { key: 'home.burnup_pace', args: { left, date: pace.doneOn } };
  return { key: pace ? 'home.burnup_flat' : 'home.burnup_left', args: { left } };
}

const addDays = (day: string, n: number): string => {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + n);
  return at.toISOString().slice(0, 10);
};
