import type { Random } from '#assessment';

/** Items in one round: enough to matter, few enough to stop. */
export const ROUND_SIZE = 5;

export interface PracticeItem {
  readonly id: string;
  readonly version: number;
  readonly skill: string;
  readonly objective: string;
  readonly family?: string | null | undefined;
}

/** How one skill stands: chance to be above the cut, and how many different items were answered. */
export interface SkillStanding {
  readonly skill: string;
  readonly chance: number;
  readonly answered: number;
}

export interface DueObjective {
  readonly skill: string;
  readonly objective: string;
  readonly dueAt: number;
}

/** Why an item is in the round: it was due, its skill is the weakest, or the person chose the skill. */
export type PlanReason = 'due' | 'weakest' | 'chosen';

export interface PlannedItem {
  readonly itemId: string;
  readonly version: number;
  readonly why: PlanReason;
}

/**
 * The items of one round of practice: what memory says is due comes first (longest overdue first), then the weakest
 * skills in turn. Of an objective the item that was never seen, or not for the longest time, is taken, so that skill is
 * practised and not one question learnt by heart. No item and no family twice in a round.
 */
export function planPractice(input: {
  readonly items: readonly PracticeItem[];
  readonly due: readonly DueObjective[];
  /** In the order of the course; skills the person never met stand in it too. */
  readonly standings: readonly SkillStanding[];
  /** Moment (epoch ms) of the latest answer to an item. */
  readonly seen: ReadonlyMap<string, number>;
  readonly only?: string | undefined;
  readonly size?: number;
  readonly random: Random;
}): PlannedItem[] {
  const { items, seen, only, random, size = ROUND_SIZE } = input;
  const plan: PlannedItem[] = [];
  const taken = new Set<string>();

  const due = [...input.due].filter((card) => !only || card.skill === only).sort((a, b) => a.dueAt - b.dueAt);
  for (const card of due) {
    if (plan.length >= size) return plan;
    take(
      items.filter((item) => item.skill === card.skill && item.objective === card.objective),
      'due',
    );
  }
  const skills = only ? [only] : weakestFirst(input.standings).slice(0, 2);
  for (let progress = true; progress && plan.length < size;) {
    progress = false;
    for (const skill of skills) {
      if (plan.length >= size) break;
      if (
        take(
          items.filter((item) => item.skill === skill),
          only ? 'chosen' : 'weakest',
        )
      )
        progress = true;
    }
  }
  return plan;

  function take(candidates: readonly PracticeItem[], why: PlanReason): boolean {
    const open = candidates.filter((item) => !taken.has(item.id) && !(item.family && taken.has(item.family)));
    const [first] = open
      .map((item) => ({ item, at: seen.get(item.id) ?? -Infinity, draw: random('item', item.id) }))
      .sort((a, b) => a.at - b.at || a.draw - b.draw);
    if (!first) return false;
    plan.push({ itemId: first.item.id, version: first.item.version, why });
    taken.add(first.item.id);
    if (first.item.family) taken.add(first.item.family);
    return true;
  }
}

/** Weakest first among skills that were met; skills never met follow in the order of the course. */
export function weakestFirst(standings: readonly SkillStanding[]): string[] {
  const met = standings.filter((s) => s.answered > 0).sort((a, b) => a.chance - b.chance);
  const rest = standings.filter((s) => s.answered === 0);
  return [...met, ...rest].map((s) => s.skill);
}
