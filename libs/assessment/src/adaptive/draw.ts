import type { PoolIndex } from './pool-index.js';
import type { DrawRule } from './test-rules.js';

/**
 * Draws one of `candidates` (places in the pool, not empty) by a uniform number in [0, 1): with equal chances among
 * the best, or in proportion to worth to a power. When no candidate is worth anything, all have the same chance.
 */
export function drawItem(
  candidates: readonly number[],
  worth: Float64Array,
  rule: DrawRule,
  uniform: number,
  index: PoolIndex,
): number {
  if ('among' in rule) {
    const best = bestOf(candidates, worth, rule.among, index);
    return best[Math.floor(uniform * best.length)]!;
  }
  return drawByPower(candidates, worth, rule.power, uniform);
}

/** Rank of a place among the candidates, 1 = worth most; ties by id. */
export function rankOf(
  place: number,
  candidates: readonly number[],
  worth: Float64Array,
  index: PoolIndex,
): number {
  let rank = 1;
  for (const other of candidates) if (other !== place && precedes(other, place, worth, index)) rank += 1;
  return rank;
}

/** The `count` candidates worth most, best first, found in one pass. */
function bestOf(
  candidates: readonly number[],
  worth: Float64Array,
  count: number,
  index: PoolIndex,
): number[] {
  const best: number[] = [];
  for (const place of candidates) {
    if (best.length === count && !precedes(place, best[count - 1]!, worth, index)) continue;
    let at = best.length;
    while (at > 0 && precedes(place, best[at - 1]!, worth, index)) at -= 1;
    best.splice(at, 0, place);
    if (best.length > count) best.pop();
  }
  return best;
}

function precedes(one: number, other: number, worth: Float64Array, index: PoolIndex): boolean {
  const [x, y] = [worth[one]!, worth[other]!];
  return x > y || (x === y && index.pool[one]!.id < index.pool[other]!.id);
}

function drawByPower(
  candidates: readonly number[],
  worth: Float64Array,
  power: number,
  uniform: number,
): number {
  const chances = new Float64Array(candidates.length);
  let total = 0;
  for (let i = 0; i < chances.length; i += 1) {
    const value = worth[candidates[i]!]!;
    chances[i] = power === 2 ? value * value : value ** power;
    total += chances[i]!;
  }
  if (!(total > 0)) return candidates[Math.floor(uniform * candidates.length)]!;
  let left = uniform * total;
  for (let i = 0; i < chances.length; i += 1) {
    left -= chances[i]!;
    if (left < 0) return candidates[i]!;
  }
  // Rounding ate the last crumb of the total: the last candidate that had a chance.
  return candidates[chances.findLastIndex((chance) => chance > 0)]!;
}
