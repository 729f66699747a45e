import type { PoolItem } from '../adaptive/test-rules.js';
import type { ItemParameters } from '../irt/model.js';
import { normalDeviate, seeded } from '../random.js';

/**
 * A pool for simulations: `perSkill` items for each of `skills` skills, difficulties b ~ N(0, 0.9) as authors
 * spread them, discrimination a ~ lognormal(0, spread) around 1. Seeded: the same call gives the same pool.
 */
export function makePool(options: {
  readonly skills: number;
  readonly perSkill: number;
  readonly seed?: string;
  readonly spreadOfA?: number;
}): (PoolItem & { readonly parameters: ItemParameters })[] {
  const random = seeded(options.seed ?? 'pool');
  return Array.from({ length: options.skills * options.perSkill }, (_, i) => {
    const skill = `s${String((i % options.skills) + 1).padStart(2, '0')}`;
    const a = Math.exp(normalDeviate(random, 'a', i) * (options.spreadOfA ?? 0.25));
    return {
      id: `${skill}.${String(i).padStart(4, '0')}`,
      skill,
      parameters: { a, b: normalDeviate(random, 'b', i) * 0.9 },
    };
  });
}

/** Abilities of a seeded normal population, in logits. */
export function makePeople(count: number, mean = 0, sd = 1, seed = 'people'): number[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) => mean + sd * normalDeviate(random, i));
}
