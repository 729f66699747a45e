import { seeded } from '../random.js';
import {
  correctedAwareness,
  crossesZero,
  differenceFromPrediction,
  differenceOfShares,
  wilson,
} from './proportions.js';

const RUNS = 500;
const random = seeded('coverage of shares');

/** How many of n draws with this chance say yes. */
function draws(n: number, chance: number, ...label: (string | number)[]): { yes: number; n: number } {
  let yes = 0;
  for (let i = 0; i < n; i += 1) if (random(...label, i) < chance) yes += 1;
  return { yes, n };
}

function coverage(hits: (run: number) => boolean): number {
  let held = 0;
  for (let run = 0; run < RUNS; run += 1) if (hits(run)) held += 1;
  return held / RUNS;
}

describe('a share with its interval', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives what Newcombe printed for %i of %i', (yes, n, low, high) => {
    const interval = wilson({ yes, n });
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('stays within nobody and everybody, and refuses what is no share', () => {
    expect(wilson({ yes: 0, n: 5 }).low).toBe(0);
    expect(wilson({ yes: 5, n: 5 }).high).toBe(1);
    expect(() => wilson({ yes: 6, n: 5 })).toThrow(RangeError);
    expect(() => wilson({ yes: 0, n: 0 })).toThrow(RangeError);
  });

  it.each([
    [0.54, 120],
    [0.2, 60],
    [0.04, 200],
    [0.5, 15],
  ])('holds a true share of %f among %i answers in at least 93 % of 500 runs', (truth, n) => {
    const held = coverage((run) => {
      const { low, high } = wilson(draws(n, truth, 'wilson', truth, n, run));
      return low <= truth && truth <= high;
    });
    expect(held).toBeGreaterThanOrEqual(0.93);
  });
});

describe('two shares compared', () => {
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
  ])('give what Newcombe printed for %i/%i and %i/%i', (a, m, b, n, low, high) => {
    const interval = differenceOfShares({ yes: a, n: m }, { yes: b, n });
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it.each([
    [0.65, 43, 0.46, 57],
    [0.2, 100, 0.2, 30],
    [0.05, 80, 0.1, 80],
  ])('hold the difference of %f (%i) and %f (%i) in at least 93 % of 500 runs', (a, m, b, n) => {
    const held = coverage((run) => {
      const { low, high } = differenceOfShares(draws(m, a, 'a', m, run), draws(n, b, 'b', n, run));
      return low <= a - b && a - b <= high;
    });
    expect(held).toBeGreaterThanOrEqual(0.93);
  });

  it('say nothing about a sign when zero lies inside', () => {
    expect(crossesZero(differenceFromPrediction(0.6, { yes: 54, n: 100 }))).toBe(true);
    const gap = differenceFromPrediction(0.72, { yes: 54, n: 100 });
    expect(crossesZero(gap)).toBe(false);
    expect(gap.value).toBeCloseTo(0.18, 10);
  });
});

describe('awareness corrected for yes-saying', () => {
  it('takes away what is claimed of something that does not exist', () => {
    expect(correctedAwareness({ yes: 12, n: 200 }, { yes: 4, n: 200 }).value).toBeCloseTo(0.0408, 4);
    expect(correctedAwareness({ yes: 30, n: 100 }, { yes: 30, n: 100 }).value).toBe(0);
    expect(correctedAwareness({ yes: 100, n: 100 }, { yes: 10, n: 100 })).toMatchObject({
      value: 1,
      high: 1,
    });
  });

  it('equals the plain share when nobody claims the invented one', () => {
    expect(correctedAwareness({ yes: 40, n: 100 }, { yes: 0, n: 100 }).value).toBeCloseTo(0.4, 12);
  });

  it('is never below nobody, and tells nothing when everybody claims the invented one', () => {
    expect(correctedAwareness({ yes: 2, n: 100 }, { yes: 10, n: 100 })).toMatchObject({ value: 0, low: 0 });
    expect(correctedAwareness({ yes: 2, n: 9 }, { yes: 9, n: 9 })).toEqual({ value: 0, low: 0, high: 1 });
  });

  it.each([
    [0.04, 0.02, 300],
    [0.3, 0.15, 100],
    [0.7, 0.1, 60],
  ])('holds a true %f with %f yes-sayers among %i in at least 93 % of 500 runs', (truth, says, n) => {
    const held = coverage((run) => {
      let [hits, foils] = [0, 0];
      for (let i = 0; i < n; i += 1) {
        // The same person answers both: a yes-sayer claims either.
        const isYesSayer = random('sayer', n, run, i) < says;
        if (isYesSayer || random('knows', n, run, i) < truth) hits += 1;
        if (isYesSayer) foils += 1;
      }
      const { low, high } = correctedAwareness({ yes: hits, n }, { yes: foils, n });
      return low <= truth && truth <= high;
    });
    expect(held).toBeGreaterThanOrEqual(0.93);
  });
});
