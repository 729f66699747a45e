import { afterAnswer, masteredAfter, moved, newSkillState } from './skill-state.js';
import { masteryChance, type SkillAnswer, type SkillState } from './skill-state.js';

/** Skill to the skills somebody should have before it; all of them. */
export type SkillGraph = Readonly<Record<string, readonly string[]>>;

export type SkillStates = Readonly<Record<string, SkillState>>;

/** A neighbour's answer is half the evidence of an own one. */
const HALF = 0.5;
const READY = 0.7;

/**
 * All states after an answer on `skill`. Success (points at least 1/2) also raises its direct prerequisites, failure
 * lowers its direct dependents: each by half of what the same answer would have moved it. Neighbours never fall by
 * success or rise by failure, gain no items or days, and can lose mastery but not gain it without answers of
 * their own. A skill without a state starts at `fresh`.
 */
export function answerInGraph(
  graph: SkillGraph,
  states: SkillStates,
  skill: string,
  answer: SkillAnswer,
  cut: number,
  fresh: SkillState = newSkillState(),
): SkillStates {
  const own = states[skill] ?? fresh;
  const next: Record<string, SkillState> = { ...states, [skill]: afterAnswer(own, answer, cut) };
  // What did not move the skill itself (a repeated item, an unfair one) tells nothing about its neighbours.
  if (next[skill]!.mean === own.mean) return next;
  const success = answer.points >= HALF;
  for (const neighbour of success ? (graph[skill] ?? []) : dependentsOf(graph, skill)) {
    const before = states[neighbour] ?? fresh;
    const after = moved(before, { ...answer, points: success ? 1 : 0 }, HALF);
    next[neighbour] = { ...after, mastered: before.mastered && masteredAfter(after, cut) };
  }
  return next;
}

/**
 * Skills to learn next (the outer fringe of knowledge space theory, Doignon & Falmagne 1985): not mastered, and every
 * prerequisite held with a chance of at least .70. A prerequisite that isn't part of the graph is taken for granted.
 */
export function outerFringe(
  graph: SkillGraph,
  states: SkillStates,
  cut: number,
  fresh: SkillState = newSkillState(),
): string[] {
  const stateOf = (skill: string): SkillState => states[skill] ?? fresh;
  const held = (skill: string): boolean =>
    !(skill in graph) || stateOf(skill).mastered || masteryChance(stateOf(skill), cut) >= READY;
  return Object.keys(graph).filter((skill) => !stateOf(skill).mastered && graph[skill]!.every(held));
}

function dependentsOf(graph: SkillGraph, skill: string): string[] {
  return Object.keys(graph).filter((other) => graph[other]!.includes(skill));
}
