/** What a digicoach's help changed, told of groups only. Pure. */

/** One person's answers to the five questions of the self-scan, each 1 to 5, before and after. */
export interface ScanPair {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export interface CoachReport {
  readonly n: number;
  /** Mean over the five questions, 1 to 5. */
  readonly before: number;
  readonly after: number;
  /** Mean difference with its 95 % interval (paired t). */
  readonly change: number;
  readonly low: number;
  readonly high: number;
}

/** Fewer people than this could be told apart. */
export const SMALLEST_GROUP = 5;

// Student's t, 0.975, by degrees of freedom from 4 (five people) to 30; beyond that the normal value is near enough.
const T_975 = [
  2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093,
  2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** Before and after of everybody who filled in both; null for fewer than five people. */
export function coachReport(pairs: readonly ScanPair[]): CoachReport | null {
  const n = pairs.length;
  if (n < SMALLEST_GROUP) return null;
  const before = pairs.map((pair) => mean(pair.before));
  const after = pairs.map((pair) => mean(pair.after));
  const changes = after.map((value, index) => value - (before[index] ?? 0));
  const change = mean(changes);
  const variance = changes.reduce((sum, value) => sum + (value - change) ** 2, 0) / (n - 1);
  const margin = (T_975[n - 5] ?? 1.96) * Math.sqrt(variance / n);
  return { n, before: mean(before), after: mean(after), change, low: change - margin, high: change + margin };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
