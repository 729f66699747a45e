import { resultOf, scoredAnswers, type TestResult } from '../adaptive/next-step.js';
import { skillProfile } from '../adaptive/skill-profile.js';
import type { PoolItem, TestRules, TestSession } from '../adaptive/test-rules.js';

/** How many topics a result names: enough to act on, too few to discourage. */
const TOPICS = 2;

/** Rules of a licence exam, from what the category says (minutes and cool-down are kept by the shell). */
export function examRules(exam: {
  readonly min: number;
  readonly max: number;
  readonly cut: number;
  readonly pilots?: number;
  readonly maxSeconds?: number;
}): TestRules {
  return {
    prior: { mean: 0, sd: 1.5 },
    min: exam.min,
    max: exam.max,
    minPerSkill: 1,
    aim: 'cut',
    cut: exam.cut,
    draw: { power: 1 },
    clearOfCut: 1.645,
    ...(exam.pilots ? { pilots: exam.pilots } : {}),
    ...(exam.maxSeconds === undefined ? {} : { maxSeconds: exam.maxSeconds }),
  };
}

/** `nearly`: the estimate lies within one standard error below the cut. */
export type ExamOutcome = 'passed' | 'nearly' | 'not-yet';

export interface ExamDecision extends TestResult {
  readonly outcome: ExamOutcome;
  readonly cut: number;
  /** Skills to work on, weakest first; empty after a pass. */
  readonly topics: readonly string[];
  /** True when time ran out before the fewest items that allow a decision. */
  readonly incomplete: boolean;
}

/**
 * Pass when the estimate is at or above the cut. Unanswered is wrong: an item that was on the screen when time
 * ran out earns 0 points, and with fewer answers than the rule's minimum nobody passes, however well the few
 * went. Topics are the skills with the lowest estimate on which points were lost.
 */
export function decideExam(session: TestSession, pool: readonly PoolItem[], rules: TestRules): ExamDecision {
  const cut = rules.cut ?? 0;
  const answers = session.asked.filter((a) => a.points !== null).length;
  const final: TestSession = {
    ...session,
    asked: session.asked.map((a) => ({ itemId: a.itemId, points: a.points ?? 0 })),
  };
  const result = resultOf(final, pool, rules);
  const incomplete = answers < Math.min(rules.min, pool.length);
  const passed = !incomplete && result.theta >= cut;
  const outcome = passed ? 'passed' : result.theta >= cut - result.standardError ? 'nearly' : 'not-yet';
  const weak = skillProfile(scoredAnswers(final, pool), result, cut)
    .filter((skill) => skill.share < 1)
    .sort((x, y) => x.theta - y.theta || (x.skill < y.skill ? -1 : 1));
  return {
    ...result,
    outcome,
    cut,
    incomplete,
    topics: passed ? [] : weak.slice(0, TOPICS).map((skill) => skill.skill),
  };
}
