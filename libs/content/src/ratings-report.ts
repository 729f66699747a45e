import { ENOUGH_READERS, type RatedItem } from './start-values.js';

/** How readers' levels stand to each other and to the author's; null where a figure has nothing to rest on. */
export interface RatingsReport {
  /** Items with levels from two readers or more, and all items. */
  readonly rated: number;
  readonly items: number;
  /** Mean of an item's readers minus its author's level: below 0 they find the items easier. */
  readonly againstAuthor: number | null;
  /** Product-moment correlation of the readers' mean with the author's level, over the rated items. */
  readonly correlation: number | null;
  /** Items on which two readers are two levels or more apart. */
  readonly apart: number;
}

/** What readers made of these items. Items without ratings are only counted. */
export function ratingsReport(items: readonly RatedItem[]): RatingsReport {
  const rated = items.filter((item) => (item.rated ?? []).length >= ENOUGH_READERS);
  const readers = rated.map(({ rated: levels = [] }) => mean(levels));
  const authors = rated.map(({ difficulty }) => difficulty.level);
  const differences = readers.map((level, index) => level - (authors[index] ?? level));
  return {
    rated: rated.length,
    items: items.length,
    againstAuthor: rated.length > 0 ? mean(differences) : null,
    correlation: correlationOf(readers, authors),
    apart: rated.filter(({ rated: levels = [] }) => Math.max(...levels) - Math.min(...levels) >= 2).length,
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function correlationOf(left: readonly number[], right: readonly number[]): number | null {
  if (left.length < 2) return null;
  const [meanLeft, meanRight] = [mean(left), mean(right)];
  const sum = (of: (a: number, b: number) => number): number =>
    left.reduce((total, a, index) => total + of(a - meanLeft, (right[index] ?? 0) - meanRight), 0);
  const spread = Math.sqrt(sum((a) => a * a) * sum((_, b) => b * b));
  return spread > 0 ? sum((a, b) => a * b) / spread : null;
}
