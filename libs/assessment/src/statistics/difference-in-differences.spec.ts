import { differenceInDifferences, type ObservedUnit, type RateEffect } from './difference-in-differences.js';

type Draw = () => number;

/** A stream of numbers in [0, 1): the house's own hash costs too much for ten million draws (mulberry32, T. Ettinger). */
function stream(seed: number): Draw {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A standard normal deviate (Box-Muller). */
const normal = (draw: Draw): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());

/** How many events in a stretch with this mean (Knuth's product of draws; means here are small). */
function poisson(mean: number, random: Draw): number {
  const floor = Math.exp(-mean);
  let product = random();
  let n = 0;
  while (product > floor) {
    product *= random();
    n += 1;
  }
  return n;
}

interface World {
  readonly treated: number;
  readonly controls: number;
  /** Planted change of the treated rate: -0.2 is twenty per cent fewer. */
  readonly change: number;
  /** What happens to everybody meanwhile. */
  readonly season?: number;
}

/** People who differ (log-normal), who are treated if they have more to do with IT, in twelve weeks before and after. */
function people(world: World, random: Draw): ObservedUnit[] {
  const { treated, controls, change, season = 0.3 } = world;
  return Array.from({ length: treated + controls }, (_, index) => {
    const isTreated = index < treated;
    const rate = 0.1 * (isTreated ? 1.4 : 1) * Math.exp(0.6 * normal(random) - 0.18);
    const weeks = random() < 0.1 ? 6 : 12;
    const after = rate * (1 + season) * (isTreated ? 1 + change : 1);
    return {
      isTreated,
      before: { events: poisson(rate * 12, random), weeks: 12 },
      after: { events: poisson(after * weeks, random), weeks },
    };
  });
}

const runs = (n: number, world: World, seed: number): RateEffect[] => {
  const random = stream(seed);
  return Array.from({ length: n }, () => differenceInDifferences(people(world, random))).flatMap((effect) =>
    effect === null ? [] : [effect],
  );
};

describe('the effect of a lesson on a rate', () => {
  it('has an interval that holds the truth in at least 93 % of 500 simulated runs (200 treated, 400 controls)', () => {
    const found = runs(500, { treated: 200, controls: 400, change: -0.2 }, 11);
    expect(new Set(found.map(({ change }) => change)).size).toBe(500);
    expect(found).toHaveLength(500);
    const holds = found.filter(({ low, high }) => low <= -0.2 && -0.2 <= high).length;
    expect(holds / 500).toBeGreaterThanOrEqual(0.93);
    expect(holds / 500).toBeLessThanOrEqual(0.985);
  });

  it('finds a planted change of -20 % in at least 95 % of 100 runs (1,000 treated, 2,000 controls)', () => {
    const found = runs(100, { treated: 1000, controls: 2000, change: -0.2 }, 12);
    expect(found.filter(({ verdict }) => verdict === 'fewer').length).toBeGreaterThanOrEqual(95);
    expect(found.filter(({ verdict }) => verdict === 'more')).toHaveLength(0);
    const mean = found.reduce((sum, { change }) => sum + change, 0) / found.length;
    expect(mean).toBeCloseTo(-0.2, 1);
  });

  it('reads a planted nothing as no evidence in at least 93 % of 500 runs, also while everybody changes', () => {
    const found = runs(500, { treated: 200, controls: 400, change: 0, season: -0.4 }, 13);
    const flagged = found.filter(({ verdict }) => verdict !== 'no-evidence').length;
    expect(flagged / 500).toBeLessThanOrEqual(0.07);
  });

  it('gives the arithmetic of four rates', () => {
    const unit = (isTreated: boolean, before: number, after: number): ObservedUnit => ({
      isTreated,
      before: { events: before, weeks: 10 },
      after: { events: after, weeks: 10 },
    });
    const units = [
      ...Array.from({ length: 40 }, (_, i) => unit(true, i % 2, i % 4 === 0 ? 1 : 0)),
      ...Array.from({ length: 40 }, (_, i) => unit(false, i % 2, i % 2)),
    ];
    const effect = differenceInDifferences(units);
    expect(effect?.rates).toEqual({
      treatedBefore: 0.05,
      treatedAfter: 0.025,
      controlBefore: 0.05,
      controlAfter: 0.05,
    });
    expect(effect?.change).toBeCloseTo(-0.5, 10);
    expect(effect).toMatchObject({ treated: 40, controls: 40 });
  });

  it('says nothing about few people or few events, and refuses impossible ones', () => {
    const world = { treated: 19, controls: 200, change: 0 };
    expect(differenceInDifferences(people(world, stream(1)))).toBeNull();
    const quiet = Array.from({ length: 60 }, (_, i) => ({
      isTreated: i < 30,
      before: { events: 0, weeks: 12 },
      after: { events: 0, weeks: 12 },
    }));
    expect(differenceInDifferences(quiet)).toBeNull();
    const wrong = quiet.map((unit) => ({ ...unit, before: { events: 1, weeks: 0 } }));
    expect(() => differenceInDifferences(wrong)).toThrow(RangeError);
  });
});
