import { clamp, grid, logistic, logLogistic, normalCdf, round } from './numbers.js';

describe('numbers', () => {
  it('gives the logistic its known values and survives any argument', () => {
    expect(logistic(0)).toBe(0.5);
    expect(logistic(Math.log(3))).toBeCloseTo(0.75, 15);
    expect(logistic(-800)).toBe(0);
    expect(logistic(800)).toBe(1);
    expect(logistic(1.7) + logistic(-1.7)).toBeCloseTo(1, 15);
  });

  it('keeps the log of tiny chances finite', () => {
    expect(logLogistic(-800)).toBe(-800);
    expect(logLogistic(0)).toBeCloseTo(-Math.LN2, 15);
    expect(logLogistic(40)).toBeCloseTo(-Math.exp(-40), 30);
  });

  it('agrees with tables of the normal distribution', () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 13);
    expect(normalCdf(-1.6448536269514722)).toBeCloseTo(0.05, 13);
    expect(normalCdf(-6) / 9.865876450376946e-10).toBeCloseTo(1, 10);
    expect(normalCdf(2.9999999) - normalCdf(3.0000001)).toBeCloseTo(0, 8);
    expect(normalCdf(40)).toBe(1);
  });

  it('rounds half away from zero, clamps, and makes even grids', () => {
    expect(round(2.345, 2)).toBe(2.35);
    expect(round(-0.5)).toBe(-1);
    expect(clamp(7, 0, 1)).toBe(1);
    expect([...grid(-1, 1, 5)]).toEqual([-1, -0.5, 0, 0.5, 1]);
  });
});
