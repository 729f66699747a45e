import { outerFringe, type SkillGraph, type SkillStates } from './skill-graph.js';
import { masteryChance, newSkillState, type SkillState } from './skill-state.js';

export interface LessonChoice {
  readonly lesson: string;
  readonly skill: string;
  /** What people get tired of as one: a course, usually. */
  readonly area: string;
  /** Above 0. */
  readonly minutes: number;
  /** Objectives of the lesson that this person has not met yet. */
  readonly unmet: readonly string[];
  /** Least chance of recall among the objectives met before, 0 to 1; null when none was. */
  readonly recall: number | null;
  readonly done: boolean;
}

/** How the parts of a score weigh; a value, so that a change is a new version and old advice can be explained. */
export interface LessonWeights {
  readonly version: number;
  readonly gain: number;
  readonly forgetting: number;
  readonly novelty: number;
  /** How far a lesson lifts the skill, in logits; assumed until it has been measured. */
  readonly lift: number;
  readonly mostPerArea: number;
}

export const LESSON_WEIGHTS: LessonWeights = {
  version: 1,
  gain: 1,
  forgetting: 0.2,
  novelty: 0.05,
  lift: 0.4,
  mostPerArea: 3,
};

export interface LessonContext {
  readonly graph: SkillGraph;
  readonly states: SkillStates;
  /** Share of each skill in the licence, above 0; 1 when not named. */
  readonly skillWeights: Readonly<Record<string, number>>;
  readonly cut: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Lessons done today per area: they count for the most that one area may take. */
  readonly doneToday?: Readonly<Record<string, number>>;
  /** The belief about a skill without answers: the mean of the job family, SD 1. */
  readonly fresh?: SkillState;
}

/** Why a lesson is advised: data, from which words are made in any language. */
export interface LessonReason {
  /** What weighed most. */
  readonly main: 'gain' | 'forgetting' | 'novelty';
  /** The parts of the score; they add up to it. */
  readonly parts: { readonly gain: number; readonly forgetting: number; readonly novelty: number };
  readonly unmet: readonly string[];
  readonly prerequisites: readonly { readonly skill: string; readonly chance: number }[];
  /** Whole days since the last own answer on the skill; null when there was none. */
  readonly daysSinceProof: number | null;
  readonly weightsVersion: number;
}

export interface LessonAdvice {
  readonly lesson: string;
  readonly skill: string;
  readonly score: number;
  readonly reason: LessonReason;
}

const DAY = 86_400_000;

/**
 * The best next lessons, best first: at most `count`, and with those done today at most three of one area. Candidates
 * are lessons on the outer fringe, and lessons done before whose objectives fade.
 *
 * Score = w_s x gain + .2 x forgetting risk + .05 if new. Gain: how much the lesson, by lifting the skill by `lift`,
 * raises the chance that the skill passes, per ten minutes; w_s the skill's share relative to the mean share.
 * Forgetting risk: 1 - least recall. The order of equal scores is that of the lesson's id.
 *
 * Throws a RangeError for minutes that are not above 0.
 */
export function nextLessons(
  lessons: readonly LessonChoice[],
  context: LessonContext,
  count = 3,
  weights: LessonWeights = LESSON_WEIGHTS,
): LessonAdvice[] {
  const fringe = new Set(outerFringe(context.graph, context.states, context.cut, context.fresh));
  const scale = meanWeight(context);
  const ranked = lessons
    .filter(({ done, recall, skill, unmet }) =>
      done ? recall !== null && recall < 1 : fringe.has(skill) && unmet.length > 0,
    )
    .map((choice) => ({ choice, advice: advise(choice, context, weights, scale) }))
    .sort((x, y) => y.advice.score - x.advice.score || (x.choice.lesson < y.choice.lesson ? -1 : 1));
  const taken = new Map(Object.entries(context.doneToday ?? {}));
  const chosen: LessonAdvice[] = [];
  for (const { choice, advice } of ranked) {
    const sofar = taken.get(choice.area) ?? 0;
    if (chosen.length >= count) break;
    if (sofar >= weights.mostPerArea) continue;
    taken.set(choice.area, sofar + 1);
    chosen.push(advice);
  }
  return chosen;
}

function advise(
  choice: LessonChoice,
  context: LessonContext,
  weights: LessonWeights,
  scale: number,
): LessonAdvice {
  if (!(choice.minutes > 0)) throw new RangeError(`${choice.lesson} must take more than 0 minutes`);
  const { cut, graph, states, skillWeights, now, fresh = newSkillState() } = context;
  const state = states[choice.skill] ?? fresh;
  const lifted = masteryChance({ ...state, mean: state.mean + weights.lift }, cut);
  const gain = ((lifted - masteryChance(state, cut)) * 10) / choice.minutes;
  const parts = {
    gain: (weights.gain * gain * (skillWeights[choice.skill] ?? 1)) / scale,
    forgetting: choice.recall === null ? 0 : weights.forgetting * (1 - choice.recall),
    novelty: choice.done ? 0 : weights.novelty,
  };
  const main = (['gain', 'forgetting', 'novelty'] as const).reduce((x, y) => (parts[y] > parts[x] ? y : x));
  const prerequisites = (graph[choice.skill] ?? []).map((skill) => ({
    skill,
    chance: masteryChance(states[skill] ?? fresh, cut),
  }));
  const daysSinceProof =
    state.evidenceAt === null ? null : Math.max(0, Math.floor((now - state.evidenceAt) / DAY));
  return {
    lesson: choice.lesson,
    skill: choice.skill,
    score: parts.gain + parts.forgetting + parts.novelty,
    reason: {
      main,
      parts,
      unmet: choice.unmet,
      prerequisites,
      daysSinceProof,
      weightsVersion: weights.version,
    },
  };
}

/** Shares are taken relative to their mean, so that a licence with many skills does not drown the gain. */
function meanWeight({ graph, skillWeights }: LessonContext): number {
  const skills = Object.keys(graph);
  if (skills.length === 0) return 1;
  return skills.reduce((sum, skill) => sum + (skillWeights[skill] ?? 1), 0) / skills.length;
}
