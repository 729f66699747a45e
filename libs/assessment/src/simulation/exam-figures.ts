import { simulate } from '../adaptive/simulate.js';
import type { PoolItem, TestRules } from '../adaptive/test-rules.js';
import { makePeople } from './synthetic-bank.js';

/** What a simulated population says about an exam, without its tests; shares are 0 to 1. */
export interface ExamFigures {
  readonly people: number;
  readonly bank: number;
  readonly meanItems: number;
  /** Nine in ten exams were at most this long. */
  readonly p90Items: number;
  /** Wrong decisions among all. */
  readonly error: number;
  /** Share of people within delta of the cut, where either decision is acceptable. */
  readonly inside: number;
  /** Wrong decisions among the people within delta of the cut, and among those further away. */
  readonly errorInside: number;
  readonly errorOutside: number;
  readonly topExposure: number;
  /** Mean share of an exam that two people have in common. */
  readonly overlap: number;
  /** Exams with a group of skills below its minimum or above its maximum. */
  readonly quotaViolations: number;
  /** Items asked although they were at their exposure cap. */
  readonly capBroken: number;
  readonly neverUsed: readonly string[];
}

export interface ExamTrial {
  readonly pool: readonly PoolItem[];
  readonly rules: TestRules;
  /** People are N(mean, 1); mean in logits, 0 when not named. */
  readonly people: number;
  readonly mean?: number;
  readonly seed: string;
  readonly onPerson?: (done: number) => void;
}

/** Half the region around the cut in which either decision is acceptable, in logits; rules may name their own. */
const DELTA = 0.25;

/**
 * Lets a seeded population sit an exam and sums it up. Exposure adds up from exam to exam, so the people come in a fixed
 * order; who they are and what they answer depends on the seed, the person and the item only. Throws a RangeError
 * for fewer than two people and for rules without a cut.
 */
export function examFigures({ pool, rules, people, mean = 0, seed, onPerson }: ExamTrial): ExamFigures {
  const { cut, stop } = rules;
  if (!(people >= 2)) throw new RangeError(`at least two people must sit the exam, got ${people}`);
  if (cut === undefined) throw new RangeError('an exam needs a cut');
  const delta = stop && 'delta' in stop ? stop.delta : DELTA;
  const thetas = makePeople(people, mean, 1, `${seed}/people`);
  const report = simulate({ pool, rules, thetas, seed, ...(onPerson ? { onPerson } : {}) });
  const close = report.tests.filter((test) => Math.abs(test.trueTheta - cut) <= delta);
  const clear = report.tests.filter((test) => Math.abs(test.trueTheta - cut) > delta);
  const wrong = (tests: typeof report.tests): number =>
    tests.filter((test) => test.passed !== test.trueTheta >= cut).length / Math.max(1, tests.length);
  return {
    people,
    bank: pool.length,
    meanItems: report.meanItems,
    p90Items: report.p90Items,
    error: wrong(report.tests),
    inside: close.length / people,
    errorInside: wrong(close),
    errorOutside: wrong(clear),
    topExposure: report.topExposure,
    overlap: report.overlap,
    quotaViolations: report.skillGaps + report.quotaExcess,
    capBroken: report.relaxed,
    neverUsed: report.neverUsed,
  };
}
