import fc from 'fast-check';
import { information, logLikelihood, probability } from './model.js';

const parameters = fc.record({
  a: fc.double({ min: 0.2, max: 3, noNaN: true }),
  b: fc.double({ min: -4, max: 4, noNaN: true }),
});
const guessing = fc.record({
  a: fc.double({ min: 0.2, max: 3, noNaN: true }),
  b: fc.double({ min: -4, max: 4, noNaN: true }),
  c: fc.double({ min: 0, max: 0.4, noNaN: true }),
  d: fc.double({ min: 0.8, max: 1, noNaN: true }),
});
const theta = fc.double({ min: -30, max: 30, noNaN: true });

describe('the response model', () => {
  it('gives values that can be checked by hand', () => {
    expect(probability({ a: 1, b: 0 }, 0)).toBe(0.5);
    expect(probability({ a: 2, b: 1 }, 1 + Math.log(3) / 2)).toBeCloseTo(0.75, 14);
    expect(probability({ a: 1, b: 0, c: 0.25 }, 0)).toBeCloseTo(0.625, 14);
    expect(information({ a: 1, b: 0 }, 0)).toBe(0.25);
    expect(information({ a: 2, b: 0.3 }, 0.3)).toBe(1);
    // 3PL by Lord's formula a^2 (Q/P) ((P-c)/(1-c))^2 with P = .625: (.375/.625) * .25 = .15
    expect(information({ a: 1, b: 0, c: 0.25 }, 0)).toBeCloseTo(0.15, 14);
    expect(logLikelihood({ a: 1, b: 0 }, 0, 1)).toBeCloseTo(Math.log(0.5), 14);
  });

  it('never overflows, however extreme the ability', () => {
    for (const t of [-1e6, -750, 750, 1e6]) {
      expect(Number.isFinite(information({ a: 3, b: 0 }, t))).toBe(true);
      expect(Number.isFinite(information({ a: 3, b: 0, c: 0.2, d: 0.9 }, t))).toBe(true);
      expect(Number.isFinite(logLikelihood({ a: 3, b: 0 }, t, 1))).toBe(true);
      expect(Number.isFinite(logLikelihood({ a: 3, b: 0, c: 0.2 }, t, 1))).toBe(true);
    }
    expect(logLikelihood({ a: 1, b: 0, c: 0, d: 0.9 }, 900, 1)).toBeCloseTo(Math.log(0.9), 12);
  });

  it('makes a right answer more likely for the more able, for every item', () => {
    fc.assert(
      fc.property(guessing, theta, fc.double({ min: 0.01, max: 5, noNaN: true }), (item, t, more) => {
        expect(probability(item, t + more)).toBeGreaterThanOrEqual(probability(item, t));
      }),
    );
  });

  it('never gives negative information, and most at the item difficulty (two parameters)', () => {
    fc.assert(
      fc.property(parameters, theta, (item, t) => {
        const here = information(item, t);
        expect(here).toBeGreaterThanOrEqual(0);
        expect(here).toBeLessThanOrEqual((item.a * item.a) / 4 + 1e-12);
      }),
    );
  });

  it('has information equal to the slope squared over PQ, by finite differences', () => {
    fc.assert(
      fc.property(guessing, fc.double({ min: -3, max: 3, noNaN: true }), (item, t) => {
        const h = 1e-5;
        const slope = (probability(item, t + h) - probability(item, t - h)) / (2 * h);
        const p = probability(item, t);
        expect(information(item, t)).toBeCloseTo((slope * slope) / (p * (1 - p)), 5);
      }),
    );
  });
});
