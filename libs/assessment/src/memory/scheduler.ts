import { createEmptyCard, fsrs, FSRSVersion, Rating, type Card, type Grade as FsrsGrade } from 'ts-fsrs';
import { u } from '../random.js';
import type { Grade } from './grade.js';
import { DEFAULT_WEIGHTS, type MemoryWeights } from './memory-weights.js';

/**
 * What is remembered about one person and one learning objective. Moments are epoch milliseconds.
 * `stability`: days until recall falls to 90 %; `difficulty`: 1 (easy) to 10.
 */
export interface MemoryCard {
  readonly stability: number;
  readonly difficulty: number;
  readonly reviewedAt: number;
  readonly dueAt: number;
  readonly reviews: number;
  readonly lapses: number;
}

/** One review as it happened; a list of these rebuilds the card. */
export interface Review {
  readonly at: number;
  readonly grade: Grade;
  /** The weights that were in use, when they were not those of the rules. */
  readonly weights?: MemoryWeights | undefined;
}

export interface MemoryRules {
  /** Chance of recall at which an objective comes back: .90 for critical ones, .85 for others. */
  readonly retention: number;
  /** Longest gap in days: 180, so that a licence always has evidence of the last half year. */
  readonly maxDays: number;
  /** Named when intervals should be spread by up to 5 %, so that cards made together don't all return together. */
  readonly spreadSeed?: string;
  /** The weights in use; the default ones when not named. */
  readonly weights?: MemoryWeights | undefined;
}

export const DEFAULT_MEMORY_RULES: MemoryRules = { retention: 0.85, maxDays: 180 };

/** The model of memory behind every card and every health, as the library names it; stored beside what it gave. */
export const MEMORY_VERSION: string = FSRSVersion;

const DAY = 86_400_000;
const RATING: Record<Grade, FsrsGrade> = {
  again: Rating.Again,
  hard: Rating.Hard,
  good: Rating.Good,
  easy: Rating.Easy,
};

/**
 * The card after a review at `at` (FSRS-6, whole days, no same-day steps). `card` is null at
 * the first review. With other weights than before, stability and difficulty go on from where they stood: days until
 * recall is 90 % mean the same under all weights. A review earlier than the last one is taken as at the last one: clocks never run back.
 */
export function review(
  card: MemoryCard | null,
  grade: Grade,
  at: number,
  rules: MemoryRules = DEFAULT_MEMORY_RULES,
): MemoryCard {
  const moment = card ? Math.max(at, card.reviewedAt) : at;
  const next = scheduler(rules).next(toFsrs(card, moment), new Date(moment), RATING[grade]).card;
  // The library orders hard < good < easy by adding days, which can step over its own maximum.
  const days = spread(Math.min(rules.maxDays, Math.max(1, next.scheduled_days)), rules, card?.reviews ?? 0);
  return {
    stability: next.stability,
    difficulty: next.difficulty,
    reviewedAt: moment,
    dueAt: moment + days * DAY,
    reviews: (card?.reviews ?? 0) + 1,
    // FSRS counts lapses of remembered cards only; a first answer that is wrong was never learnt.
    lapses: (card?.lapses ?? 0) + (card && grade === 'again' ? 1 : 0),
  };
}

/** Memory itself, without what a schedule makes of it. */
export type MemoryTrace = Pick<MemoryCard, 'stability' | 'difficulty' | 'reviewedAt'>;

/** What `review` makes of memory, without the next date: a tenth of the work, for simulations. */
export function remember(trace: MemoryTrace, grade: Grade, at: number): MemoryTrace {
  const moment = Math.max(at, trace.reviewedAt);
  // Like the library's schedule, in calendar days of UTC.
  const days = Math.floor(moment / DAY) - Math.floor(trace.reviewedAt / DAY);
  const { stability, difficulty } = scheduler(DEFAULT_MEMORY_RULES).next_state(trace, days, RATING[grade]);
  return { stability, difficulty, reviewedAt: moment };
}

/** Rebuilds a card from its history; the same history, with the weights of each review, always gives the same card. */
export function replay(log: readonly Review[], rules: MemoryRules = DEFAULT_MEMORY_RULES): MemoryCard | null {
  return log.reduce<MemoryCard | null>((card, { grade, at, weights = rules.weights }) => {
    return review(card, grade, at, { ...rules, weights });
  }, null);
}

/**
 * Chance of recall at `at`, 0 to 1 (the FSRS-6 forgetting curve); 1 at the moment of the review. `weights` are those
 * of the card's last review: they say how recall falls from there.
 */
export function recallChance(
  card: MemoryTrace,
  at: number,
  weights: MemoryWeights = DEFAULT_WEIGHTS,
): number {
  const days = Math.max(0, (at - card.reviewedAt) / DAY);
  return scheduler({ ...DEFAULT_MEMORY_RULES, weights }).forgetting_curve(days, card.stability);
}

/** Whole days from the last review to the next. */
export function intervalDays(card: MemoryCard): number {
  return Math.round((card.dueAt - card.reviewedAt) / DAY);
}

type Scheduler = ReturnType<typeof fsrs>;

/** By the list of weights itself: comparing 21 numbers would cost more than a review. */
const schedulers = new WeakMap<MemoryWeights, Map<string, Scheduler>>();

function scheduler({ retention, maxDays, weights = DEFAULT_WEIGHTS }: MemoryRules): Scheduler {
  let own = schedulers.get(weights);
  if (!own) {
    own = new Map<string, Scheduler>();
    schedulers.set(weights, own);
  }
  const key = `${retention}/${maxDays}`;
  let found = own.get(key);
  if (!found) {
    found = fsrs({
      ...{ request_retention: retention, maximum_interval: maxDays, w: [...weights] },
      ...{ enable_short_term: false, enable_fuzz: false },
    });
    own.set(key, found);
  }
  return found;
}

function toFsrs(card: MemoryCard | null, moment: number): Card {
  const empty = createEmptyCard(new Date(moment));
  if (!card) return empty;
  return {
    ...empty,
    due: new Date(card.dueAt),
    last_review: new Date(card.reviewedAt),
    stability: card.stability,
    difficulty: card.difficulty,
    scheduled_days: intervalDays(card),
    reps: card.reviews,
    lapses: card.lapses,
    state: 2,
  };
}

/** Intervals of a week and longer move by up to 5 %, by a draw that belongs to this card and review. */
function spread(days: number, rules: MemoryRules, reviews: number): number {
  if (rules.spreadSeed === undefined || days < 7) return days;
  const shift = (u(rules.spreadSeed, 'spread', reviews) - 0.5) * 0.1;
  return Math.min(rules.maxDays, Math.max(1, Math.round(days * (1 + shift))));
}
