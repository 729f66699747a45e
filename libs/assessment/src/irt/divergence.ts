import { integrate } from './integrate.js';
import { type ModelParameters, modelOf } from './model.js';

/**
 * Kullback-Leibler divergence of an item's answers at `to` from those at `from`: sum of P(from) ln(P(from) / P(to)),
 * in nats, never negative: how much one answer tells a person at `from` apart from one at `to`. With the two ends of
 * the indifference region it is Eggen's (1999) measure for pass / fail tests.
 */
export function divergence(item: ModelParameters, from: number, to: number): number {
  const model = modelOf(item);
  let sum = 0;
  for (let k = 0; k <= model.top; k += 1) {
    const log = model.logProbability(from, k);
    const chance = Math.exp(log);
    // A category that cannot happen says nothing; 0 times a huge difference would be NaN.
    if (chance > 0) sum += chance * (log - model.logProbability(to, k));
  }
  return Math.max(0, sum);
}

/**
 * Chang and Ying's (1996) global information: the divergence from theta, integrated over theta +- `halfWidth`. With
 * few answers a wide interval keeps a test from digging where the person is not; as it narrows, items rank as by
 * Fisher information.
 */
export function globalInformation(item: ModelParameters, theta: number, halfWidth: number): number {
  const away = (t: number): number => divergence(item, theta, t);
  return integrate(away, theta - halfWidth, theta, 1) + integrate(away, theta, theta + halfWidth, 1);
}
