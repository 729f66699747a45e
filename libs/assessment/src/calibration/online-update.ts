import { clamp, logistic } from '../numbers.js';

/** A belief about an ability or a difficulty: normal, in logits, with its variance. */
export interface Belief {
  readonly mean: number;
  readonly variance: number;
}

/** An item as practice sees it between two calibrations. */
export interface OnlineItem {
  readonly difficulty: Belief;
  /** Fixed between calibrations; 1 until there was one. */
  readonly a: number;
  /** A frozen difficulty no longer learns; a person looks at the item. */
  readonly frozen: boolean;
}

/** What the last calibration said of the item. */
export interface BatchDifficulty {
  readonly b: number;
  readonly standardError: number;
}

/** Most that one answer may move an ability or a difficulty, in logits. */
export const LARGEST_MOVE = 0.3;
/** Online variances come out too small late, because they take a for known; SEs are multiplied by this to be honest. */
export const SE_INFLATION = 1.5;
const FREEZE_AT = 3;

/**
 * One practice answer: the Gaussian update of ability and difficulty together. Linearised at the means, with
 * P = logistic(a (theta - b)), I = a^2 P Q and V = v_theta + v_b, the step is a (x - P) / (1 + I V) times the own
 * variance, theta up and b down; each variance loses v^2 I / (1 + I V). Moves are capped at `LARGEST_MOVE`.
 * A frozen item keeps its difficulty, and the person is then measured against it as before.
 */
export function learnFromAnswer(
  ability: Belief,
  item: OnlineItem,
  correct: boolean,
): { readonly ability: Belief; readonly item: OnlineItem } {
  const { difficulty, a, frozen } = item;
  const p = logistic(a * (ability.mean - difficulty.mean));
  const information = a * a * p * (1 - p);
  const damping = 1 + information * (ability.variance + difficulty.variance);
  const slope = (a * ((correct ? 1 : 0) - p)) / damping;
  const learn = ({ mean, variance }: Belief, direction: 1 | -1): Belief => ({
    mean: mean + clamp(direction * variance * slope, -LARGEST_MOVE, LARGEST_MOVE),
    variance: variance - (variance * variance * information) / damping,
  });
  return {
    ability: learn(ability, 1),
    item: frozen ? item : { ...item, difficulty: learn(difficulty, -1) },
  };
}

/**
 * Freezes an item whose online difficulty has left its calibrated one by more than 3 standard errors (of the
 * difference: calibrated SE and inflated online SE together). `watch` says that it has just happened.
 */
export function compareWithBatch(
  item: OnlineItem,
  batch: BatchDifficulty,
): { readonly item: OnlineItem; readonly watch: boolean } {
  const error = Math.hypot(batch.standardError, SE_INFLATION * Math.sqrt(item.difficulty.variance));
  const away = Math.abs(item.difficulty.mean - batch.b) > FREEZE_AT * error;
  if (!away || item.frozen) return { item, watch: false };
  return { item: { ...item, frozen: true }, watch: true };
}
