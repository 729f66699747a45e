import type { PoolIndex } from './pool-index.js';
import type { DrawRule } from './test-rules.js';

// Bound once: looking up a global is slow where this runs most, in specs and simulations.
const { floor } = Math;

/** A place in the pool, and its rank among the candidates: 1 = worth most, ties by id. */
export interface Drawn {
  readonly place: number;
  readonly rank: number;
}

/**
 * Draws one of `candidates` (places in the pool, not empty) by a uniform number in [0, 1): with equal chances among
 * the best, or in proportion to worth to a power. When no candidate is worth anything, all have the same chance.
 */
export function drawItem(
  candidates: Int32Array,
  worth: Float64Array,
  rule: DrawRule,
  uniform: number,
  index: PoolIndex,
): Drawn {
  if ('among' in rule) {
    const best = bestOf(candidates, worth, rule.among, index);
    const rank = floor(uniform * best.length);
    return { place: best[rank]!, rank: rank + 1 };
  }
  const place = drawByPower(candidates, worth, rule.power, uniform);
  return { place, rank: rankOf(place, candidates, worth, index) };
}

function rankOf(place: number, candidates: Int32Array, worth: Float64Array, index: PoolIndex): number {
  const own = worth[place]!;
  let rank = 1;
  for (let i = 0; i < candidates.length; i += 1) {
    const other = candidates[i]!;
    const value = worth[other]!;
    if (value > own || (value === own && idOf(index, other) < idOf(index, place))) rank += 1;
  }
  return rank;
}

/** The `count` candidates worth most, best first, found in one pass. */
function bestOf(candidates: Int32Array, worth: Float64Array, count: number, index: PoolIndex): number[] {
  const best: number[] = [];
  let bar = -Infinity;
  for (let i = 0; i < candidates.length; i += 1) {
    const place = candidates[i]!;
    if (worth[place]! < bar) continue;
    let at = best.length;
    while (at > 0 && precedes(place, best[at - 1]!, worth, index)) at -= 1;
    best.splice(at, 0, place);
    if (best.length > count) best.pop();
    if (best.length === count) bar = worth[best[count - 1]!]!;
  }
  return best;
}

function precedes(one: number, other: number, worth: Float64Array, index: PoolIndex): boolean {
  const x = worth[one]!;
  const y = worth[other]!;
  return x > y || (x === y && idOf(index, one) < idOf(index, other));
}

function idOf(index: PoolIndex, place: number): string {
  return index.pool[place]!.id;
}

function drawByPower(candidates: Int32Array, worth: Float64Array, power: number, uniform: number): number {
  const chances = new Float64Array(candidates.length);
  let total = 0;
  for (let i = 0; i < chances.length; i += 1) {
    const value = worth[candidates[i]!]!;
    chances[i] = power === 2 ? value * value : value ** power;
    total += chances[i]!;
  }
  if (!(total > 0)) return candidates[floor(uniform * candidates.length)]!;
  let left = uniform * total;
  for (let i = 0; i < chances.length; i += 1) {
    left -= chances[i]!;
    if (left < 0) return candidates[i]!;
  }
  // Rounding ate the last crumb of the total: the last candidate that had a chance.
  return candidates[chances.findLastIndex((chance) => chance > 0)]!;
}
