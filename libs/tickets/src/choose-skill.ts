import { type SkillClassifier, SURE_ENOUGH } from './skill-classifier.js';
import { skillByRule, type SkillRule } from './skill-words.js';

/** What a ticket is about, how that was found, and whether a person should look. */
export interface SkillChoice {
  readonly skill: string | null;
  readonly by: 'rule' | 'classifier' | null;
  /** 0 to 1; null for a rule, which is as sure as whoever wrote it. */
  readonly confidence: number | null;
  readonly needsReview: boolean;
}

/** Rules first, then the classifier; below 70 % sure, or without a guess, a person looks. */
export function chooseSkill(
  text: string,
  rules: readonly SkillRule[],
  classifier: SkillClassifier | null,
): SkillChoice {
  const rule = skillByRule(text, rules);
  if (rule !== null) return { skill: rule.skill, by: 'rule', confidence: null, needsReview: false };
  const guess = classifier?.guess(text) ?? null;
  if (guess === null) return { skill: null, by: null, confidence: null, needsReview: true };
  return {
    skill: guess.skill,
    by: 'classifier',
    confidence: guess.confidence,
    needsReview: guess.confidence < SURE_ENOUGH,
  };
}
