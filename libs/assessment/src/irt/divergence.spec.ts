import fc from 'fast-check';
import { divergence, globalInformation } from './divergence.js';
import { information } from './model.js';

const theta = fc.double({ min: -5, max: 5, noNaN: true });
const item = fc.record({
  a: fc.double({ min: 0.3, max: 2.5, noNaN: true }),
  b: fc.double({ min: -3, max: 3, noNaN: true }),
  c: fc.constantFrom(0, 0.2),
});

describe('Kullback-Leibler divergence', () => {
  it('is p ln(p / q) + (1 - p) ln((1 - p) / (1 - q)) for a right-or-wrong item', () => {
    // theta = ln 3 gives p = 3/4, theta = 0 gives q = 1/2.
    const byHand = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
    expect(divergence({ a: 1, b: 0 }, Math.log(3), 0)).toBeCloseTo(byHand, 14);
  });

  it('is never negative, nothing for the same ability, and half information times distance squared nearby', () => {
    fc.assert(
      fc.property(item, theta, theta, (one, from, to) => {
        expect(divergence(one, from, to)).toBeGreaterThanOrEqual(0);
        expect(divergence(one, from, from)).toBe(0);
        const near = divergence(one, from, from + 1e-3) / (0.5 * information(one, from) * 1e-6);
        if (information(one, from) > 1e-4) expect(near).toBeCloseTo(1, 1);
      }),
    );
  });

  it('ranks as information does in a narrow interval: the integral tends to I w^3 / 3', () => {
    const w = 0.01;
    for (const t of [-1, 0.2, 1.5]) {
      const one = { a: 1.3, b: 0.4 };
      expect(globalInformation(one, t, w) / ((information(one, t) * w ** 3) / 3)).toBeCloseTo(1, 3);
    }
  });

  it('stays finite where a category cannot happen any more', () => {
    expect(Number.isFinite(divergence({ a: 2, b: 0 }, 5000, -5000))).toBe(true);
  });
});
