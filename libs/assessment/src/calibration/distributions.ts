import { normalCdf } from '../numbers.js';

/** Lanczos' coefficients for g = 7, 9 terms (Godfrey 2001). */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Gamma(x) for x > 0, relative error below 1e-13. */
export function logGamma(x: number): number {
  const t = x + 6.5;
  const sum = LANCZOS.slice(1).reduce((total, c, i) => total + c / (x + i), LANCZOS[0]!);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * Upper tail of the chi-square distribution, P(X >= x) with `df` > 0 degrees of freedom: the regularised incomplete
 * gamma function Q(df/2, x/2), by its power series below the mean and its continued fraction above (Abramowitz &
 * Stegun 6.5.29 and 6.5.31; the fraction evaluated by Lentz's method). Relative error below 1e-11. 1 for x <= 0.
 * @throws RangeError when df isn't above 0 or x is NaN.
 */
export function chiSquareUpperTail(x: number, df: number): number {
  if (!(df > 0) || Number.isNaN(x))
    throw new RangeError(`No chi-square of ${x} with ${df} degrees of freedom.`);
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const [shape, z] = [df / 2, x / 2];
  const front = Math.exp(shape * Math.log(z) - z - logGamma(shape));
  return z < shape + 1 ? 1 - front * lowerSeries(shape, z) : front * upperFraction(shape, z);
}

function lowerSeries(shape: number, z: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; term > 1e-17 * sum && n < 10_000; n += 1) {
    term *= z / (shape + n);
    sum += term;
  }
  return sum;
}

function upperFraction(shape: number, z: number): number {
  let b = z + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 10_000; n += 1) {
    const an = -n * (n - shape);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return fraction;
}

/** P(|Z| >= |z|) of the standard normal distribution. */
export function twoSidedNormal(z: number): number {
  return 2 * normalCdf(-Math.abs(z));
}
