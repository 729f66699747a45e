import {
  afterAnswer,
  type Level,
  levelBand,
  type LevelBand,
  type Mastery,
  masteryChance,
  masteryWord,
  newSkillState,
  type SkillState,
} from '#assessment';
import { dayIn } from './days.js';
import type { PracticeItem, SkillStanding } from './practice-plan.js';
import type { EvidenceRow } from './practice.queries.js';

/** Ability that counts as "can do it": the just-passing colleague, as in the exams. */
export const SKILL_CUT = 0;

export interface SkillProgress extends SkillStanding {
  readonly mastery: Mastery;
  /** How far the truth may lie from the word; null as long as there is no word. */
  readonly band: LevelBand | null;
}

/**
 * The learning state of every skill of the given items, in the order in which the items come: all answers in the order
 * of time, each moving the belief about its skill. Nothing of it is stored; the answers are, so the same answers always
 * give the same state. `zone` decides on which day an answer was given. Answers to items that are no longer published
 * are left out: their difficulty isn't known any more.
 */
export function skillStates(
  items: readonly PracticeItem[],
  evidence: readonly EvidenceRow[],
  zone = 'UTC',
): Map<string, SkillState> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const states = new Map(items.map((item) => [item.skill, newSkillState()]));
  for (const { itemId, points, answeredAt } of evidence) {
    const item = byId.get(itemId);
    const state = item && states.get(item.skill);
    if (!item || !state) continue;
    const answer = {
      ...{ itemId: item.family ?? item.id, points, at: answeredAt.getTime(), day: dayIn(answeredAt, zone) },
      ...item.parameters,
    };
    states.set(item.skill, afterAnswer(state, answer, SKILL_CUT));
  }
  return states;
}

/** How every skill stands, in words and for choosing items. */
export function standingsOf(
  items: readonly PracticeItem[],
  evidence: readonly EvidenceRow[],
  zone?: string,
): SkillProgress[] {
  return [...skillStates(items, evidence, zone)].map(([skill, state]) => {
    const mastery = masteryWord(state, SKILL_CUT);
    return {
      ...{ skill, mastery, band: bandOf(state, mastery) },
      belief: { mean: state.mean, variance: state.variance },
      chance: masteryChance(state, SKILL_CUT),
      answered: Object.keys(state.items).length,
      lastAt: state.evidenceAt,
    };
  });
}

const bandOf = (state: SkillState, mastery: Mastery): LevelBand | null =>
  mastery === 'unknown' ? null : levelBand(state, SKILL_CUT, mastery satisfies Level);
