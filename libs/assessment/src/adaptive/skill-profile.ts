import { chanceAbove, estimateAbility, type Ability, type ScoredAnswer } from '../irt/ability.js';

/** Spread of a learner's skills around their general ability, in logits: the prior of each skill's own estimate. */
export const SKILL_SPREAD = 0.6;

/** How a person stands on one skill. */
export interface SkillEstimate extends Ability {
  readonly skill: string;
  readonly answered: number;
  /** Mean points, 0 to 1. */
  readonly share: number;
  /** P(skill ability >= cut). */
  readonly chance: number;
}

/**
 * Ability per skill: the general ability serves as prior mean, its uncertainty and the spread between skills
 * as prior variance (SE^2 + spread^2), then the skill's own answers speak. For feedback and learning paths only:
 * nobody fails on a sub-score of two items. The skill's answers are in the general estimate as well, so the
 * result leans a little to the general level; with two items per skill that is wanted.
 */
export function skillProfile(
  answers: readonly (ScoredAnswer & { readonly skill: string })[],
  general: Ability,
  cut: number,
  spread = SKILL_SPREAD,
): SkillEstimate[] {
  const bySkill = new Map<string, ScoredAnswer[]>();
  for (const answer of answers) bySkill.set(answer.skill, [...(bySkill.get(answer.skill) ?? []), answer]);
  const prior = { mean: general.theta, sd: Math.hypot(general.standardError, spread) };
  return [...bySkill].map(([skill, own]) => {
    const ability = estimateAbility(own, prior);
    const share = own.reduce((sum, answer) => sum + answer.points, 0) / own.length;
    return { skill, ...ability, answered: own.length, share, chance: chanceAbove(ability, cut) };
  });
}
