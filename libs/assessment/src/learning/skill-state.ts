import { clamp, logistic, normalCdf } from '../numbers.js';

/** What is believed about one person's ability on one skill. */
export interface SkillState {
  /** Ability in logits: normal with this mean and variance. */
  readonly mean: number;
  readonly variance: number;
  /** Epoch milliseconds of the last own answer; null without one. */
  readonly evidenceAt: number | null;
  /** Different items (or families) answered, with the moment of the last answer to each (epoch milliseconds). */
  readonly items: Readonly<Record<string, number>>;
  /** The person's own calendar days with an answer, sorted. */
  readonly days: readonly string[];
  /** Kept from answer to answer, because gaining it takes more than keeping it. */
  readonly mastered: boolean;
}

/** One answer to an item of the skill. */
export interface SkillAnswer {
  /** The item, or its family: near-clones are one piece of evidence. */
  readonly itemId: string;
  /** Item parameters in logits, and how unsure its difficulty is (a variance). */
  readonly a: number;
  readonly b: number;
  readonly variance: number;
  /** 0 to 1. */
  readonly points: number;
  readonly at: number;
  /** The person's own calendar day, YYYY-MM-DD. */
  readonly day: string;
  /** False for an item that treats groups unequally (DIF class C): it may be practised, but proves nothing. */
  readonly counts?: boolean;
}

/** Most that one answer moves an ability, in logits. */
const LARGEST_MOVE = 0.3;
/** A belief never gets surer than an SD of .2 logits: people go on learning, and it must be able to follow. */
const LEAST_VARIANCE = 0.04;
const GAINED = 0.85;
const LOST = 0.6;
const ENOUGH_ITEMS = 4;
const ENOUGH_DAYS = 2;
const DAY = 86_400_000;

/** So long the answer to an item may simply be remembered: answering it again proves nothing before. */
export const ITEM_REST_MS = 7 * DAY;

/** The state before any answer. `mean`: of people in the same kind of job, 0 when not known. */
export function newSkillState(mean = 0, variance = 1): SkillState {
  return { mean, variance, evidenceAt: null, items: {}, days: [], mastered: false };
}

/** P(ability >= cut), 0 to 1: the upper tail of the normal belief. `cut` in logits. */
export function masteryChance(
  { mean, variance }: Pick<SkillState, 'mean' | 'variance'>,
  cut: number,
): number {
  return normalCdf((mean - cut) / Math.sqrt(variance));
}

/**
 * The state after an answer. A right answer to an item met within the last week may be memory of that item, so it moves
 * nothing; a wrong one does, and so does a right one after a week: else a small bank would leave nobody a way up. An
 * item counts once however often it is answered, and a clock that runs back makes no new evidence. Mastered from
 * P(ability >= cut) >= .85 on at least 4 different items over at least 2 days, until it falls below .60.
 *
 * Throws a RangeError for a <= 0 and points outside [0, 1].
 */
export function afterAnswer(state: SkillState, answer: SkillAnswer, cut: number): SkillState {
  if (answer.counts === false) return state;
  const { itemId, at, day } = answer;
  const before = state.items[itemId];
  const isFresh = before !== undefined && at - before < ITEM_REST_MS;
  const belief = isFresh && answer.points >= 0.5 ? state : moved(state, answer, 1);
  const next = {
    ...belief,
    evidenceAt: Math.max(at, state.evidenceAt ?? at),
    items: { ...state.items, [itemId]: Math.max(at, before ?? at) },
    days: state.days.includes(day) ? state.days : [...state.days, day].sort(),
  };
  return { ...next, mastered: masteredAfter(next, cut) };
}

/**
 * A state moved by a share of the Gaussian update for an answer: with P = logistic(a (m - b)), I = a^2 P Q and
 * D = 1 + I (v + v_b), the mean moves by v a (x - P) / D, at most .3 logits, and the variance falls by v^2 I / D
 * (extended Kalman filter). `share` in [0, 1]. Evidence and mastery stay as they were.
 */
export function moved(
  state: SkillState,
  answer: Pick<SkillAnswer, 'a' | 'b' | 'variance' | 'points'>,
  share: number,
): SkillState {
  const { a, b, points } = answer;
  if (!(a > 0)) throw new RangeError(`discrimination must be above 0, got ${a}`);
  if (!(points >= 0 && points <= 1)) throw new RangeError(`points must lie in [0, 1], got ${points}`);
  const p = logistic(a * (state.mean - b));
  const information = a * a * p * (1 - p);
  const damping = 1 + information * (state.variance + answer.variance);
  const step = (state.variance * a * (points - p)) / damping;
  const surer = state.variance - (share * state.variance ** 2 * information) / damping;
  return {
    ...state,
    mean: state.mean + share * clamp(step, -LARGEST_MOVE, LARGEST_MOVE),
    variance: Math.max(Math.min(LEAST_VARIANCE, state.variance), surer),
  };
}

/** Mastery by its own rule of gaining and losing, from a state whose belief has just changed. */
export function masteredAfter(state: SkillState, cut: number): boolean {
  const chance = masteryChance(state, cut);
  if (state.mastered) return chance >= LOST;
  return (
    chance >= GAINED && Object.keys(state.items).length >= ENOUGH_ITEMS && state.days.length >= ENOUGH_DAYS
  );
}
