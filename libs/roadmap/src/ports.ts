import type { Tx } from '#kernel';

/** How many know of an announcement, by milestone; measured by surveys and filled in by the application. */
export const MILESTONE_AWARENESS = Symbol('how many know of an announcement');
export interface KnownBy {
  /** Shares from 0 to 1 with a 95 % interval. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
export type MilestoneAwareness = (tx: Tx) => Promise<ReadonlyMap<string, KnownBy>>;
