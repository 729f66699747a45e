import { seeded } from '../random.js';
import { fitLogistic } from './logistic-fit.js';
import { areaUnderCurve, calibrationError, calibrationSlope } from './prediction-quality.js';

const random = seeded('quality');
const range = (count: number): number[] => [...Array(count).keys()];
const chances = range(20_000).map((i) => random('chance', i));
const outcomes = chances.map((p, i) => (random('outcome', i) < p ? 1 : 0));

describe('the quality of predictions', () => {
  it('counts how often a right answer stands above a wrong one, ties as half', () => {
    expect(areaUnderCurve([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75);
    expect(areaUnderCurve([0.5, 0.5, 0.5], [0, 1, 1])).toBe(0.5);
    expect(areaUnderCurve([0.9, 0.1], [0, 1])).toBe(0);
    // Chances that are uniform and true: the area is 5/6.
    expect(Math.abs(areaUnderCurve(chances, outcomes) - 5 / 6)).toBeLessThan(0.01);
  });

  it('weighs the gaps between predicted and observed', () => {
    expect(calibrationError([0.25, 0.25, 0.25, 0.25], [0, 0, 0, 1])).toBe(0);
    expect(calibrationError([0.95, 0.95, 0.15, 0.15], [1, 0, 0, 0])).toBeCloseTo(
      (2 * 0.45 + 2 * 0.15) / 4,
      12,
    );
    expect(calibrationError(chances, outcomes)).toBeLessThan(0.01);
  });

  it('finds a slope of 1 for true chances and the factor by which log odds are exaggerated', () => {
    const exaggerated = chances.map((p) => p ** 2 / (p ** 2 + (1 - p) ** 2));
    expect(calibrationSlope(chances, outcomes)).toBeCloseTo(1, 1);
    expect(calibrationSlope(exaggerated, outcomes)).toBeCloseTo(0.5, 1);
  });

  it('refuses lists that do not fit and outcomes that are all the same', () => {
    expect(() => areaUnderCurve([0.5], [1])).toThrow(RangeError);
    expect(() => calibrationError([0.5], [])).toThrow(RangeError);
    expect(() => calibrationSlope([], [])).toThrow(RangeError);
  });
});

describe('the regularised logistic regression', () => {
  it('finds the weights that made the answers', () => {
    const truth = [-0.4, 1.2, -0.7];
    const rows = Float64Array.from(
      range(20_000).flatMap((i) => [1, 2 * random('x', i) - 1, 2 * random('y', i) - 1]),
    );
    const right = range(20_000).map((i) => {
      const x = truth[0]! + truth[1]! * rows[i * 3 + 1]! + truth[2]! * rows[i * 3 + 2]!;
      return random('z', i) < 1 / (1 + Math.exp(-x)) ? 1 : 0;
    });
    const found = fitLogistic(rows, 3, right, 1e-6);
    truth.forEach((weight, i) => expect(Math.abs(found[i]! - weight)).toBeLessThan(0.1));
  });

  it('gives the log odds of the counts where two groups are compared', () => {
    // 30 of 40 right in one group, 10 of 50 in the other.
    const right = [...range(40).map((i) => (i < 30 ? 1 : 0)), ...range(50).map((i) => (i < 10 ? 1 : 0))];
    const rows = Float64Array.from(right.flatMap((_, i) => [1, i < 40 ? 0 : 1]));
    const [intercept, effect] = fitLogistic(rows, 2, right, 1e-9);
    expect(intercept).toBeCloseTo(Math.log(3), 6);
    expect(effect).toBeCloseTo(Math.log(10 / 40) - Math.log(3), 6);
  });

  it('stays finite where a group is always right, because of the penalty', () => {
    const rows = Float64Array.from([1, 0, 1, 0, 1, 1, 1, 1]);
    const [, effect] = fitLogistic(rows, 2, [0, 1, 1, 1], 0.5);
    expect(effect).toBeGreaterThan(0);
    expect(effect).toBeLessThan(4);
  });

  it('refuses sizes that do not fit, no penalty, and outcomes without any difference', () => {
    expect(() => fitLogistic(new Float64Array(3), 2, [1], 1)).toThrow(RangeError);
    expect(() => fitLogistic(Float64Array.from([1, 0]), 2, [1], 0)).toThrow(RangeError);
    expect(() => fitLogistic(Float64Array.from([1, 1]), 1, [1, 1], 1)).toThrow(RangeError);
  });
});
