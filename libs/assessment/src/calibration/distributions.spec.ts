import { chiSquareUpperTail, logGamma, twoSidedNormal } from './distributions.js';

describe('distributions', () => {
  it('agree with the gamma function computed to 30 digits', () => {
    for (const [x, value] of [
      [0.01, 4.5994798780420217],
      [0.5, 0.5723649429247001],
      [3.7, 1.4280723266653881],
      [50, 144.56574394634489],
    ] as const)
      expect(logGamma(x) / value).toBeCloseTo(1, 12);
    expect(logGamma(1)).toBeCloseTo(0, 13);
  });

  it('agree with chi-square tails computed to 30 digits, near, far and with many degrees of freedom', () => {
    for (const [x, df, tail] of [
      [3.841458820694124, 1, 0.05],
      [0.5, 1, 0.4795001221869535],
      [5, 2, 0.0820849986238988],
      [18.307038053275146, 10, 0.05],
      [100, 10, 5.449701982920529e-17],
      [61, 99, 0.9990444163021362],
      [149, 99, 0.0008677512542935151],
      [1000, 1000, 0.4940528538292396],
      [0.001, 5, 0.9999999983185123],
      [250, 100, 7.766936403539177e-15],
    ] as const)
      expect(chiSquareUpperTail(x, df) / tail).toBeCloseTo(1, 10);
  });

  it('have ends, and refuse what is no distribution', () => {
    expect(chiSquareUpperTail(0, 3)).toBe(1);
    expect(chiSquareUpperTail(Infinity, 3)).toBe(0);
    expect(() => chiSquareUpperTail(1, 0)).toThrow(RangeError);
    expect(() => chiSquareUpperTail(NaN, 1)).toThrow(RangeError);
  });

  it('give both tails of the normal: the square of z is chi-square with one degree of freedom', () => {
    expect(twoSidedNormal(1.959963984540054)).toBeCloseTo(0.05, 13);
    for (const z of [-4, -1, 0.3, 2.5])
      expect(twoSidedNormal(z)).toBeCloseTo(chiSquareUpperTail(z * z, 1), 12);
  });
});
