import fc from 'fast-check';
import { normalDeviate, seeded, shuffled, u } from './random.js';

describe('the seeded hash', () => {
  it('gives the same number for the same parts, on every machine', () => {
    expect(u('exam', 'person', 7)).toBe(u('exam', 'person', 7));
    expect(u('golden', 1, 2)).toBe(GOLDEN[0]);
    expect(u('golden', 12)).toBe(GOLDEN[1]);
  });

  it('tells parts apart: (1, 2) is another draw than (12)', () => {
    expect(u('s', 1, 2)).not.toBe(u('s', 12));
    expect(u('s', 'a', 'b')).not.toBe(u('s', 'ab'));
  });

  it('is uniform over counters: chi-square of 100 bins over 100,000 draws stays in its range', () => {
    const bins = new Array<number>(100).fill(0);
    for (let i = 0; i < 100_000; i += 1) bins[Math.floor(u('uniform', i) * 100)]! += 1;
    const chi = bins.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    expect(chi).toBeGreaterThan(61); // 0.1 % and 99.9 % points of chi-square with 99 degrees of freedom
    expect(chi).toBeLessThan(149);
  });

  it('has no echo between neighbouring seeds: correlation of 20,000 pairs is near 0', () => {
    let xy = 0;
    for (let i = 0; i < 20_000; i += 1) xy += (u(`p${i}`, 1) - 0.5) * (u(`p${i + 1}`, 1) - 0.5);
    expect(Math.abs((xy / 20_000) * 12)).toBeLessThan(0.03);
  });

  it('shuffles without losing anything, and reaches every order about equally often', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.string(), (list, seed) => {
        expect([...shuffled(list, seeded(seed), 'x')].sort()).toEqual([...list].sort());
      }),
    );
    const orders = new Map<string, number>();
    for (let i = 0; i < 6000; i += 1) {
      const order = shuffled(['a', 'b', 'c'], seeded(`s${i}`), 'options').join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('draws normal deviates with mean 0 and standard deviation 1', () => {
    const draws = Array.from({ length: 20_000 }, (_, i) => normalDeviate(seeded('n'), i));
    const mean = draws.reduce((s, x) => s + x, 0) / draws.length;
    const variance = draws.reduce((s, x) => s + (x - mean) ** 2, 0) / draws.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });
});

// Fixed once; a change here changes every stored attempt's replay and must not happen.
const GOLDEN = [0.08430433850793972, 0.5918189948135848] as const;
