import { type Bank, prepareBank } from '../irt/bank.js';
import type { PoolItem } from './test-rules.js';

/** A pool prepared for a step to be cheap: places instead of ids, numbers in columns. */
export interface PoolIndex {
  readonly pool: readonly PoolItem[];
  /** Place of an id in the pool. */
  readonly places: ReadonlyMap<string, number>;
  readonly bank: Bank;
  /** Skills with scored items, in order of first appearance. */
  readonly skills: readonly string[];
  /** Per place the number of its skill in `skills`; -1 for pilots. */
  readonly skillAt: Int32Array;
  /** Per place those that may not be asked once it was: its family and its enemies, named on either side. */
  readonly rivals: readonly (readonly number[])[];
  /** Per id, in the pool or not, the places that name it as their enemy. */
  readonly namedBy: ReadonlyMap<string, readonly number[]>;
  /** What is worked out once for a rule, under a key of its own. */
  readonly memo: Map<string, Float64Array>;
}

const indexes = new WeakMap<readonly PoolItem[], PoolIndex>();

/** The index of a pool; made once per array, since the same pool serves every step of every attempt. */
export function indexOf(pool: readonly PoolItem[]): PoolIndex {
  let found = indexes.get(pool);
  if (!found) {
    found = makeIndex(pool);
    indexes.set(pool, found);
  }
  return found;
}

/** The item with this id, or undefined when the pool no longer has it. */
export function itemOf(index: PoolIndex, id: string): PoolItem | undefined {
  const place = index.places.get(id);
  return place === undefined ? undefined : index.pool[place];
}

function makeIndex(pool: readonly PoolItem[]): PoolIndex {
  const places = new Map(pool.map((item, i) => [item.id, i]));
  const skills = [...new Set(pool.filter((item) => item.scored !== false).map((item) => item.skill))];
  const families = grouped(pool, (item) => (item.family ? [item.family] : []));
  const namedBy = grouped(pool, (item) => item.enemies ?? []);
  return {
    pool,
    places,
    bank: prepareBank(pool.map((item) => item.parameters)),
    skills,
    skillAt: Int32Array.from(pool, (item) => (item.scored === false ? -1 : skills.indexOf(item.skill))),
    rivals: pool.map((item) => [
      ...(item.family ? (families.get(item.family) ?? []) : []),
      ...(item.enemies ?? []).flatMap((id) => places.get(id) ?? []),
    ]),
    namedBy,
    memo: new Map(),
  };
}

function grouped(
  pool: readonly PoolItem[],
  keysOf: (item: PoolItem) => readonly string[],
): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  pool.forEach((item, i) => {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(i);
      else groups.set(key, [i]);
    }
  });
  return groups;
}
