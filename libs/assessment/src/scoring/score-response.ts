import { clamp } from '../numbers.js';
import type {
  Answer,
  KeyedOption,
  MatchItem,
  MultipleItem,
  OrderItem,
  ScenarioItem,
  ScorableItem,
  TextItem,
} from './item.js';
import { matchesPattern, normaliseText } from './text-answer.js';

/** How one option, step or pair went. */
export interface ScoredPart {
  readonly id: string;
  /** Chosen by the person (options); for steps and pairs always true. */
  readonly chosen: boolean;
  /** Whether this part of the answer is right: a key chosen, a distractor left alone, a step or pair in place. */
  readonly right: boolean;
}

export interface Score {
  /** 0 to 1. */
  readonly points: number;
  readonly outcome: 'right' | 'partly' | 'wrong';
  readonly parts: readonly ScoredPart[];
  /** Text items: index of the `near` pattern that fits a wrong answer. */
  readonly near?: number;
}

/**
 * Points from 0 to 1 for an answer, with what was right and what was not. The order in which options are shown
 * or chosen makes no difference; ids that the item doesn't have are ignored, and earn nothing.
 * Throws when the answer is of another type than the item: that is a fault of the caller, not of the person.
 */
export function scoreResponse(item: ScorableItem, answer: Answer): Score {
  if (item.type === 'single' && answer.type === 'single') return scoreSingle(item.options, answer.option);
  if (item.type === 'multiple' && answer.type === 'multiple') return scoreMultiple(item, answer.options);
  if (item.type === 'order' && answer.type === 'order') return scoreOrder(item, answer.order);
  if (item.type === 'match' && answer.type === 'match') return scoreMatch(item, answer.pairs);
  if (item.type === 'text' && answer.type === 'text') return scoreText(item, answer.text);
  if (item.type === 'scenario' && answer.type === 'scenario') return scoreScenario(item, answer.steps);
  if (item.type === 'hotspot' && answer.type === 'hotspot') return scoreSingle(item.areas, answer.area);
  throw new TypeError(`an answer of type ${answer.type} does not fit an item of type ${item.type}`);
}

/**
 * Whether the answer is whole and speaks of this item: one known option; one or more known options; every step
 * once; a known right for every left; some text; a known option in every step; one known area. Pages ask again when
 * it is not.
 */
export function isAnswerFor(item: ScorableItem, answer: Answer): boolean {
  if (item.type !== answer.type) return false;
  if (item.type === 'single' && answer.type === 'single') {
    return has(item.options, answer.option);
  }
  if (item.type === 'multiple' && answer.type === 'multiple') {
    const known = new Set(item.options.map((option) => option.id));
    return answer.options.length > 0 && answer.options.every((id) => known.has(id));
  }
  if (item.type === 'order' && answer.type === 'order') return isPermutation(item, answer.order);
  if (item.type === 'match' && answer.type === 'match') {
    const known = new Set(item.right.map((right) => right.id));
    return item.left.every((left) => known.has(answer.pairs[left.id] ?? ''));
  }
  if (item.type === 'scenario' && answer.type === 'scenario') {
    return item.steps.every((step) => has(step.options, answer.steps[step.id]));
  }
  if (item.type === 'hotspot' && answer.type === 'hotspot') return has(item.areas, answer.area);
  return answer.type === 'text' && normaliseText(answer.text) !== '';
}

const has = (options: readonly KeyedOption[], id: string | undefined): boolean =>
  options.some((option) => option.id === id);

/** The key or nothing: for the options of a single choice and for the areas of a picture. */
function scoreSingle(options: readonly KeyedOption[], chosen: string): Score {
  const parts = options.map((option) => ({
    id: option.id,
    chosen: option.id === chosen,
    right: (option.key === true) === (option.id === chosen),
  }));
  const right = options.some((option) => option.key === true && option.id === chosen);
  return scored(right ? 1 : 0, parts);
}

