import { resultOf, scoredAnswers } from './test-result.js';
import { skillProfile, type SkillEstimate } from './skill-profile.js';
import type { PoolItem, TestRules, TestSession } from './test-rules.js';

/**
 * A skill is exempt from its lesson when it is at least this likely to be above the cut. A lesson skipped in error
 * costs little, since the exam asks the skill anyway; a lesson that bores costs attention.
 */
export const EXEMPTION_CHANCE = 0.7;

/** Before anything was taught people are one-sided: skills differ by a whole logit, more than among learners. */
const UNTAUGHT_SPREAD = 1;

/** Rules of the placement test: standard error .40, two items per skill at least (within the maximum), 8 to 30 items. */
export function placementRules(options: {
  readonly skills: number;
  readonly cut: number;
  readonly together?: TestRules['together'];
}): TestRules {
  return {
    prior: { mean: 0, sd: 1 },
    min: Math.max(8, options.skills),
    max: 30,
    minPerSkill: 2,
    aim: 'ability',
    cut: options.cut,
    draw: { among: 3 },
    precision: 0.4,
    ...(options.together && { together: options.together }),
  };
}

/** Which skills somebody may skip, and how every skill stands. */
export interface PlacementOutcome {
  readonly exempt: readonly string[];
  readonly profile: readonly SkillEstimate[];
}

/**
 * A skill is exempt when P(skill ability >= cut) is at least .70 **and** the person earned more than half of
 * the points on the skill's own items: general strength alone exempts nobody from a skill they got wrong, and
 * a skill that was not asked is never exempt. Where the rules say which skills are taught together, somebody who
 * knows one course and nothing else is seen with one or two items per skill.
 */
export function placementOutcome(
  session: TestSession,
  pool: readonly PoolItem[],
  rules: TestRules,
): PlacementOutcome {
  const general = resultOf(session, pool, rules);
  const profile = skillProfile(scoredAnswers(session, pool), general, rules.cut ?? 0, {
    spread: UNTAUGHT_SPREAD,
    together: rules.together ?? [],
  });
  const exempt = profile.filter((s) => s.chance >= EXEMPTION_CHANCE && s.share > 0.5).map((s) => s.skill);
  return { exempt, profile };
}
