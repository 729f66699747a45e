import { makeAnswers } from '../testing/answers.factory.js';
import { calibrate } from './calibrate.js';

const PRIOR = { lnA: { mean: 0.1, sd: 0.4 }, b: { mean: 0, sd: 2 } };
const RUNS = 10;

/** Bias and root mean squared error over simulated banks of 30, for items among the people: |b| <= 2. */
function recover(
  people: number,
): Record<'ml' | 'map', { biasA: number; biasB: number; a: number; b: number }> {
  const errors = { ml: [] as [number, number][], map: [] as [number, number][] };
  for (let run = 0; run < RUNS; run += 1) {
    const { a, b, responses } = makeAnswers({ people, items: 30, seed: `recovery ${run}` });
    for (const method of ['ml', 'map'] as const) {
      const priors = method === 'map' ? { priors: Array<typeof PRIOR>(30).fill(PRIOR) } : {};
      calibrate(responses, { standardErrors: 'none', ...priors }).items.forEach((item, j) => {
        if (item.kind === 'estimated' && Math.abs(b[j]!) <= 2)
          errors[method].push([item.a - a[j]!, item.b - b[j]!]);
      });
    }
  }
  const summary = (list: [number, number][]) => {
    const mean = (of: (pair: [number, number]) => number) =>
      list.reduce((sum, pair) => sum + of(pair), 0) / list.length;
    return {
      biasA: mean(([x]) => x),
      biasB: mean(([, x]) => x),
      a: Math.sqrt(mean(([x]) => x * x)),
      b: Math.sqrt(mean(([, x]) => x * x)),
    };
  };
  return { ml: summary(errors.ml), map: summary(errors.map) };
}

describe('calibration of 30 items whose truth is known', () => {
  // Root mean squared errors to be near, from earlier studies of the same design.
  const table = [
    { people: 500, ml: { a: 0.175, b: 0.143 }, map: { a: 0.158, b: 0.13 } },
    { people: 1000, ml: { a: 0.127, b: 0.104 }, map: { a: 0.117, b: 0.099 } },
  ] as const;

  for (const { people, ...expected } of table) {
    it(`errs with ${people} people as much as it should, by likelihood and with priors`, () => {
      const found = recover(people);
      for (const method of ['ml', 'map'] as const) {
        expect(Math.abs(found[method].biasA)).toBeLessThan(0.03);
        // The people drawn have a mean of their own, which every difficulty shares.
        expect(Math.abs(found[method].biasB)).toBeLessThan(0.05);
        for (const parameter of ['a', 'b'] as const) {
          const ratio = found[method][parameter] / expected[method][parameter];
          expect(ratio).toBeGreaterThan(0.8);
          expect(ratio).toBeLessThan(1.2);
        }
      }
      expect(found.map.a).toBeLessThan(found.ml.a);
      expect(found.map.b).toBeLessThan(found.ml.b);
    });
  }
});
