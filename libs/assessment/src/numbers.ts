// Bound once: this runs hundreds of thousands of times in a simulation, and looking up a global isn't free everywhere.
const { abs, exp, log, log1p, PI, sqrt } = Math;

/** Keeps `x` between `low` and `high`, both included. NaN stays NaN, so that a fault upstream is seen. */
export function clamp(x: number, low: number, high: number): number {
  return x < low ? low : x > high ? high : x;
}

/** Rounds half away from zero to `decimals` places; for showing and storing, never inside a computation. */
export function round(x: number, decimals = 0): number {
  const scale = 10 ** decimals;
  return (Math.sign(x) * Math.round(abs(x) * scale)) / scale;
}

/**
 * 1 / (1 + exp(-x)), range (0, 1). Only ever takes exp of a negative number, so no argument can overflow
 * (the textbook form gives NaN in products for x < -745).
 */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}

/** ln(1 / (1 + exp(-x))), range (-inf, 0), exact to double precision in both tails. */
export function logLogistic(x: number): number {
  return x >= 0 ? -log1p(exp(-x)) : x - log1p(exp(x));
}

/** ln(1 - exp(-x)) for x > 0, exact near 0 and far out (Maechler 2012). */
export function logOneMinusExp(x: number): number {
  return x < Math.LN2 ? log(-Math.expm1(-x)) : log1p(-exp(-x));
}

/**
 * Standard normal distribution function, absolute error below 1e-14: the power series of Phi(z) - 1/2 for
 * |z| < 3, Laplace's continued fraction of the tail beyond (Abramowitz & Stegun 26.2.11 and 26.2.14).
 */
export function normalCdf(x: number): number {
  const z = abs(x);
  if (z > 38) return x > 0 ? 1 : 0;
  const density = exp((-z * z) / 2) / sqrt(2 * PI);
  let upper: number;
  if (z < 3) {
    // Phi(z) - 1/2 = density * (z + z^3/3 + z^5/(3*5) + …)
    let term = z;
    let sum = z;
    for (let k = 1; abs(term) > 1e-17 * sum && k < 200; k += 1) {
      term *= (z * z) / (2 * k + 1);
      sum += term;
    }
    upper = 0.5 - density * sum;
  } else {
    // Upper tail = density / (z + 1/(z + 2/(z + 3/(z + …))))
    let tail = z;
    for (let k = 60; k >= 1; k -= 1) tail = z + k / tail;
    upper = density / tail;
  }
  return x > 0 ? 1 - upper : upper;
}

/** `count` equally spaced points from `low` to `high`, ends included. */
export function grid(low: number, high: number, count: number): Float64Array {
  const step = (high - low) / (count - 1);
  return Float64Array.from({ length: count }, (_, i) => low + i * step);
}
