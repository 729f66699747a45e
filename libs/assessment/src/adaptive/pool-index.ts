import type { PoolItem } from './test-rules.js';

/** A pool, looked up by id, with its scored skills in order of first appearance. */
export interface PoolIndex {
  readonly byId: ReadonlyMap<string, PoolItem>;
  readonly skills: readonly string[];
}

const indexes = new WeakMap<readonly PoolItem[], PoolIndex>();

/** The index of a pool; made once per array, since the same pool serves every step of every attempt. */
export function indexOf(pool: readonly PoolItem[]): PoolIndex {
  let found = indexes.get(pool);
  if (!found) {
    const skills = new Set(pool.filter((item) => item.scored !== false).map((item) => item.skill));
    found = { byId: new Map(pool.map((item) => [item.id, item])), skills: [...skills] };
    indexes.set(pool, found);
  }
  return found;
}
