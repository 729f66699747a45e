import type { Random } from '../random.js';
import { type Content, contentOf } from './content.js';
import { drawItem } from './draw.js';
import { AT_CAP, CLOSED, openItems } from './open-items.js';
import { isPilotTurn } from './pilots.js';
import { indexOf, type PoolIndex } from './pool-index.js';
import type { DrawRule, PoolItem, TestRules, TestSession } from './test-rules.js';
import { groupStates, type Turn, turnOf } from './turns.js';
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

/** Pilots need answers from everybody, so their worth has no say. */
const EVENLY: DrawRule = { power: 0 };

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
  const pilots = isPilotTurn(position, rules, random) ? openPilots(index, state) : new Int32Array(0);
  const content = contentOf(index, rules);
  const groups = groupStates(content, session, index, state);
  const turn = pilots.length > 0 ? undefined : turnOf(groups, session, index, rules, random);
  const candidates = turn ? candidatesOf(turn, content, state) : pilots;
  if (candidates.length === 0) return undefined;

  const drawn = turn ? rules : { ...rules, draw: EVENLY };
  const worth = worthOfItems(index, drawn, at, session.asked.length, candidates);
  const { place, rank } = drawItem(candidates, worth, drawn.draw, random('item', position), index);
  const item = pool[place]!;
  return {
    item,
    why: {
      position,
      skill: item.skill,
      skillAsked: groups[content.groupAt[place]!]?.asked ?? 0,
      at,
      information: worth[place]!,
      rank,
      candidates: candidates.length,
      pilot: turn === undefined,
      relaxed: turn?.state === AT_CAP ? 'exposure' : null,
    },
  };
}

function openPilots(index: PoolIndex, state: Uint8Array): Int32Array {
  return Int32Array.from(state.keys()).filter(
    (place) => index.skillAt[place]! < 0 && state[place] !== CLOSED,
  );
}

/** Places of the items in turn; the loop that sees every item of the bank, so it is kept plain. */
function candidatesOf(turn: Turn, { groups, groupAt }: Content, state: Uint8Array): Int32Array {
  const inTurn = new Uint8Array(groups.length);
  for (const { number } of turn.groups) inTurn[number] = 1;
  const wanted = turn.state;
  const found = new Int32Array(state.length);
  let size = 0;
  for (let place = 0; place < found.length; place += 1) {
    // Pilots have group -1, which is in no turn.
    if (state[place] === wanted && inTurn[groupAt[place]!] === 1) found[size++] = place;
  }
  return found.subarray(0, size);
}
