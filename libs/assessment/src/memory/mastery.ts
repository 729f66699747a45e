import { estimateAbility, chanceAbove, type NormalPrior, type ScoredAnswer } from '../irt/ability.js';

/** The words in which people see their own skills. */
export type Mastery = 'solid' | 'nearly' | 'practise' | 'unknown';

export interface MasteryEvidence extends ScoredAnswer {
  readonly itemId: string;
  /** The person's own calendar day, as YYYY-MM-DD. */
  readonly day: string;
}

export interface MasteryView {
  readonly mastery: Mastery;
  /** P(skill ability >= cut), 0 to 1. Not shown as a number. */
  readonly chance: number;
  readonly answered: number;
}

const PRIOR: NormalPrior = { mean: 0, sd: 1 };
const SOLID = 0.85;
const LOST = 0.6;
const ENOUGH_ITEMS = 4;
const ENOUGH_DAYS = 2;

/**
 * Solid: P(ability >= cut) at least .85 on at least 4 different items over at least 2 days. Below .60: practise.
 * In between: nearly. With fewer than 4 different items nothing is said ("unknown"). Only the latest answer to an
 * item counts, so doing one item ten times proves nothing.
 */
export function masteryOf(evidence: readonly MasteryEvidence[], cut: number): MasteryView {
  const latest = new Map(evidence.map((entry) => [entry.itemId, entry]));
  const answers = [...latest.values()];
  const chance = chanceAbove(estimateAbility(answers, PRIOR), cut);
  return { mastery: word(), chance, answered: answers.length };

  function word(): Mastery {
    if (answers.length < ENOUGH_ITEMS) return 'unknown';
    if (chance < LOST) return 'practise';
    const days = new Set(answers.map((entry) => entry.day)).size;
    return chance >= SOLID && days >= ENOUGH_DAYS ? 'solid' : 'nearly';
  }
}
