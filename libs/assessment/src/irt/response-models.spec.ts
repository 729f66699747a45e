import fc from 'fast-check';
import { bankInformation, bestInformation, prepareBank } from './bank.js';
import { slopeOf } from './likelihood-slope.js';
import { information, logLikelihood, type ModelParameters, modelOf, probability } from './model.js';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const a = number(0.2, 3);
const b = number(-4, 4);
const logistic = fc.record({
  a,
  b,
  c: fc.oneof(fc.constant(0), number(0, 0.4)),
  d: fc.oneof(fc.constant(1), number(0.8, 1)),
});
const gaps = fc.array(number(0.05, 2), { minLength: 1, maxLength: 5 });
const graded = fc.record({ a, b, gaps }).map(({ a, b, gaps }) => ({
  model: 'graded' as const,
  a,
  b: gaps.reduce((edges, gap) => [...edges, edges[edges.length - 1]! + gap], [b]),
}));
const partialCredit = fc
  .record({ a, b: fc.array(b, { minLength: 1, maxLength: 6 }) })
  .map((item) => ({ model: 'partial-credit' as const, ...item }));
const item: fc.Arbitrary<ModelParameters> = fc.oneof(logistic, graded, partialCredit);
const theta = number(-8, 8);
const categories = (parameters: ModelParameters): number[] =>
  Array.from({ length: modelOf(parameters).top + 1 }, (_, k) => k);

describe('every item model', () => {
  it('gives chances that add up to one, and expected points that rise with ability', () => {
    fc.assert(
      fc.property(item, theta, number(0.01, 3), (parameters, t, more) => {
        const chances = categories(parameters).map((k) => Math.exp(modelOf(parameters).logProbability(t, k)));
        expect(chances.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
        expect(probability(parameters, t + more)).toBeGreaterThanOrEqual(probability(parameters, t) - 1e-15);
      }),
    );
  });

  it('is finite and never negative in information, however extreme the ability', () => {
    fc.assert(
      fc.property(
        item,
        fc.constantFrom(-1e308, -1e6, -800, 800, 1e6, 1e308, -Infinity, Infinity),
        (parameters, t) => {
          const model = modelOf(parameters);
          expect(model.information(t)).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(model.information(t))).toBe(true);
          expect(Number.isFinite(model.skew(t))).toBe(true);
          for (const k of categories(parameters)) {
            expect(Number.isFinite(model.logProbability(t, k))).toBe(true);
            expect(Number.isFinite(model.slope(t, k))).toBe(true);
          }
        },
      ),
    );
  });

  it('has slopes, information and skew that agree with finite differences', () => {
    const h = 1e-4;
    fc.assert(
      fc.property(item, number(-4, 4), (parameters, t) => {
        const model = modelOf(parameters);
        const p = (x: number, k: number): number => Math.exp(model.logProbability(x, k));
        let [inform, skew] = [0, 0];
        for (const k of categories(parameters)) {
          const first = (p(t + h, k) - p(t - h, k)) / (2 * h);
          const second = (p(t + h, k) - 2 * p(t, k) + p(t - h, k)) / (h * h);
          expect(Math.abs(model.slope(t, k) * p(t, k) - first)).toBeLessThan(1e-6 * (1 + Math.abs(first)));
          if (p(t, k) < 1e-9) continue;
          inform += first ** 2 / p(t, k);
          skew += (first * second) / p(t, k);
        }
        expect(Math.abs(model.information(t) - inform)).toBeLessThan(1e-5 * (1 + inform));
        expect(Math.abs(model.skew(t) - skew)).toBeLessThan(1e-4 * (1 + Math.abs(skew)));
      }),
    );
  });

  it('is the two-parameter model when there are two categories', () => {
    fc.assert(
      fc.property(a, b, theta, (slope, place, t) => {
        const plain = { a: slope, b: place };
        for (const model of ['graded', 'partial-credit'] as const) {
          const other = { model, a: slope, b: [place] };
          expect(probability(other, t)).toBeCloseTo(probability(plain, t), 14);
          expect(information(other, t)).toBeCloseTo(information(plain, t), 13);
          expect(logLikelihood(other, t, 1)).toBeCloseTo(logLikelihood(plain, t, 1), 12);
        }
      }),
    );
  });

  it('reads points as categories, and points in between as a mean of their neighbours', () => {
    const steps = { model: 'partial-credit', a: 1, b: [-1, 0, 1] } as const;
    const log = (k: number): number => modelOf(steps).logProbability(0.3, k);
    expect(logLikelihood(steps, 0.3, 1 / 3)).toBe(log(1));
    expect(logLikelihood(steps, 0.3, 2 / 3)).toBe(log(2));
    expect(logLikelihood(steps, 0.3, 0.5)).toBeCloseTo((log(1) + log(2)) / 2, 14);
    expect(slopeOf([{ parameters: steps, points: 0.5 }])(0.3)).toBeCloseTo(
      (modelOf(steps).slope(0.3, 1) + modelOf(steps).slope(0.3, 2)) / 2,
      14,
    );
    for (const points of [-0.1, 1.1, NaN]) expect(() => logLikelihood(steps, 0, points)).toThrow(RangeError);
  });

  it('refuses parameters that mean nothing', () => {
    const wrong: ModelParameters[] = [
      { a: 0, b: 0 },
      { a: -1, b: 0 },
      { a: NaN, b: 0 },
      { a: 1, b: Infinity },
      { a: 1, b: 0, c: -0.1 },
      { a: 1, b: 0, c: 0.5, d: 0.5 },
      { a: 1, b: 0, d: 1.1 },
      { model: 'graded', a: 1, b: [] },
      { model: 'graded', a: 1, b: [0, 0] },
      { model: 'partial-credit', a: 1, b: [NaN] },
    ];
    for (const parameters of wrong) expect(() => modelOf(parameters)).toThrow(RangeError);
  });
});

describe('a prepared bank', () => {
  const items = fc.array(item, { minLength: 1, maxLength: 30 });

  it('gives the information of every item as the items do themselves', () => {
    fc.assert(
      fc.property(items, theta, (list, t) => {
        const got = bankInformation(prepareBank(list), t);
        list.forEach((parameters, i) => {
          const wanted = modelOf(parameters).information(t);
          expect(Math.abs(got[i]! - wanted)).toBeLessThanOrEqual(1e-13 * wanted);
        });
      }),
    );
  });

  it('finds the best few without looking closely at the others', () => {
    fc.assert(
      fc.property(items, theta, fc.integer({ min: 1, max: 5 }), fc.boolean(), (list, t, count, all) => {
        const bank = prepareBank(list);
        const places = Int32Array.from(list.keys()).filter((i) => all || i % 2 === 0);
        const full = bankInformation(bank, t);
        const got = bestInformation(bank, t, places, count);
        const ranked = [...places].sort((x, y) => full[y]! - full[x]!);
        for (const place of ranked.slice(0, count)) expect(got[place]).toBe(full[place]);
        got.forEach((value, i) => expect([0, full[i]]).toContain(value));
      }),
      { numRuns: 300 },
    );
  });
});
