import type { Random } from '../random.js';
import { askedByGroup, type Content, contentOf, openByGroup } from './content.js';
import { drawItem, rankOf } from './draw.js';
import { AT_CAP, CLOSED, openItems } from './open-items.js';
import { isPilotTurn, pilotCount } from './pilots.js';
import { indexOf, itemOf, type PoolIndex } from './pool-index.js';
import type { PoolItem, TestRules, TestSession } from './test-rules.js';
import { type GroupState, type Turn, turnByQuota, turnByRotation } from './turns.js';
import { worthOfItems } from './worth.js';

/** Why this item and no other: for the audit trail and for tests; never shown during an exam. */
export interface SelectionReason {
  readonly position: number;
  readonly skill: string;
  /** How often the skill's group (without quotas: the skill) had been asked before. */
  readonly skillAsked: number;
  /** Ability at which items were compared, in logits. */
  readonly at: number;
  /** Fisher information or Kullback-Leibler divergence there, whichever the rules name. */
  readonly information: number;
  /** 1 = worth most of the candidates. */
  readonly rank: number;
  readonly candidates: number;
  readonly pilot: boolean;
  /** `exposure`: the item is at its exposure cap, and content or the minimum length could not be had otherwise. */
  readonly relaxed: 'exposure' | null;
}

export interface Selection {
  readonly item: PoolItem;
  readonly why: SelectionReason;
}

/**
 * Chooses the next item in three steps.
 * 1. Out go: items asked or excluded, and everything of their families, and their enemies; items at the exposure cap.
 * 2. Content: quotas, or the rotation of skills, say which groups have the turn.
 * 3. One of their items is drawn by the seed, with more chance for more information at `at`. The draw keeps the best
 *    item from being everybody's item.
 * Gives undefined when nothing is left. A quota is never broken; the cap is, rarely, and `why.relaxed` says so.
 */
export function selectItem(
  session: TestSession,
  pool: readonly PoolItem[],
  rules: TestRules,
  at: number,
  random: Random,
): Selection | undefined {
  const index = indexOf(pool);
  const state = openItems(session, index);
  const position = session.asked.length + 1;
  const pilots = isPilotTurn(position, rules, random) ? openPilots(index, state) : [];
  const content = contentOf(index, rules);
  const groups = groupStates(content, session, index, state);
  const turn = pilots.length > 0 ? undefined : turnOf(groups, session, index, rules, random);
  const candidates = turn ? candidatesOf(turn, content, state) : pilots;
  if (candidates.length === 0) return undefined;

  const uniform = random('item', position);
  const worth = worthOfItems(index, rules, at, session.asked.length);
  const place = turn
    ? drawItem(candidates, worth, rules.draw, uniform, index)
    : candidates[Math.floor(uniform * candidates.length)]!;
  const item = pool[place]!;
  return {
    item,
    why: {
      position,
      skill: item.skill,
      skillAsked: groups[content.groupAt[place]!]?.asked ?? 0,
      at,
      information: worth[place]!,
      rank: rankOf(place, candidates, worth, index),
      candidates: candidates.length,
      pilot: turn === undefined,
      relaxed: turn?.state === AT_CAP ? 'exposure' : null,
    },
  };
}

function openPilots(index: PoolIndex, state: Uint8Array): number[] {
  const found: number[] = [];
  for (let i = 0; i < state.length; i += 1) if (index.skillAt[i]! < 0 && state[i] !== CLOSED) found.push(i);
  return found;
}

function candidatesOf(turn: Turn, content: Content, state: Uint8Array): number[] {
  const inTurn = new Uint8Array(content.groups.length);
  for (const { number } of turn.groups) inTurn[number] = 1;
  const found: number[] = [];
  for (let i = 0; i < state.length; i += 1) {
    const group = content.groupAt[i]!;
    if (group >= 0 && state[i] === turn.state && inTurn[group] === 1) found.push(i);
  }
  return found;
}

function groupStates(
  content: Content,
  session: TestSession,
  index: PoolIndex,
  state: Uint8Array,
): GroupState[] {
  const asked = askedByGroup(content, session, index);
  const { free, atCap } = openByGroup(content, state);
  return content.groups.map(({ name, min, max }, g) => ({
    name,
    min,
    max,
    number: g,
    asked: asked[g]!,
    free: free[g]!,
    atCap: atCap[g]!,
  }));
}

function turnOf(
  groups: readonly GroupState[],
  session: TestSession,
  index: PoolIndex,
  rules: TestRules,
  random: Random,
): Turn | undefined {
  const position = session.asked.length + 1;
  const placesToMin = rules.min - session.asked.length - pilotsAhead(session, index, rules);
  return rules.quotas
    ? turnByQuota(groups, placesToMin)
    : turnByRotation(groups, placesToMin, rules.weights ?? {}, () => random('skill', position));
}

function pilotsAhead(session: TestSession, index: PoolIndex, rules: TestRules): number {
  const wanted = pilotCount(rules);
  if (wanted === 0) return 0;
  const asked = session.asked.filter(({ itemId }) => itemOf(index, itemId)?.scored === false);
  return Math.max(0, wanted - asked.length);
}
