import fc from 'fast-check';
import { logistic } from '../numbers.js';
import { expectedAnswer } from './expected-answer.js';

/** The integral itself, on 2,001 points over eight SDs on both sides. */
function integral(mean: number, variance: number, a: number, b: number): number {
  const sd = Math.sqrt(variance);
  let sum = 0;
  let mass = 0;
  for (let i = -1000; i <= 1000; i += 1) {
    const z = i / 125;
    const weight = Math.exp((-z * z) / 2);
    mass += weight;
    sum += weight * logistic(a * (mean + z * sd - b));
  }
  return sum / mass;
}

it('is the chance of a right answer with the doubt about person and item averaged out', () => {
  const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  fc.assert(
    fc.property(within(-3, 3), within(0.04, 1), within(0.5, 2), within(0, 1), (mean, v, a, variance) => {
      const found = expectedAnswer({ mean, variance: v }, { a, b: 0.4, variance });
      expect(Math.abs(found - integral(mean, v + variance, a, 0.4))).toBeLessThan(0.02);
    }),
  );
});

it('is the plain model when nothing is in doubt, and nearer to a half the less is known', () => {
  const item = { a: 1.2, b: 0, variance: 0 };
  expect(expectedAnswer({ mean: 1, variance: 0 }, item)).toBeCloseTo(logistic(1.2), 12);
  expect(expectedAnswer({ mean: 1, variance: 1 }, item)).toBeLessThan(logistic(1.2));
  expect(expectedAnswer({ mean: -1, variance: 1 }, item)).toBeGreaterThan(logistic(-1.2));
});
