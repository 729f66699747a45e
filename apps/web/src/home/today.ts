import { daysBetween } from '#kernel';
import type { Requirement, Standing } from './facts.js';

export interface Both {
  readonly nl: string;
  readonly en: string;
}
export interface Words {
  readonly key: string;
  readonly args?: Readonly<Record<string, string | number>>;
  /** Arguments that have a language themselves. */
  readonly titles?: Readonly<Record<string, Both>>;
}

/** The next thing on the way to one licence, as paths knows it. `none` says why there is nothing to do. */
export interface Step {
  readonly kind: 'placement' | 'lesson' | 'practice' | 'exam' | 'review' | 'licence' | 'none';
  readonly minutes: number;
  readonly url: string;
  readonly title: Both | null;
  readonly reason: Words;
}

export interface CategoryNow {
  readonly category: string;
  readonly title: Both;
  readonly step: Step;
  readonly lessons: { readonly total: number; readonly left: number };
  readonly minutesLeft: number;
}

export interface TodayFacts {
  readonly today: string;
  /** The last day of an absence that runs today; null when it has no end; undefined when nobody is away. */
  readonly awayUntil?: string | null;
  readonly openExam: { readonly category: string; readonly url: string } | null;
  readonly reviews: {
    readonly due: number;
    /** Days since the first of them was due; 0 without one. */
    readonly sinceDays: number;
    readonly nextOn: string | null;
    readonly url: string;
  };
  readonly categories: readonly CategoryNow[];
  readonly requirements: readonly Requirement[];
  readonly standings: readonly Standing[];
  /** Refresh exams that are open or were missed, of licences that live by reviews. */
  readonly refreshes?: readonly Refresh[];
  /** Lessons of held licences that were updated since, and not read again. */
  readonly updates?: readonly Update[];
}

/** A lesson that says something else than when somebody learned it. */
export interface Update {
  readonly category: string;
  readonly title: Both;
  /** What changed, in a sentence. */
  readonly words: Both;
  readonly minutes: number;
  readonly url: string;
}

export interface Refresh {
  readonly category: string;
  readonly refreshBy: string;
  readonly url: string;
}

export type Why =
  'open-exam' | 'away' | 'required' | 'refresh' | 'renewal' | 'updated' | 'review' | 'own-choice' | 'done';

/** One thing that could be done now. Of all of these exactly one becomes the page's single action. */
export interface Candidate {
  readonly why: Why;
  readonly category: string | null;
  readonly step: Step | null;
  readonly requirement: Requirement | null;
  readonly standing: Standing | null;
}

export interface Today {
  readonly hero: Candidate;
  /** What else is due, in order; the hero is not in it. */
  readonly also: readonly Candidate[];
  /** A calm plan for the hero's lessons; null when there is nothing to plan. */
  readonly plan: Plan | null;
}

export interface Plan {
  readonly left: number;
  readonly minutes: number;
  /** Lessons a week to be in time; null when it is late already or has no date. */
  readonly perWeek: number | null;
}

/** From here on a due day outranks repeating what was learned. */
const URGENT_DAYS = 14;
/** A handful of repeats is worth a message of its own; fewer wait for something bigger. */
const REVIEWS_WORTH_IT = 5;
export const REVIEW_MINUTES = 2;
/** Ten to twenty-five questions. */
const REFRESH_MINUTES = 10;

/**
 * Decides the one thing to do now. In order: an exam that is running; nothing while somebody is away; what is late or
 * due within 14 days; a refresh exam; a licence about to end; five or more repeats (spacing is what makes them work); what is required
 * later; renewals; lessons of a held licence that changed; fewer repeats; a licence of one's own choice. What waits for nobody is left out.
 */
export function decideToday(facts: TodayFacts): Today {
  const ranked = candidates(facts)
    .map((candidate, index) => ({ candidate, index, rank: rankOf(candidate, facts) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ candidate }) => candidate);
  const hero = ranked[0] ?? nothing(facts);
  const also = ranked.slice(1).filter(({ why }) => why !== 'own-choice' && why !== 'away');
  return { hero, also, plan: planFor(hero, facts) };
}

