// Bound once: looking up a global is slow where this runs most, in specs and simulations.
const { PI, cos, floor, imul, log, sqrt } = Math;

/** A number in [0, 1) that belongs to the parts named: the same parts always give the same number. */
export type Random = (...parts: readonly (string | number)[]) => number;

/**
 * The only randomness in the house's measurement: a hash, not a stream. `u(seed, person, position)` does not
 * depend on what was drawn before, so an attempt can be replayed from its seed in any order.
 *
 * Two 32-bit FNV-1a passes with different offsets over the parts' text, each finished with murmur3's
 * avalanche; 26 + 27 of their bits make the 53 bits of a double. Not for secrets.
 */
export function u(seed: string | number, ...parts: readonly (string | number)[]): number {
  let high = 0x811c9dc5;
  let low = 0x9e3779b9;
  const text = `${seed}\u001f${parts.join('\u001f')}`;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    high = imul(high ^ unit, 0x01000193);
    low = imul(low ^ (unit + i), 0x01000193);
  }
  const a = avalanche(high ^ text.length) >>> 6;
  const b = avalanche(low + imul(high, 0x85ebca6b)) >>> 5;
  return (a * 2 ** 27 + b) / 2 ** 53;
}

/** A `Random` bound to one seed. */
export function seeded(seed: string | number): Random {
  return (...parts) => u(seed, ...parts);
}

/** The list in an order that depends on the random numbers named by `label` only (Fisher-Yates). */
export function shuffled<T>(list: readonly T[], random: Random, label: string): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = floor(random(label, i) * (i + 1));
    const held = out[i] as T;
    out[i] = out[j] as T;
    out[j] = held;
  }
  return out;
}

/** Standard normal deviate from two hashed uniforms (Box-Muller); for simulations. */
export function normalDeviate(random: Random, ...parts: readonly (string | number)[]): number {
  const radius = sqrt(-2 * log(1 - random(...parts, 'radius')));
  return radius * cos(2 * PI * random(...parts, 'angle'));
}

function avalanche(x: number): number {
  let h = x | 0;
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
