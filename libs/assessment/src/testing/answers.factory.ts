import { normalDeviate, seeded } from '../random.js';
import { tabulateResponses, type ResponseMatrix } from '../calibration/response-matrix.js';

/** A simulated bank and the answers that people gave to it. */
export interface SimulatedAnswers {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly thetas: readonly number[];
  readonly responses: ResponseMatrix;
}

/**
 * Answers of people theta ~ N(mean, sd) to items ln a ~ N(.1, .3), b ~ N(0, 1), seeded. `missing` is the share of
 * items not asked, at random; `chance` replaces the model for items that should misbehave.
 */
export function makeAnswers(options: {
  readonly people: number;
  readonly items: number;
  readonly seed: string;
  readonly missing?: number;
  readonly mean?: number;
  readonly sd?: number;
  readonly chance?: (item: number, person: number, theta: number) => number | undefined;
}): SimulatedAnswers {
  const { people, items, missing = 0, mean = 0, sd = 1, chance } = options;
  const random = seeded(options.seed);
  const range = (count: number): number[] => [...Array(count).keys()];
  const a = range(items).map((j) => Math.exp(0.1 + 0.3 * normalDeviate(random, 'a', j)));
  const b = range(items).map((j) => normalDeviate(random, 'b', j));
  const thetas = range(people).map((i) => mean + sd * normalDeviate(random, 'theta', i));
  const rows = thetas.map((theta, i) => {
    const draw = stream(Math.floor(random('answers', i) * 2 ** 32));
    return range(items).map((j) => {
      const [asked, chosen] = [draw() >= missing, draw()];
      if (!asked) return null;
      const p = chance?.(j, i, theta) ?? 1 / (1 + Math.exp(-a[j]! * (theta - b[j]!)));
      return chosen < p ? 1 : 0;
    });
  });
  return { a, b, thetas, responses: tabulateResponses(rows) };
}

/** Uniform draws one after the other (mulberry32): a hash per answer would take most of the time of large specs. */
export function stream(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
