import {
  expectedAnswer,
  ITEM_REST_MS,
  newSkillState,
  type Random,
  type SkillAnswer,
  type SkillState,
  u,
} from '#assessment';
import { midnightsBetween } from './days.js';

/** Items in one round: enough to matter, few enough to stop. */
export const ROUND_SIZE = 5;

/** Chance of a right answer at which practice is hard enough to teach and easy enough to go on. */
export const TARGET_CHANCE = 0.76;
/** Half the width of the band around it: .72 to .80. Chances are not known better than that. */
const TARGET_REACH = 0.04;

/** Share of the slots that is drawn when it is such an item's turn, so that difficulties can be estimated from answers that nobody chose. */
const RANDOM_SHARE = { calibrated: 0.2, uncalibrated: 0.5 } as const;

export interface PracticeItem {
  readonly id: string;
  readonly version: number;
  readonly skill: string;
  readonly objective: string;
  readonly family?: string | null | undefined;
  /** Difficulty in logits, with how unsure it is (a variance). */
  readonly parameters: Pick<SkillAnswer, 'a' | 'b' | 'variance'>;
  /** Whether its difficulty comes from answers instead of from its author. */
  readonly calibrated: boolean;
  /** How long its author thinks it takes. */
  readonly plannedMs: number;
}

/** How one skill stands: the belief about it, the chance to be above the cut, and how many different items were met. */
export interface SkillStanding {
  readonly skill: string;
  readonly belief: Pick<SkillState, 'mean' | 'variance'>;
  readonly chance: number;
  readonly answered: number;
  /** Moment (epoch ms) of the last answer; null without one. */
  readonly lastAt: number | null;
}

export interface DueObjective {
  readonly skill: string;
  readonly objective: string;
  /** Epoch milliseconds: when it was due, or drawn for an audit before it is. */
  readonly dueAt: number;
  readonly isAudit?: boolean;
}

/**
 * Why an item is in the round: it was due, its skill is among the weakest, the person chose the skill, or it was drawn
 * to keep difficulties honest; or its objective was, to see whether memory is predicted rightly.
 */
export const PLAN_REASONS = ['due', 'weakest', 'chosen', 'random', 'audit'] as const;
export type PlanReason = (typeof PLAN_REASONS)[number];

/** One item of a round and what was known of it when the round was planned. Rounds from before that lack the rest. */
export interface PlannedItem {
  readonly itemId: string;
  readonly version: number;
  readonly why: PlanReason;
  /** Days: overdue for `due`, else since the skill was last practised; null when it never was. */
  readonly days?: number | null;
  /** Expected chance of a right answer. */
  readonly chance?: number;
  /** How long this person usually takes for such an item; null when that is not known. */
  readonly usualMs?: number | null;
}

export interface PlanInput {
  readonly items: readonly PracticeItem[];
  readonly due: readonly DueObjective[];
  /** In the order of the course; skills the person never met stand in it too. */
  readonly standings: readonly SkillStanding[];
  /** Moment (epoch ms) of the latest answer to an item. */
  readonly seen: ReadonlyMap<string, number>;
  readonly only?: string | undefined;
  readonly size?: number;
  readonly personId: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Where the person is, for counting days as people do. */
  readonly zone: string;
  /** How many times as long as planned this person usually takes; null when not known. */
  readonly pace: number | null;
  /** The round's own chance: which slots are drawn, and ties. */
  readonly random: Random;
}

/**
 * The items of one round of practice: what memory says is due, or drew for an audit, comes first (longest ago first), then the weakest
 * skills in turn, or only the chosen one. Of an objective or skill the item is taken whose expected chance of a right
 * answer is nearest to .76: `nearestToTarget`. In a share of the slots after the due ones an item that the person never
 * met is drawn instead, by a hash of person and item: nobody's ability has a say in it, as calibration needs. What is
 * due is never drawn: that an objective is due depends on earlier answers. No item and no family twice in a round.
 */
