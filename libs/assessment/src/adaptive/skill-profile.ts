import {
  chanceAbove,
  estimateAbility,
  type Ability,
  type NormalPrior,
  type ScoredAnswer,
} from '../irt/ability.js';

/** Spread of a learner's skills around their general ability, in logits: the prior of each skill's own estimate. */
export const SKILL_SPREAD = 0.6;

/** Part of the variance between skills that lies between courses, for skills taught together; the rest within them. */
const GROUP_SHARE = 0.6;

export interface ProfileOptions {
  /** Spread of skills around the general ability, in logits. */
  readonly spread?: number;
  /** Groups of skills that are taught together. */
  readonly together?: readonly (readonly string[])[];
}

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
 *
 * Skills that are taught together share part of that spread: the variance is divided in proportion GROUP_SHARE between
 * the group's own level, estimated from all answers to the group, and the skill within it. A skill outside of a group
 * has all of it to itself.
 */
export function skillProfile(
  answers: readonly (ScoredAnswer & { readonly skill: string })[],
  general: Ability,
  cut: number,
  { spread = SKILL_SPREAD, together = [] }: ProfileOptions = {},
): SkillEstimate[] {
  const bySkill = new Map<string, ScoredAnswer[]>();
  for (const answer of answers) bySkill.set(answer.skill, [...(bySkill.get(answer.skill) ?? []), answer]);
  const around = ({ theta, standardError }: Ability, share: number): NormalPrior => ({
    mean: theta,
    sd: Math.hypot(standardError, spread * Math.sqrt(share)),
  });
  const groups = new Map(
    together.flatMap((skills) => {
      const own = answers.filter(({ skill }) => skills.includes(skill));
      const prior = around(estimateAbility(own, around(general, GROUP_SHARE)), 1 - GROUP_SHARE);
      return skills.map((skill) => [skill, prior] as const);
    }),
  );
  const alone = around(general, 1);
  return [...bySkill].map(([skill, own]) => {
    const ability = estimateAbility(own, groups.get(skill) ?? alone);
    const share = own.reduce((sum, answer) => sum + answer.points, 0) / own.length;
    return { skill, ...ability, answered: own.length, share, chance: chanceAbove(ability, cut) };
  });
}
