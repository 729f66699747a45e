import type { Classification } from '../adaptive/classify.js';
import { quotaGaps } from '../adaptive/content.js';
import { type ItemAnswer, resultOf, scoredAnswers, type TestResult } from '../adaptive/test-result.js';
import { skillProfile } from '../adaptive/skill-profile.js';
import type { PoolItem, TestRules, TestSession } from '../adaptive/test-rules.js';

/** How many topics a result names: enough to act on, too few to discourage. */
const TOPICS = 2;

/** Rules of a licence exam for a bank with 7-8 items per skill, from what the category says (minutes and cool-down are kept by the shell). */
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
    stop: { rule: 'interval', z: 1.645 },
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
  /** True when the test ended before the fewest items that allow a decision, or with a quota not met. */
  readonly incomplete: boolean;
  /** Groups of skills that did not get their minimum; empty for rules without quotas. */
  readonly quotaGaps: readonly string[];
  readonly basis: DecisionBasis;
}

/** What a decision rests on. With the pinned pool and rules anybody can compute it again from the answers. */
export interface DecisionBasis {
  /** Null for rules without a stop rule: the estimate alone decides. */
  readonly classification: Classification | null;
  readonly cut: number;
  /** The items that counted, in the order asked, with their points. */
  readonly items: readonly { readonly itemId: string; readonly points: number }[];
}

/**
 * Pass when the stop rule's statistic leans that way at the end (likelihood ratio at least 1, chance at least .5);
 * for the interval rule, and without a stop rule, that is an estimate at or above the cut. Unanswered is wrong: an
 * item that was on the screen when time ran out earns 0 points. With fewer answers than the rules' minimum, or with a
 * quota not met, nobody passes, however well the few went. Topics are the skills with the lowest estimate on which
 * points were lost.
 */
export function decideExam(session: TestSession, pool: readonly PoolItem[], rules: TestRules): ExamDecision {
  const cut = rules.cut ?? 0;
  const answered = session.asked.filter((a) => a.points !== null).length;
  const final: TestSession = {
    ...session,
    asked: session.asked.map((a) => ({ itemId: a.itemId, points: a.points ?? 0 })),
  };
  const result = resultOf(final, pool, rules);
  const scored = scoredAnswers(final, pool);
  const gaps = rules.quotas ? quotaGaps(final, pool, rules) : [];
  const incomplete = answered < Math.min(rules.min, pool.length) || gaps.length > 0;
  const leaning = result.classification?.leaning ?? (result.theta >= cut ? 'pass' : 'fail');
  const passed = !incomplete && leaning === 'pass';
  return {
    ...result,
    outcome: passed ? 'passed' : result.theta >= cut - result.standardError ? 'nearly' : 'not-yet',
    cut,
    incomplete,
    quotaGaps: gaps,
    topics: passed ? [] : weakestTopics(scored, result, cut),
    basis: {
      classification: result.classification,
      cut,
      items: scored.map(({ itemId, points }) => ({ itemId, points })),
    },
  };
}

function weakestTopics(scored: readonly ItemAnswer[], result: TestResult, cut: number): string[] {
  return skillProfile(scored, result, cut)
    .filter((skill) => skill.share < 1)
    .sort((x, y) => x.theta - y.theta || (x.skill < y.skill ? -1 : 1))
    .slice(0, TOPICS)
    .map((skill) => skill.skill);
}
