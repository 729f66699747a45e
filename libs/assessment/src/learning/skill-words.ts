import { masteryChance, type SkillState } from './skill-state.js';

/** The three words in which people see an ability, lowest first. */
export const LEVELS = ['practise', 'nearly', 'solid'] as const;
export type Level = (typeof LEVELS)[number];

/** The words in which people see their own skills; `unknown` as long as there is too little to say. */
export type Mastery = Level | 'unknown';

/** How far the truth may lie from a word: from one word to another, the same one when there is little doubt. */
export interface LevelBand {
  readonly from: Level;
  readonly to: Level;
}

const ENOUGH_ITEMS = 4;
const TO_PRACTISE = 0.6;
/** Half the width of "nearly" around the cut, in logits. */
const NEAR = 0.5;
/** A band holds the truth in 8 of 10 cases: the normal quantile of .90. */
const BAND_Z = 1.2816;

/**
 * The word for a skill: solid when mastered; else practise when P(ability >= cut) is below .60, nearly above. With fewer
 * than four different items nothing is said ("unknown"). `cut` in logits.
 */
export function masteryWord(state: SkillState, cut: number): Mastery {
  if (state.mastered) return 'solid';
  if (Object.keys(state.items).length < ENOUGH_ITEMS) return 'unknown';
  return masteryChance(state, cut) < TO_PRACTISE ? 'practise' : 'nearly';
}

/** The word for an ability (logits): practise below the cut by half a logit, solid above it by as much. */
export function levelOf(ability: number, cut: number): Level {
  if (ability < cut - NEAR) return 'practise';
  return ability < cut + NEAR ? 'nearly' : 'solid';
}

/**
 * The words between which a belief lies with 80 %: mean +- 1.28 SD. `word`, where one is shown with it, is always in
 * the band: it also rests on how many items and days there were.
 */
export function levelBand(
  { mean, variance }: Pick<SkillState, 'mean' | 'variance'>,
  cut: number,
  word?: Level,
): LevelBand {
  const reach = BAND_Z * Math.sqrt(variance);
  const low = LEVELS.indexOf(levelOf(mean - reach, cut));
  const high = LEVELS.indexOf(levelOf(mean + reach, cut));
  const own = word === undefined ? low : LEVELS.indexOf(word);
  return { from: LEVELS[Math.min(low, own)]!, to: LEVELS[Math.max(high, own)]! };
}
