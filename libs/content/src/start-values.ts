import type { Item } from './schemas/item.schema.js';
import { itemsOf, type CourseFolder } from './tree.js';

/** An item with the levels that readers gave its version; none for an item that nobody but its author has rated. */
export type RatedItem = Item & { readonly rated?: readonly number[] };

/** A level on the ability scale: 1 to 5 are -1.6 to 1.6 logits, 0.8 apart (measurement.md, item life cycle, step 1). */
const logit = (level: number): number => (level - 3) * 0.8;

/** Two ratings make a prior that does not rest on one person. */
export const ENOUGH_READERS = 2;
/** A panel (Angoff, five to eight judges) errs less together than two readers do. */
const PANEL = 5;

/**
 * Where an item starts on the ability scale before anybody has answered it, in logits: b0 is the mean of its readers' levels,
 * sd = max(floor, sqrt(s^2 / n + 0.5^2)) with s the standard deviation (n - 1) of their n levels (courses.md, difficulty
 * priors, step 4). The floor is 0.7, the error that experts are assumed to share (measurement.md, step 1), and 0.5 from five
 * readers on. With fewer than two readers the author's own level counts, with a spread of 1.0.
 */
export function startValues({ difficulty, rated = [] }: Pick<RatedItem, 'difficulty' | 'rated'>): {
  b: number;
  sd: number;
} {
  const n = rated.length;
  if (n < ENOUGH_READERS) return { b: rounded(logit(difficulty.level)), sd: 1.0 };
  const logits = rated.map(logit);
  const b = logits.reduce((sum, each) => sum + each, 0) / n;
  const variance = logits.reduce((sum, each) => sum + (each - b) ** 2, 0) / (n - 1);
  const floor = n < PANEL ? 0.7 : 0.5;
  return { b: rounded(b), sd: rounded(Math.max(floor, Math.sqrt(variance / n + 0.25))) };
}

const rounded = (value: number): number => Math.round(value * 100) / 100 + 0;

/** The items of a course, over its files, each with what readers said of the version that stands there. */
export function ratedItemsOf(course: CourseFolder): RatedItem[] {
  const levels = course.ratings?.value.levels ?? {};
  return itemsOf(course).map(({ value }) => {
    const rated = levels[`${value.id}@${value.version}`];
    return rated ? { ...value, rated } : value;
  });
}
