import type { NormalPrior } from '../irt/ability.js';
import type { ItemParameters } from '../irt/model.js';

/** One item as the computation sees it: no text, no key. */
export interface PoolItem {
  readonly id: string;
  readonly skill: string;
  readonly parameters: ItemParameters;
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
  /** Items this person may not get: seen in earlier sittings. Their families are excluded with them. */
  readonly excluded?: readonly string[];
  /** Seconds since the start, on the server's clock. */
  readonly elapsedSeconds: number;
}

/**
 * `among`: each of so many most informative items has the same chance (Kingsbury & Zara's randomesque rule).
 * `power`: every item has a chance proportional to its information to this power; 1 keeps a pool of 7-8 items
 * per skill in use as a whole.
 */
export type DrawRule = { readonly among: number } | { readonly power: number };

/** The rules of one test; pinned when an attempt starts. All abilities in logits. */
export interface TestRules {
  readonly prior: NormalPrior;
  /** Fewest and most items. */
  readonly min: number;
  readonly max: number;
  /** Every skill in the pool is asked at least so often before the test may stop early. */
  readonly minPerSkill: number;
  /** Where information is wanted: at the current estimate, or at the pass mark. */
  readonly aim: 'ability' | 'cut';
  /** The pass mark; needed for `aim: 'cut'` and for `clearOfCut`. */
  readonly cut?: number;
  /** How the item is drawn from its skill's items. */
  readonly draw: DrawRule;
  /** Stop when the standard error is at most this. */
  readonly precision?: number;
  /** Stop when the estimate lies so many standard errors from the cut. */
  readonly clearOfCut?: number;
  /** Stop when so many seconds have passed. */
  readonly maxSeconds?: number;
  /** Share of a skill in the test relative to the others; 1 when not named. */
  readonly weights?: Readonly<Record<string, number>>;
  /** So many unscored items are mixed in, at places drawn by the seed. */
  readonly pilots?: number;
}
