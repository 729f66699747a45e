import type { NormalPrior } from '../irt/ability.js';
import type { ModelParameters } from '../irt/model.js';
import type { ClassificationRule } from './classify.js';

/** One item as the computation sees it: no text, no key. */
export interface PoolItem {
  readonly id: string;
  readonly skill: string;
  readonly parameters: ModelParameters;
  /** Near-clones share a family: at most one of them is asked in one test. */
  readonly family?: string | null;
  /** Items that give each other's answer away: never together in one test. */
  readonly enemies?: readonly string[];
  /** False for a pilot item: it is asked, but does not count. */
  readonly scored?: boolean;
}

/** An item asked earlier in this test; `points` is null while it waits for its answer. */
export interface AskedItem {
  readonly itemId: string;
  readonly points: number | null;
}

/** What the computation needs to know of a running test. */
export interface TestSession {
  readonly asked: readonly AskedItem[];
  /**
   * Items this person may not get: seen in earlier sittings (an exam: within 12 months). Their families and enemies
   * are excluded with them.
   */
  readonly excluded?: readonly string[];
  /** Items that had reached the exposure cap when the test started (`itemsAtCap`); pinned, so that it replays. */
  readonly atCap?: readonly string[];
  /** Seconds since the start, on the server's clock. */
  readonly elapsedSeconds: number;
}

/**
 * `among`: each of so many most informative items has the same chance (Kingsbury & Zara's randomesque rule); 1 is
 * plain maximum information. `power`: every item has a chance proportional to its information to this power
 * (Barrada et al. 2008); 1 keeps a pool of 7-8 items per skill in use as a whole, 2 suits a bank of hundreds.
 */
export type DrawRule = { readonly among: number } | { readonly power: number };

/** How much of a test goes to a group of skills: at least `min`, never more than `max` scored items. */
export interface Quota {
  readonly group: string;
  readonly skills: readonly string[];
  readonly min: number;
  readonly max: number;
}

/** The rules of one test; pinned when an attempt starts. All abilities in logits. */
export interface TestRules {
  readonly prior: NormalPrior;
  /** Fewest and most items. */
  readonly min: number;
  readonly max: number;
  /** Every skill in the pool is asked at least so often before the test may stop early; `quotas` take its place. */
  readonly minPerSkill: number;
  /** Where information is wanted: at the current estimate, or at the pass mark. */
  readonly aim: 'ability' | 'cut';
  /** The pass mark; needed for `aim: 'cut'` and for `stop`. */
  readonly cut?: number;
  /** What makes an item worth asking: Fisher information (the default), or Kullback-Leibler divergence. */
  readonly select?: 'information' | 'kullback-leibler';
  /** How the item is drawn from those whose turn it is. */
  readonly draw: DrawRule;
  /** Stop when the standard error is at most this. */
  readonly precision?: number;
  /** Stop when pass or fail is clear; also decides at the end. */
  readonly stop?: ClassificationRule;
  /** Stop when so many seconds have passed. */
  readonly maxSeconds?: number;
  /** Share of a skill in the test relative to the others; 1 when not named. Without `quotas` only. */
  readonly weights?: Readonly<Record<string, number>>;
  /** Bounds per group of skills. Without them all skills have their turn in rotation. */
  readonly quotas?: readonly Quota[];
  /** Skills that one course teaches: who knows one of them rather knows the others. For the profile of a placement. */
  readonly together?: readonly (readonly string[])[];
  /** Largest share of sessions in which one item (or family) may be asked, 0 to 1. */
  readonly exposure?: { readonly cap: number };
  /** So many unscored items are mixed in, at places drawn by the seed. */
  readonly pilots?: number;
}