export function planPractice(input: PlanInput): PlannedItem[] {
  const { items, only, size = ROUND_SIZE } = input;
  const plan: PlannedItem[] = [];
  const taken = new Set<string>();
  const open = (fits: (item: PracticeItem) => boolean): PracticeItem[] =>
    items.filter((item) => fits(item) && !taken.has(item.id) && !(item.family && taken.has(item.family)));
  const take = (item: PracticeItem | undefined, why: PlanReason, days: number | null): boolean => {
    if (!item) return false;
    plan.push(planned(item, why, days, input));
    taken.add(item.id);
    if (item.family) taken.add(item.family);
    return true;
  };

  const due = [...input.due].filter((card) => !only || card.skill === only).sort((a, b) => a.dueAt - b.dueAt);
  for (const { skill, objective, dueAt, isAudit } of due) {
    if (plan.length >= size) return plan;
    const candidates = open((item) => item.skill === skill && item.objective === objective);
    // In an audit no item is chosen to fit: that would say more about the choice than about memory.
    const [unmet] = isAudit ? unmetInTurn(input, candidates) : [];
    const days = midnightsBetween(dueAt, input.now, input.zone);
    take(unmet ?? nearestToTarget(candidates, input), isAudit ? 'audit' : 'due', days);
  }
  const skills = only ? [only] : weakestFirst(input.standings).slice(0, 2);
  for (let progress = true; progress && plan.length < size;) {
    progress = false;
    for (const skill of skills) {
      if (plan.length >= size) break;
      const candidates = open((item) => item.skill === skill);
      const drawn = drawnFor(input, candidates, plan.length + 1);
      const why = drawn ? 'random' : only ? 'chosen' : 'weakest';
      const { lastAt = null } = input.standings.find((standing) => standing.skill === skill) ?? {};
      const days = lastAt === null ? null : midnightsBetween(lastAt, input.now, input.zone);
      if (take(drawn ?? nearestToTarget(candidates, input), why, days)) progress = true;
    }
  }
  return plan;
}

/** Weakest first among skills that were met; skills never met follow in the order of the course. */
export function weakestFirst(standings: readonly SkillStanding[]): string[] {
  const met = standings.filter((s) => s.answered > 0).sort((a, b) => a.chance - b.chance);
  const rest = standings.filter((s) => s.answered === 0);
  return [...met, ...rest].map((s) => s.skill);
}

/**
 * The item whose expected chance is nearest to .76, in steps of .04, so that all within .72 to .80 are as good; then
 * the one never seen or not for the longest time. Items answered within the last week wait until nothing else is left,
 * for their answer may simply be remembered.
 */
function nearestToTarget(
  candidates: readonly PracticeItem[],
  { standings, seen, now, random }: Pick<PlanInput, 'standings' | 'seen' | 'now' | 'random'>,
): PracticeItem | undefined {
  const ranked = candidates.map((item) => {
    const at = seen.get(item.id) ?? -Infinity;
    const rests = now - at < ITEM_REST_MS;
    const distance = Math.abs(chanceOf(item, standings) - TARGET_CHANCE);
    const steps = rests ? 0 : Math.max(0, Math.ceil((distance - TARGET_REACH) / TARGET_REACH - 1e-9));
    return { item, at, rests: Number(rests), steps, distance, draw: random('item', item.id) };
  });
  ranked.sort(
    (x, y) =>
      x.rests - y.rests ||
      x.steps - y.steps ||
      (x.at === y.at ? 0 : x.at - y.at) ||
      x.distance - y.distance ||
      x.draw - y.draw,
  );
  return ranked[0]?.item;
}

/** Expected chance of a right answer, 0 to 1; of a skill without answers from what is believed of anybody. */
export function chanceOf(item: PracticeItem, standings: readonly SkillStanding[]): number {
  const belief = standings.find(({ skill }) => skill === item.skill)?.belief ?? newSkillState();
  return expectedAnswer(belief, item.parameters);
}

/**
 * The item that chance gives this slot, or none. Each person goes through the items they never met in an order of their
 * own, since only first answers are calibrated; how often the slot is drawn hangs on the item whose turn it is, so an
 * item is drawn less as soon as it is calibrated, whatever its neighbours are.
 */
function drawnFor(
  input: PlanInput,
  candidates: readonly PracticeItem[],
  slot: number,
): PracticeItem | undefined {
  const [first] = unmetInTurn(input, candidates);
  if (!first) return undefined;
  const share = first.calibrated ? RANDOM_SHARE.calibrated : RANDOM_SHARE.uncalibrated;
  return input.random('slot', slot) < share ? first : undefined;
}

/** Items that the person never met, in this person's own order. */
function unmetInTurn(
  { personId, seen }: Pick<PlanInput, 'personId' | 'seen'>,
  candidates: readonly PracticeItem[],
): PracticeItem[] {
  return candidates
    .filter(({ id }) => !seen.has(id))
    .map((item) => ({ item, draw: u('practice', personId, item.id) }))
    .sort((x, y) => x.draw - y.draw)
    .map(({ item }) => item);
}

const planned = (
  item: PracticeItem,
  why: PlanReason,
  days: number | null,
  { standings, pace }: PlanInput,
): PlannedItem => ({
  itemId: item.id,
  version: item.version,
  why,
  days,
  chance: Math.round(chanceOf(item, standings) * 1000) / 1000,
  usualMs: pace === null ? null : Math.round(pace * item.plannedMs),
});
