import { clamp, logistic } from '../numbers.js';
import { moved, newSkillState, type SkillState } from './skill-state.js';

/** One answer as knowledge tracing sees it. */
export interface TracedAnswer {
  readonly skill: string;
  /** Item parameters, in logits. */
  readonly a: number;
  readonly b: number;
  /** Right or wrong; partly right counts as right from half of the points. */
  readonly correct: boolean;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What is kept of one person's history on one skill, or on all of them. */
interface Trace {
  readonly wins: number;
  readonly fails: number;
  /** Days (of 24 hours since 1970) with answers, and the last moment; null before the first. */
  readonly days: number;
  readonly lastAt: number | null;
  /** Rating in logits, and how many answers it has seen. */
  readonly elo: number;
}

interface SkillTrace extends Trace {
  readonly belief: SkillState;
}

/** One person's history, summed up; what a prediction needs and nothing more. */
export interface TracingState {
  readonly all: Trace;
  readonly skills: Readonly<Record<string, SkillTrace>>;
}

const NO_TRACE: Trace = { wins: 0, fails: 0, days: 0, lastAt: null, elo: 0 };
const NO_SKILL: SkillTrace = { ...NO_TRACE, belief: newSkillState() };
const DAY = 86_400_000;

export const NO_HISTORY: TracingState = { all: NO_TRACE, skills: {} };

/** Names of the covariates, in their order; part of a version, so that old weights are never read as new ones. */
export const TRACING_FEATURES = [
  'intercept',
  'item-b',
  'skill-mean',
  'skill-wins',
  'skill-fails',
  'all-wins',
  'all-fails',
  'recency',
  'first-time',
  'spacing',
  'elo',
  'elo-skill',
] as const;

/**
 * The covariates of a prediction: 1, item b, Gaussian skill mean m, ln(1 + right) and ln(1 + wrong) on the skill and in
 * all, ln(1 + days since the skill's last answer), 1 when there was none, ln(1 + days on which it was practised), and
 * two Elo states (general rating; general and skill rating together), logits all of them.
 */
export function tracingFeatures(state: TracingState, skill: string, b: number, at: number): number[] {
  const own = state.skills[skill] ?? NO_SKILL;
  const since = own.lastAt === null ? 0 : Math.max(0, at - own.lastAt) / DAY;
  return [
    1,
    b,
    own.belief.mean,
    Math.log1p(own.wins),
    Math.log1p(own.fails),
    Math.log1p(state.all.wins),
    Math.log1p(state.all.fails),
    Math.log1p(since),
    own.lastAt === null ? 1 : 0,
    Math.log1p(own.days),
    state.all.elo,
    state.all.elo + own.elo,
  ];
}

/**
 * The history with one more answer; answers come in order of time. The Elo steps are K (x - P) with
 * K = 1 / (1 + .05 n) after n answers and P = logistic(a (general + skill - b)): both ratings learn from one surprise.
 */
export function traceAnswer(state: TracingState, answer: TracedAnswer): TracingState {
  const own = state.skills[answer.skill] ?? NO_SKILL;
  const p = logistic(clamp(answer.a * (state.all.elo + own.elo - answer.b), -30, 30));
  const surprise = (answer.correct ? 1 : 0) - p;
  const belief = moved(own.belief, { ...answer, variance: 0, points: answer.correct ? 1 : 0 }, 1);
  return {
    all: extend(state.all, answer, surprise),
    skills: { ...state.skills, [answer.skill]: { ...extend(own, answer, surprise), belief } },
  };
}

function extend(trace: Trace, { correct, at }: TracedAnswer, surprise: number): Trace {
  const newDay = trace.lastAt === null || Math.floor(at / DAY) > Math.floor(trace.lastAt / DAY);
  return {
    wins: trace.wins + (correct ? 1 : 0),
    fails: trace.fails + (correct ? 0 : 1),
    days: trace.days + (newDay ? 1 : 0),
    lastAt: Math.max(at, trace.lastAt ?? at),
    elo: trace.elo + surprise / (1 + 0.05 * (trace.wins + trace.fails)),
  };
}
