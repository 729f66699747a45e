import type { Grade } from './grade.js';
import type { MemoryWeights } from './memory-weights.js';

/** Reviews of many cards as columns: card by card, each in order of time. */
export interface MemoryLog {
  /** A number per card; reviews of one card stand together. */
  readonly card: ArrayLike<number>;
  /** Epoch milliseconds. */
  readonly at: ArrayLike<number>;
  /** 1 again, 2 hard, 3 good, 4 easy. */
  readonly grade: ArrayLike<number>;
  /** 1 when the review says whether somebody remembered; 0 when it only moved memory (an exam that counts as one). */
  readonly counts: ArrayLike<number>;
}

export const GRADE_CODES: Readonly<Record<Grade, number>> = { again: 1, hard: 2, good: 3, easy: 4 };

const DAY = 86_400_000;
const LEAST_STABILITY = 0.001;
const MOST_STABILITY = 36_500;
const EASY = 4;
const HARD = 2;

/**
 * Chance of recall that FSRS-6 with these weights gives every review before it happened, from the reviews of its card
 * before it. NaN where there is nothing to judge: first reviews, reviews on the day of the one before, and those that
 * don't count. The formulas are the library's (`scheduler.ts`), without its rounding to eight decimals.
 */
export function predictRecall(log: MemoryLog, w: MemoryWeights): Float64Array {
  const predicted = new Float64Array(log.card.length).fill(NaN);
  const decay = -w[20]!;
  const factor = Math.pow(0.9, 1 / decay) - 1;
  let [stability, difficulty, day] = [0, 0, 0];
  for (let i = 0; i < log.card.length; i += 1) {
    const grade = log.grade[i]!;
    const today = Math.floor(log.at[i]! / DAY);
    if (i === 0 || log.card[i] !== log.card[i - 1]) {
      stability = Math.max(w[grade - 1]!, 0.1);
      difficulty = bounded(firstDifficulty(w, grade), 1, 10);
    } else {
      const days = Math.max(0, today - day);
      const recall = Math.pow(1 + (factor * days) / stability, decay);
      if (days > 0 && log.counts[i] === 1) predicted[i] = recall;
      stability = nextStability(w, stability, difficulty, recall, grade);
      difficulty = nextDifficulty(w, difficulty, grade);
    }
    day = today;
  }
  return predicted;
}

function nextStability(w: MemoryWeights, s: number, d: number, recall: number, grade: number): number {
  if (grade === 1) {
    const after =
      w[11]! * Math.pow(d, -w[12]!) * (Math.pow(s + 1, w[13]!) - 1) * Math.exp((1 - recall) * w[14]!);
    return Math.min(s, bounded(after, LEAST_STABILITY, MOST_STABILITY));
  }
  const growth = Math.exp(w[8]!) * (11 - d) * Math.pow(s, -w[9]!) * (Math.exp((1 - recall) * w[10]!) - 1);
  const weight = grade === HARD ? w[15]! : grade === EASY ? w[16]! : 1;
  return bounded(s * (1 + growth * weight), LEAST_STABILITY, MOST_STABILITY);
}

function nextDifficulty(w: MemoryWeights, d: number, grade: number): number {
  const moved = d - (w[6]! * (grade - 3) * (10 - d)) / 9;
  return bounded(w[7]! * firstDifficulty(w, EASY) + (1 - w[7]!) * moved, 1, 10);
}

const firstDifficulty = (w: MemoryWeights, grade: number): number =>
  w[4]! - Math.exp((grade - 1) * w[5]!) + 1;

// A function of its own, because it runs in the innermost loop of a fit.
const bounded = (x: number, low: number, high: number): number => (x < low ? low : x > high ? high : x);
