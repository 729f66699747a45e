import { groupSizes } from './content.js';
import type { SimulatedTest } from './simulate.js';
import type { StopReason } from './stop-rule.js';
import type { PoolItem, TestRules } from './test-rules.js';

/** What a population's tests say about a pool and its rules: the table an author gets. */
export interface SimulationReport {
  readonly people: number;
  readonly meanItems: number;
  readonly medianItems: number;
  /** Nine in ten tests were at most this long. */
  readonly p90Items: number;
  /** Mean of estimate - truth, in logits. */
  readonly bias: number;
  /** Root mean squared error of the estimate, in logits. */
  readonly rmse: number;
  /** Share of people who met the most used item; 1 means everybody did. */
  readonly topExposure: number;
  /** Mean share of a test that two people have in common. */
  readonly overlap: number;
  readonly neverUsed: readonly string[];
  /** Tests in which some group of skills was not asked its minimum. */
  readonly skillGaps: number;
  /** Tests in which a group went over its maximum; must be 0. */
  readonly quotaExcess: number;
  /** Items asked although they were at their exposure cap, in all tests together. */
  readonly relaxed: number;
  readonly stops: Readonly<Partial<Record<StopReason, number>>>;
  /** Among all: passed below the cut, failed above it (both 0 when the rules have no cut). */
  readonly falsePass: number;
  readonly falseFail: number;
  /** Among all: wrong decisions about people further than delta (.25 when the rules name none) from the cut. */
  readonly errorOutside: number;
  readonly tests: readonly SimulatedTest[];
}

/** Sums up simulated tests; `asked` counts how often each item was asked in them. */
export function reportOn(
  tests: readonly SimulatedTest[],
  pool: readonly PoolItem[],
  rules: TestRules,
  asked: Readonly<Record<string, number>>,
): SimulationReport {
  const people = tests.length;
  const lengths = tests.map((test) => test.items.length).sort((x, y) => x - y);
  const meanItems = mean(lengths);
  const uses = pool.map((item) => asked[item.id] ?? 0);
  const pairs = uses.reduce((sum, n) => sum + n * (n - 1), 0) / (people * (people - 1));
  const stops: Partial<Record<StopReason, number>> = {};
  for (const { stop } of tests) stops[stop] = (stops[stop] ?? 0) + 1;
  return {
    people,
    meanItems,
    medianItems: quantile(lengths, 0.5),
    p90Items: quantile(lengths, 0.9),
    bias: mean(tests.map((test) => test.theta - test.trueTheta)),
    rmse: Math.sqrt(mean(tests.map((test) => (test.theta - test.trueTheta) ** 2))),
    topExposure: Math.max(...uses) / people,
    overlap: people > 1 && meanItems > 0 ? pairs / meanItems : 0,
    neverUsed: pool.filter((_, i) => uses[i] === 0).map((item) => item.id),
    skillGaps: tests.filter((test) => test.gaps.length > 0).length,
    quotaExcess: tests.filter((test) => exceedsQuota(test, pool, rules)).length,
    relaxed: tests.reduce((sum, test) => sum + test.relaxed, 0),
    stops,
    ...errorsOf(tests, rules),
    tests,
  };
}

function errorsOf(
  tests: readonly SimulatedTest[],
  { cut, stop }: TestRules,
): Pick<SimulationReport, 'falsePass' | 'falseFail' | 'errorOutside'> {
  if (cut === undefined) return { falsePass: 0, falseFail: 0, errorOutside: 0 };
  const delta = stop && 'delta' in stop ? stop.delta : 0.25;
  const share = (wanted: (test: SimulatedTest) => boolean): number =>
    tests.filter(wanted).length / tests.length;
  return {
    falsePass: share((t) => t.passed && t.trueTheta < cut),
    falseFail: share((t) => !t.passed && t.trueTheta >= cut),
    errorOutside: share((t) => t.passed !== t.trueTheta >= cut && Math.abs(t.trueTheta - cut) > delta),
  };
}

function exceedsQuota(test: SimulatedTest, pool: readonly PoolItem[], rules: TestRules): boolean {
  const asked = test.items.map((itemId) => ({ itemId, points: 0 }));
  return groupSizes({ asked, elapsedSeconds: 0 }, pool, rules).some((group) => group.asked > group.max);
}

/** The smallest value that at least this share of the sorted numbers does not exceed. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}