/** Partial: (keys chosen - others chosen) / keys, at least 0. All: exactly the keys or nothing. */
function scoreMultiple(item: MultipleItem, chosen: readonly string[]): Score {
  const picked = new Set(chosen);
  const parts = item.options.map((option) => ({
    id: option.id,
    chosen: picked.has(option.id),
    right: (option.key === true) === picked.has(option.id),
  }));
  if (item.scoring?.mode === 'all') return scored(parts.every((part) => part.right) ? 1 : 0, parts);
  const keys = item.options.filter((option) => option.key === true).length;
  const hits = parts.filter((part) => part.chosen && part.right).length;
  const misses = parts.filter((part) => part.chosen && !part.right).length;
  return scored(keys === 0 ? 0 : clamp((hits - misses) / keys, 0, 1), parts);
}

/**
 * All: every pair of `accept` holds (without `accept`: the steps stand as listed). Partial: the share of pairs
 * that hold. A step is right when no pair it belongs to is broken.
 */
function scoreOrder(item: OrderItem, order: readonly string[]): Score {
  const place = new Map(order.map((id, index) => [id, index]));
  const pairs = item.accept?.length ? item.accept : neighbours(item);
  const broken = pairs.filter(([first = '', second = '']) => {
    const a = place.get(first);
    const b = place.get(second);
    return a === undefined || b === undefined || a >= b;
  });
  const touched = new Set(broken.flat());
  const parts = item.steps.map(({ id }) => ({ id, chosen: true, right: place.has(id) && !touched.has(id) }));
  const whole = isPermutation(item, order);
  if (item.scoring?.mode === 'partial') {
    return scored(whole && pairs.length > 0 ? 1 - broken.length / pairs.length : 0, parts);
  }
  return scored(whole && broken.length === 0 ? 1 : 0, parts);
}

/** Partial (the default): the share of lefts with their own right. All: every pair or nothing. */
function scoreMatch(item: MatchItem, answer: Readonly<Record<string, string>>): Score {
  const wanted = new Map(item.pairs.map(([left = '', right = '']) => [left, right]));
  const parts = item.left.map(({ id }) => ({
    id,
    chosen: true,
    right: answer[id] !== undefined && answer[id] === wanted.get(id),
  }));
  const share = parts.filter((part) => part.right).length / parts.length;
  return scored(item.scoring?.mode === 'all' && share < 1 ? 0 : share, parts);
}

/**
 * Partial (the default): the share of steps of which the right option was chosen. All: every step or nothing. Each
 * part is a step; a step without an answer is wrong.
 */
function scoreScenario(item: ScenarioItem, answer: Readonly<Record<string, string>>): Score {
  const parts = item.steps.map(({ id, options }) => ({
    id,
    chosen: true,
    right: options.some((option) => option.key === true && option.id === answer[id]),
  }));
  const share = parts.filter((part) => part.right).length / parts.length;
  return scored(item.scoring?.mode === 'all' && share < 1 ? 0 : share, parts);
}

/** Right when any accepted pattern fits, in whichever of the two languages somebody writes. */
function scoreText(item: TextItem, text: string): Score {
  const normalised = normaliseText(text);
  const right = item.accept.some(({ pattern }) => matchesPattern(normalised, pattern));
  const near = right ? -1 : (item.near ?? []).findIndex(({ pattern }) => matchesPattern(normalised, pattern));
  return { ...scored(right ? 1 : 0, []), ...(near >= 0 ? { near } : {}) };
}

function scored(points: number, parts: readonly ScoredPart[]): Score {
  return { points, outcome: points >= 1 ? 'right' : points > 0 ? 'partly' : 'wrong', parts };
}

function isPermutation(item: OrderItem, order: readonly string[]): boolean {
  const seen = new Set(order);
  return order.length === item.steps.length && item.steps.every((step) => seen.has(step.id));
}

function neighbours(item: OrderItem): string[][] {
  return item.steps.slice(1).map((step, index) => [item.steps[index]!.id, step.id]);
}
