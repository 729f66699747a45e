import { normalDeviate, seeded } from '../random.js';
import { ASSUMED_SCALE, EXPERT_LEVELS, expertPrior, fitExpertScale, type RatedItem } from './expert-prior.js';

const random = seeded('experts');
/** Experts who see differences at .8 of their size and find items .3 too hard, with an error of .5. */
const rated = (count: number, seA = 0.15): RatedItem[] =>
  Array.from({ length: count }, (_, i) => {
    const b0 = EXPERT_LEVELS[Math.floor(random('level', i) * 5)]!;
    const b = -0.3 + 0.8 * b0 + 0.5 * normalDeviate(random, 'error', i);
    return { b0, b: b + seA * normalDeviate(random, 'noise', i), standardError: seA };
  });

describe("the experts' scale", () => {
  it('is taken as it stands until fifty items are calibrated', () => {
    expect(fitExpertScale(rated(49))).toBe(ASSUMED_SCALE);
    expect(expertPrior(0.8)).toEqual({ lnA: { mean: 0, sd: 0.3 }, b: { mean: 0.8, sd: 0.7 } });
  });

  it('is then learnt: offset, stretch, and the error that is the experts’ own', () => {
    const scale = fitExpertScale(rated(2000));
    expect(Math.abs(scale.intercept + 0.3)).toBeLessThan(0.05);
    expect(Math.abs(scale.slope - 0.8)).toBeLessThan(0.05);
    expect(Math.abs(scale.sd - 0.5)).toBeLessThan(0.03);
    expect(expertPrior(1.6, scale).b.mean).toBeCloseTo(scale.intercept + 1.6 * scale.slope, 12);
  });

  it('is near the truth with fifty items already', () => {
    const scale = fitExpertScale(rated(50));
    expect(scale.items).toBe(50);
    expect(Math.abs(scale.slope - 0.8)).toBeLessThan(0.25);
    expect(Math.abs(scale.sd - 0.5)).toBeLessThan(0.15);
  });

  it('never becomes surer than the data, and never turns difficulties round', () => {
    const perfect = rated(60).map((item) => ({ ...item, b: item.b0 }));
    expect(fitExpertScale(perfect).sd).toBe(0.2);
    const reversed = rated(60).map((item) => ({ ...item, b: -item.b0 }));
    expect(fitExpertScale(reversed)).toBe(ASSUMED_SCALE);
    const alike = rated(60).map((item) => ({ ...item, b0: 0 }));
    expect(fitExpertScale(alike)).toBe(ASSUMED_SCALE);
  });
});
