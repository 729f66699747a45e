import fc from 'fast-check';
import { chanceAbove, chanceOfCut, estimateAbility, posteriorWeights, type ScoredAnswer } from './ability.js';
import { logLikelihood } from './model.js';
import { estimateMap, estimateMl, estimateWle } from './point-estimates.js';

const NORMAL = { mean: 0, sd: 1 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const item = fc.record({ a: number(0.3, 2.5), b: number(-3, 3) });
const answer = fc.record({ parameters: item, points: fc.constantFrom(0, 0.5, 1) });
const answers = fc.array(answer, { minLength: 1, maxLength: 30 });
const estimators = {
  map: (list: readonly ScoredAnswer[]) => estimateMap(list, NORMAL),
  wle: estimateWle,
  ml: estimateMl,
};

describe.each(Object.entries(estimators))('the estimate by %s', (_, estimate) => {
  it('rises, or stays at the end of the range, when a wrong answer turns right', () => {
    fc.assert(
      fc.property(answers, fc.nat(), (list, pick) => {
        const at = pick % list.length;
        const turned = (points: number) => list.map((one, i) => (i === at ? { ...one, points } : one));
        expect(estimate(turned(1)).theta).toBeGreaterThanOrEqual(estimate(turned(0)).theta - 1e-9);
      }),
    );
  });

  it('does not depend on the order of the answers', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const [forward, backward] = [estimate(list), estimate([...list].reverse())];
        expect(Math.abs(forward.theta - backward.theta)).toBeLessThan(1e-9);
        expect(forward.bounded).toBe(backward.bounded);
      }),
    );
  });

  it('is finite after all right and all wrong, with any asymptotes', () => {
    const extremes = fc.record({ a: number(0.2, 3), b: number(-4, 4), c: number(0, 0.4), d: number(0.8, 1) });
    fc.assert(
      fc.property(
        fc.array(extremes, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(0, 1),
        (items, points) => {
          const { theta, standardError } = estimate(items.map((parameters) => ({ parameters, points })));
          expect(Math.abs(theta)).toBeLessThanOrEqual(6);
          expect(standardError).toBeGreaterThan(0);
          expect(Number.isFinite(standardError)).toBe(true);
        },
      ),
    );
  });
});

describe('maximum likelihood', () => {
  it('says so when there is no maximum', () => {
    const items = [-1, 0, 1].map((b) => ({ a: 1, b }));
    const all = (points: number) => estimateMl(items.map((parameters) => ({ parameters, points })));
    expect(all(1)).toMatchObject({ theta: 6, bounded: true });
    expect(all(0)).toMatchObject({ theta: -6, bounded: true });
    expect(estimateMl([])).toEqual({ theta: 0, standardError: Infinity, bounded: true });
    // The sum of P over b = -1, 0, 1 is 1.5 at theta = 0 by symmetry.
    const half = estimateMl(items.map((parameters) => ({ parameters, points: 0.5 })));
    expect(half.theta).toBeCloseTo(0, 12);
    expect(half.bounded).toBe(false);
  });

  // Lucky guesses on hard items give the three-parameter likelihood two modes; the higher is once right, once left.
  const twoModes: [number, number, number][][] = [
    [
      [0.8, 2.1, 0],
      [1.5, 2.6, 1],
      [2.6, -2.2, 1],
      [2.8, -2.8, 1],
    ],
    [
      [2.9, 0.9, 1],
      [0.9, -2, 0],
      [2.6, 2.8, 1],
      [2, -0.3, 1],
    ],
  ];
  it.each(twoModes)('takes the higher of two modes of a guessing model', (...rows) => {
    const list = rows.map(([a, b, points]) => ({ parameters: { a, b, c: 0.2 }, points }));
    const grid = Array.from({ length: 12_001 }, (_, i) => -6 + i / 1000);
    const values = grid.map((theta) =>
      list.reduce((sum, one) => sum + logLikelihood(one.parameters, theta, one.points), 0),
    );
    const peaks = grid.filter(
      (_, i) => i > 0 && i < 12_000 && values[i]! > values[i - 1]! && values[i]! > values[i + 1]!,
    );
    expect(peaks).toHaveLength(2);
    const best = grid[values.indexOf(Math.max(...values))]!;
    expect(peaks).toContain(best);
    expect(Math.abs(estimateMl(list).theta - best)).toBeLessThan(1e-3);
  });
});

describe('the posterior', () => {
  it('is the same answer by answer as in one replay', () => {
    fc.assert(
      fc.property(answers, (list) => {
        let weights = posteriorWeights([], NORMAL);
        for (const { parameters, points } of list) {
          const next = weights.map((w, k) => w * Math.exp(logLikelihood(parameters, (k - 30) / 5, points)));
          const sum = next.reduce((total, w) => total + w, 0);
          weights = next.map((w) => w / sum);
        }
        const replayed = posteriorWeights(list, NORMAL);
        weights.forEach((w, k) => expect(Math.abs(w - replayed[k]!)).toBeLessThan(1e-12));
      }),
    );
  });

  it('gives the chance of standing above a cut, which a normal curve only approaches', () => {
    const even: ScoredAnswer[] = [1, 0].map((points) => ({ parameters: { a: 1.2, b: 0.4 }, points }));
    expect(chanceOfCut(even, { mean: 0.4, sd: 1 }, 0.4)).toBeCloseTo(0.5, 12);
    expect(chanceOfCut([], NORMAL, 1.6448536269514722)).toBeCloseTo(0.05, 9);
    expect(chanceOfCut([], NORMAL, -40)).toBeCloseTo(1, 12);
    const many: ScoredAnswer[] = Array.from({ length: 60 }, (_, i) => ({
      parameters: { a: 1, b: (i % 5) / 4 },
      points: i % 2,
    }));
    const normal = chanceAbove(estimateAbility(many, NORMAL), 0.3);
    expect(chanceOfCut(many, NORMAL, 0.3)).toBeCloseTo(normal, 2);
    expect(chanceOfCut(many, NORMAL, 0.3)).not.toBe(normal);
  });
});
