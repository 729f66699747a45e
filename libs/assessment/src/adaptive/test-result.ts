import { type Ability, estimateAbility, type ScoredAnswer } from '../irt/ability.js';
import { type Classification, classify } from './classify.js';
import { indexOf, itemOf } from './pool-index.js';
import type { PoolItem, TestRules, TestSession } from './test-rules.js';

/** What a finished (or running) test says about a person. */
export interface TestResult extends Ability {
  /** Scored items that were answered. */
  readonly answered: number;
  /** All items asked, pilots included. */
  readonly asked: number;
  /** What the stop rule makes of the answers; null when the rules have none. */
  readonly classification: Classification | null;
}

/** Ability and classification from the scored answers so far. Items that are no longer in the pool are left out. */
export function resultOf(session: TestSession, pool: readonly PoolItem[], rules: TestRules): TestResult {
  return resultFrom(scoredAnswers(session, pool), session, rules);
}

/** As `resultOf`, for answers that were looked up already. */
export function resultFrom(
  answers: readonly ScoredAnswer[],
  session: TestSession,
  rules: TestRules,
): TestResult {
  const ability = estimateAbility(answers, rules.prior);
  const { stop, cut, prior } = rules;
  const classification = stop && cut !== undefined ? classify(stop, answers, cut, ability, prior) : null;
  return {
    theta: ability.theta,
    standardError: ability.standardError,
    answered: answers.length,
    asked: session.asked.length,
    classification,
  };
}

/** A scored answer with the item it was given to. */
export interface ItemAnswer extends ScoredAnswer {
  readonly skill: string;
  readonly itemId: string;
}

/** The answers that count, in the order asked. */
export function scoredAnswers(session: TestSession, pool: readonly PoolItem[]): ItemAnswer[] {
  const index = indexOf(pool);
  const found: ItemAnswer[] = [];
  for (const { itemId, points } of session.asked) {
    const item = itemOf(index, itemId);
    if (!item || item.scored === false || points === null) continue;
    found.push({ parameters: item.parameters, points, skill: item.skill, itemId });
  }
  return found;
}
