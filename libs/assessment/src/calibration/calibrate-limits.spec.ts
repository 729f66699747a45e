import fc from 'fast-check';
import { makeAnswers } from '../testing/answers.factory.js';
import { estimated, lsat, lsatResponses } from '../testing/lsat.factory.js';
import { calibrate } from './calibrate.js';
import { fitItems } from './item-fit.js';
import { tabulateResponses } from './response-matrix.js';

const PRIOR = { lnA: { mean: 0, sd: 0.3 }, b: { mean: 0, sd: 0.7 } };

describe('calibration at its limits', () => {
  it('says of an item that nobody or everybody got right that it is not estimable, and leaves the rest alone', () => {
    const rows = lsat.patterns.map(({ pattern }) => [...pattern].map(Number));
    const counts = lsat.patterns.map(({ count }) => count);
    const wider = calibrate(
      tabulateResponses(
        rows.map((row) => [...row, 0, 1, null]),
        counts,
      ),
    );
    expect(wider.items.slice(5)).toEqual([
      { kind: 'not-estimable', reason: 'all-wrong', answers: 1000, right: 0 },
      { kind: 'not-estimable', reason: 'all-right', answers: 1000, right: 1000 },
      { kind: 'not-estimable', reason: 'no-answers', answers: 0, right: 0 },
    ]);
    expect(wider.logLikelihood).toBeCloseTo(lsat.logLikelihood, 4);
    wider.items
      .slice(0, 5)
      .forEach((item, j) => expect(item).toMatchObject({ a: expect.closeTo(lsat.a[j]!, 4) }));
  });

  it('says so of an item whose discrimination has no end, and still gives the others standard errors', () => {
    const { responses } = makeAnswers({
      people: 300,
      items: 10,
      seed: 'guttman',
      chance: (item, _, theta) => (item === 0 || item === 1 ? (theta > 0 ? 1 : 0) : undefined),
    });
    const calibration = calibrate(responses);
    const [first, ...others] = calibration.items;
    expect(calibration.converged).toBe(true);
    expect(first).toMatchObject({ kind: 'not-estimable', reason: 'no-finite-maximum' });
    for (const item of others.slice(1)) expect(item).toMatchObject({ seA: expect.any(Number) });
  });

  it('rests on the prior where there are no answers', () => {
    const priors = [PRIOR, { lnA: { mean: 0.2, sd: 0.3 }, b: { mean: 0.8, sd: 0.7 } }, PRIOR];
    const [, silent, easy] = estimated(
      calibrate(tabulateResponses(Array(30).fill([1, null, 1])), { priors }),
    );
    expect(silent!.a).toBeCloseTo(Math.exp(0.2), 8);
    expect(silent!.b).toBeCloseTo(0.8, 8);
    expect(silent!.seB).toBeCloseTo(0.7, 6);
    expect(easy!.b).toBeLessThan(-0.5);
    expect(easy!.seB).toBeLessThan(0.7);
  });

  it('says when it has not converged', () => {
    expect(calibrate(lsatResponses, { maxSteps: 4 })).toMatchObject({ converged: false, steps: 4 });
  });

  it('stays finite for tests so long that likelihoods underflow', () => {
    const { a, b, responses } = makeAnswers({ people: 60, items: 900, seed: 'long' });
    const priors = a.map(() => ({ lnA: { mean: 0.1, sd: 0.3 }, b: { mean: 0, sd: 1 } }));
    const calibration = calibrate(responses, { priors, standardErrors: 'none', maxSteps: 200 });
    expect(Number.isFinite(calibration.logLikelihood)).toBe(true);
    const errors = estimated(calibration).map((item, j) => Math.abs(item.b - b[j]!));
    expect(errors.reduce((sum, x) => sum + x, 0) / errors.length).toBeLessThan(0.4);
  });

  it('never gives NaN, whatever the answers, with and without priors and anchors', () => {
    const table = fc.integer({ min: 1, max: 6 }).chain((items) =>
      fc.array(fc.array(fc.constantFrom(0, 1, null), { minLength: items, maxLength: items }), {
        minLength: 1,
        maxLength: 12,
      }),
    );
    const errors = fc.constantFrom('observed', 'cross-product');
    fc.assert(
      fc.property(table, fc.boolean(), fc.boolean(), errors, (rows, map, anchored, standardErrors) => {
        const responses = tabulateResponses(rows);
        const calibration = calibrate(responses, {
          ...(map && { priors: Array<typeof PRIOR>(responses.items).fill(PRIOR) }),
          ...(anchored && { fixed: new Map([[0, { a: 1, b: 0.5 }]]) }),
          maxSteps: 100,
          standardErrors,
        });
        const numbers = [
          calibration.logLikelihood,
          calibration.population.mean,
          calibration.population.sd,
          ...calibration.items.flatMap((item) => Object.values(item).filter((x) => typeof x === 'number')),
          ...fitItems(responses, calibration).flatMap(({ score, residuals }) => [
            ...Object.values(score ?? {}).map(Number),
            ...Object.values(residuals ?? {}).map(Number),
          ]),
        ];
        expect(numbers.filter((x) => !Number.isFinite(x))).toEqual([]);
        if (map) expect(calibration.items.filter(({ kind }) => kind === 'not-estimable')).toEqual([]);
      }),
      { numRuns: 150 },
    );
    expect(calibrate(tabulateResponses([]))).toMatchObject({ items: [], converged: true });
  });

  it('refuses priors and anchors that make no sense', () => {
    expect(() => calibrate(lsatResponses, { priors: [PRIOR] })).toThrow(RangeError);
    expect(() => calibrate(lsatResponses, { fixed: new Map([[9, { a: 1, b: 0 }]]) })).toThrow(RangeError);
    expect(() => calibrate(lsatResponses, { fixed: new Map([[0, { a: 0, b: 0 }]]) })).toThrow(RangeError);
    expect(() => calibrate(lsatResponses, { quadrature: { low: 1, high: 0, count: 61 } })).toThrow(
      RangeError,
    );
  });
});
