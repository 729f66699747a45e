import { information } from '../irt/model.js';
import type { Random } from '../random.js';
import { indexOf } from './pool-index.js';
import type { DrawRule, PoolItem, TestRules, TestSession } from './test-rules.js';

/** Why this item and no other: for the audit trail and for tests; never shown during an exam. */
export interface SelectionReason {
  readonly position: number;
  readonly skill: string;
  /** How often the skill had been asked before. */
  readonly skillAsked: number;
  /** Ability at which information was maximised, in logits. */
  readonly at: number;
  readonly information: number;
  /** 1 = the most informative of the candidates. */
  readonly rank: number;
  readonly candidates: number;
  readonly pilot: boolean;
}

export interface Selection {
  readonly item: PoolItem;
  readonly why: SelectionReason;
}

/**
 * Chooses the next item in three steps.
 * 1. Out go: items asked or excluded, and everything of their families, and their enemies.
 * 2. Content: the skill asked least often (for its weight) has the turn, ties drawn by the seed, so that every
 *    skill gets its share and nobody knows the order.
 * 3. One of that skill's items is drawn by the seed, with more chance for more information at `at`. The draw
 *    keeps the best item from being everybody's item.
 * Gives undefined when nothing is left.
 */
export function selectItem(
  session: TestSession,
  pool: readonly PoolItem[],
  rules: TestRules,
  at: number,
  random: Random,
): Selection | undefined {
  const position = session.asked.length + 1;
  const open = openItems(session, pool);
  const pilotTurn = isPilotTurn(position, rules, random);
  const wanted = open.filter((item) => (item.scored === false) === pilotTurn);
  const eligible = wanted.length > 0 ? wanted : open.filter((item) => item.scored !== false);
  if (eligible.length === 0) return undefined;

  const asked = countBySkill(session, pool);
  const skill = pilotTurn ? null : skillInTurn(eligible, asked, rules, random, position);
  const candidates = skill === null ? eligible : eligible.filter((item) => item.skill === skill);
  const ranked = candidates
    .map((item) => ({ item, information: information(item.parameters, at) }))
    .sort((x, y) => y.information - x.information || (x.item.id < y.item.id ? -1 : 1));
  const weights = ranked.map((entry, rank) => (pilotTurn ? 1 : chance(rules.draw, entry.information, rank)));
  const rank = drawWeighted(weights, random('item', position));
  const chosen = ranked[rank]!;
  return {
    item: chosen.item,
    why: {
      position,
      skill: chosen.item.skill,
      skillAsked: asked.get(chosen.item.skill) ?? 0,
      at,
      information: chosen.information,
      rank: rank + 1,
      candidates: ranked.length,
      pilot: chosen.item.scored === false,
    },
  };
}

/** The items this person can still get in this test. */
export function openItems(session: TestSession, pool: readonly PoolItem[]): PoolItem[] {
  const gone = new Set<string>([...session.asked.map((a) => a.itemId), ...(session.excluded ?? [])]);
  const families = new Set<string>();
  const enemies = new Set<string>();
  const { byId } = indexOf(pool);
  for (const id of gone) {
    const item = byId.get(id);
    if (item?.family) families.add(item.family);
    for (const enemy of item?.enemies ?? []) enemies.add(enemy);
  }
  return pool.filter(
    (item) =>
      !gone.has(item.id) &&
      !(item.family && families.has(item.family)) &&
      !enemies.has(item.id) &&
      !(item.enemies ?? []).some((enemy) => gone.has(enemy)),
  );
}

/** How often each skill of the pool was asked, counting scored items only. */
export function countBySkill(session: TestSession, pool: readonly PoolItem[]): Map<string, number> {
  const { byId, skills } = indexOf(pool);
  const counts = new Map<string, number>(skills.map((skill) => [skill, 0]));
  for (const { itemId } of session.asked) {
    const item = byId.get(itemId);
    if (item && item.scored !== false) counts.set(item.skill, (counts.get(item.skill) ?? 0) + 1);
  }
  return counts;
}

function skillInTurn(
  items: readonly PoolItem[],
  asked: ReadonlyMap<string, number>,
  rules: TestRules,
  random: Random,
  position: number,
): string {
  const skills = [...new Set(items.map((item) => item.skill))].sort();
  const load = (skill: string): number => (asked.get(skill) ?? 0) / (rules.weights?.[skill] ?? 1);
  const least = Math.min(...skills.map(load));
  const turn = skills.filter((skill) => load(skill) <= least + 1e-9);
  return turn[Math.floor(random('skill', position) * turn.length)]!;
}

function chance(draw: DrawRule, itemInformation: number, rank: number): number {
  if ('among' in draw) return rank < draw.among ? 1 : 0;
  return itemInformation ** draw.power;
}

/** Index drawn with chances proportional to `weights`; the first when all of them vanish. */
function drawWeighted(weights: readonly number[], uniform: number): number {
  const total = weights.reduce((sum, w) => sum + w, 0);
  let left = uniform * total;
  for (let i = 0; i < weights.length; i += 1) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return 0;
}

/** Pilots fall on places drawn once per test from 2 … min, so nobody can tell them from the rest. */
function isPilotTurn(position: number, rules: TestRules, random: Random): boolean {
  const pilots = Math.min(rules.pilots ?? 0, Math.max(0, rules.min - 1));
  if (pilots === 0 || position < 2 || position > rules.min) return false;
  const own = random('pilot', position);
  let before = 0;
  for (let place = 2; place <= rules.min; place += 1) {
    const other = random('pilot', place);
    if (other < own || (other === own && place < position)) before += 1;
  }
  return before < pilots;
}
