import type { PoolItem } from './test-rules.js';

/** How often items were asked so far, in how many sessions. An item that is not named was never asked. */
export interface ExposureCounts {
  readonly asked: Readonly<Record<string, number>>;
  readonly sessions: number;
}

/**
 * Items that the next session may not draw, because with it they would have been asked in more than `cap` of all
 * sessions: asked + 1 > floor(cap (sessions + 1)). A family counts as one item. While fewer than 1 / cap sessions
 * exist every item may be asked once. Pilots are never capped: they need answers. Compute it once, when a session
 * starts, and pin the result with it. Sessions that start in the same moment do not see each other, so a burst can
 * exceed the cap by its own size. `cap` in (0, 1].
 */
export function itemsAtCap(pool: readonly PoolItem[], counts: ExposureCounts, cap: number): string[] {
  if (!(cap > 0 && cap <= 1)) throw new RangeError(`exposure cap must lie in (0, 1], got ${cap}`);
  const most = Math.max(1, Math.floor(cap * (counts.sessions + 1) + 1e-9));
  const own = (item: PoolItem): number => counts.asked[item.id] ?? 0;
  const byFamily = new Map<string, number>();
  for (const item of pool) {
    if (item.family) byFamily.set(item.family, (byFamily.get(item.family) ?? 0) + own(item));
  }
  const uses = (item: PoolItem): number => (item.family ? byFamily.get(item.family)! : own(item));
  return pool.filter((item) => item.scored !== false && uses(item) + 1 > most).map((item) => item.id);
}
