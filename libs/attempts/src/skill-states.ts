import { masteryOf, type Mastery, type MasteryEvidence } from '#assessment';
import type { CatalogueItem } from '#catalogue';
import { parametersOf } from './item-parameters.js';
import { dayIn } from './days.js';
import type { SkillStanding } from './practice-plan.js';
import type { EvidenceRow } from './practice.queries.js';

/** Ability that counts as "can do it": the just-passing colleague, as in the exams. */
const CUT = 0;

export interface SkillProgress extends SkillStanding {
  readonly mastery: Mastery;
}

/**
 * How every skill of the given items stands, in the order in which the items come. `zone` decides on which day an
 * answer was given. Answers to items that are no longer published are left out: their difficulty isn't known any more.
 */
export function standingsOf(
  items: readonly CatalogueItem[],
  evidence: readonly EvidenceRow[],
  zone = 'UTC',
): SkillProgress[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const bySkill = new Map<string, MasteryEvidence[]>(items.map((item) => [item.skill, []]));
  for (const { itemId, points, answeredAt } of evidence) {
    const item = byId.get(itemId);
    if (!item) continue;
    const entry = { itemId, points, day: dayIn(answeredAt, zone), parameters: parametersOf(item) };
    bySkill.get(item.skill)?.push(entry);
  }
  return [...bySkill].map(([skill, answers]) => ({ skill, ...masteryOf(answers, CUT) }));
}
