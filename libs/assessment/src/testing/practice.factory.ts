import type { PracticeAnswer } from '../calibration/practice-calibration.js';
import { normalDeviate, seeded } from '../random.js';

export interface TrueItem {
  readonly a: number;
  readonly b: number;
  /** The author's difficulty. */
  readonly rated: number;
}

const LEVELS = [-1.6, -0.8, 0, 0.8, 1.6];

/** Items whose authors are wrong by an SD of .7 each and right on the whole; ln a ~ N(0, .2). */
export function makeItems(count: number, seed: string): TrueItem[] {
  const random = seeded(seed);
  const errors = Array.from({ length: count }, (_, i) => 0.7 * normalDeviate(random, 'b', i));
  const mean = errors.reduce((sum, x) => sum + x, 0) / count;
  return errors.map((error, i) => {
    const rated = LEVELS[i % 5]!;
    return { rated, b: rated + error - mean, a: Math.exp(0.2 * normalDeviate(random, 'a', i)) };
  });
}

const DAY = 86_400_000;

/**
 * Practice of people with ability N(`mean`, 1) who learn .05 logits by every answer, one question every three days, each
 * item once. In `share` of the slots the item is drawn; else it is the one that fits a running estimate best, by what
 * its author said. In order of time.
 */
export function practise(
  items: readonly TrueItem[],
  trial: {
    readonly people: number;
    readonly answers: number;
    readonly share: number;
    readonly mean: number;
    readonly seed: string;
  },
): PracticeAnswer[] {
  const random = seeded(trial.seed);
  const all: PracticeAnswer[] = [];
  for (let person = 0; person < trial.people; person += 1) {
    let theta = trial.mean + normalDeviate(random, 'theta', person);
    let estimate = 0;
    const left = new Set(items.keys());
    for (let n = 0; n < Math.min(trial.answers, items.length); n += 1) {
      const drawn = random('slot', person, n) < trial.share;
      const rank = (i: number): number =>
        drawn ? random('draw', person, i) : Math.abs(estimate - items[i]!.rated - 1.15);
      const item = [...left].reduce((best, i) => (rank(i) < rank(best) ? i : best));
      left.delete(item);
      const { a, b, rated } = items[item]!;
      const correct = random('answer', person, item) < 1 / (1 + Math.exp(-a * (theta - b)));
      all.push({ person, item, correct, drawn, at: n * 3 * DAY + person });
      estimate += (1 / (n + 2)) * ((correct ? 1 : 0) - 1 / (1 + Math.exp(rated - estimate))) * 2;
      theta += 0.05;
    }
  }
  return all.sort((x, y) => x.at - y.at);
}