function candidates(facts: TodayFacts): Candidate[] {
  const { openExam, reviews, categories, requirements, standings } = facts;
  const found: Candidate[] = [];
  const add = (why: Why, more: Partial<Candidate> = {}): void => {
    found.push({ why, category: null, step: null, requirement: null, standing: null, ...more });
  };
  if (openExam) {
    const step: Step = {
      kind: 'exam',
      minutes: 0,
      url: openExam.url,
      title: null,
      reason: { key: 'home.reason_open_exam' },
    };
    add('open-exam', { category: openExam.category, step });
  }
  if (facts.awayUntil !== undefined) add('away');
  for (const { category, url } of facts.refreshes ?? []) {
    if (category === openExam?.category) continue;
    const reason = { key: 'home.reason_refresh' };
    const step: Step = { kind: 'exam', minutes: REFRESH_MINUTES, url, title: null, reason };
    add('refresh', {
      category,
      step,
      standing: standings.find((each) => each.category === category) ?? null,
    });
  }
  for (const { category, step, lessons } of categories) {
    if (step.kind === 'none' || category === openExam?.category) continue;
    const requirement =
      requirements.find((each) => each.category === category && each.state === 'open') ?? null;
    const standing = standings.find((each) => each.category === category) ?? null;
    if (standing?.state === 'renewal' || standing?.state === 'grace') {
      add('renewal', { category, step, standing, requirement });
    } else if (requirement) {
      add('required', { category, step, requirement, standing });
    } else if (lessons.total > 0 && (step.kind !== 'placement' || standings.length === 0)) {
      // Whoever has a licence is not sent after the next one that nobody asks: only what was begun goes on.
      add('own-choice', { category, step, standing });
    }
  }
  for (const { category, title, words, minutes, url } of facts.updates ?? []) {
    const reason = { key: 'home.reason_updated', titles: { what: words } };
    add('updated', { category, step: { kind: 'lesson', minutes, url, title, reason } });
  }
  if (reviews.due > 0) {
    const reason = { key: 'home.reason_review', args: { n: reviews.due, days: reviews.sinceDays } };
    add('review', {
      step: { kind: 'review', minutes: REVIEW_MINUTES, url: reviews.url, title: null, reason },
    });
  }
  return found;
}

function rankOf({ why, requirement, standing }: Candidate, facts: TodayFacts): number {
  const daysLeft = requirement?.daysLeft ?? Infinity;
  switch (why) {
    case 'open-exam':
      return 0;
    case 'away':
      return 1;
    case 'required':
      return daysLeft <= URGENT_DAYS ? 10 + clamp(daysLeft) / 1000 : 40 + clamp(daysLeft) / 1000;
    case 'refresh':
      return 15;
    case 'renewal':
      return standing && isEnding(standing, facts.today) ? 20 : 50;
    case 'updated':
      return 55;
    case 'review':
      return facts.reviews.due >= REVIEWS_WORTH_IT ? 30 : 60;
    case 'own-choice':
      return 70;
    case 'done':
      return 100;
  }
}

/** Keeps the soonest day first within a rank, without ever reaching the next rank. */
const clamp = (days: number): number => Math.min(Math.max(days, -4000), 4000);

function isEnding({ state, validUntil }: Standing, today: string): boolean {
  return state === 'grace' || daysBetween(today, validUntil) <= URGENT_DAYS;
}

/** Why there is nothing to do: the reason of a required licence that waits for somebody else, or that all is well. */
function nothing(facts: TodayFacts): Candidate {
  const waiting = facts.categories.find(({ category, step }) => {
    const isAsked = facts.requirements.some((each) => each.category === category && each.state === 'open');
    return step.kind === 'none' && isAsked;
  });
  return {
    why: 'done',
    category: waiting?.category ?? null,
    step: waiting?.step ?? null,
    requirement: null,
    standing: null,
  };
}

/** Spreads the lessons that are left over the weeks that are left. */
function planFor({ why, category, requirement }: Candidate, facts: TodayFacts): Plan | null {
  const now = facts.categories.find((each) => each.category === category);
  if (why !== 'required' || !now || now.lessons.left === 0 || now.step.kind === 'exam') return null;
  const { left } = now.lessons;
  const days = requirement?.daysLeft ?? null;
  const perWeek = days === null || days < 0 ? null : Math.ceil(left / Math.max(1, Math.floor(days / 7)));
  return { left, minutes: now.minutesLeft, perWeek };
}
