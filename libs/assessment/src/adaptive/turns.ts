import type { Random } from '../random.js';
import { askedByGroup, type Content, type Group, openByGroup } from './content.js';
import { AT_CAP, OPEN } from './open-items.js';
import { pilotCount } from './pilots.js';
import { type PoolIndex, itemOf } from './pool-index.js';
import type { TestRules, TestSession } from './test-rules.js';

/** A group of skills with what was asked of it and what is left: free items, and ones at their exposure cap. */
export interface GroupState extends Group {
  readonly number: number;
  readonly asked: number;
  readonly free: number;
  readonly atCap: number;
}

/** Whose turn it is, and from which items: free ones, or (`state` AT_CAP) ones at their exposure cap. */
export interface Turn {
  readonly groups: readonly GroupState[];
  readonly state: typeof OPEN | typeof AT_CAP;
}

/**
 * The groups that may have the next item under quotas. A group at its maximum never has. When the minima still owed
 * fill all places up to the test's minimum, only groups that are owed have the turn, so that no early stop leaves
 * content out. Items at their exposure cap stay closed, with two exceptions, since content comes before secrecy and a
 * test must reach its minimum: a group whose minimum cannot be reached otherwise, and a test that would end before
 * its minimum. Undefined: nobody; the test ends, and `quotaGaps` tells what is missing.
 */
export function turnByQuota(groups: readonly GroupState[], placesToMin: number): Turn | undefined {
  const usable = groups.filter((g) => g.asked < g.max && g.free + g.atCap > 0);
  const owed = usable.filter((g) => g.asked < g.min);
  const debt = owed.reduce((sum, g) => sum + Math.min(g.min - g.asked, g.free + g.atCap), 0);
  const turn = debt > 0 && debt >= placesToMin ? owed : usable;
  const free = turn.filter((g) => g.free > 0);
  if (free.length > 0) return { groups: free, state: OPEN };
  const last = owed.length > 0 ? owed : placesToMin > 0 ? usable : [];
  return last.length > 0 ? { groups: last, state: AT_CAP } : undefined;
}

/**
 * Without quotas: the skill asked least often for its weight, ties drawn by the seed, so that every skill gets its
 * share and nobody knows the order. A skill whose free items are used up is passed over, unless it still owes its
 * minimum or the test its own: then its items at the exposure cap may be asked.
 */
export function turnByRotation(
  groups: readonly GroupState[],
  placesToMin: number,
  weights: Readonly<Record<string, number>>,
  draw: () => number,
): Turn | undefined {
  let usable = groups.filter((g) => g.free > 0 || (g.atCap > 0 && g.asked < g.min));
  if (usable.length === 0 && placesToMin > 0) usable = groups.filter((g) => g.atCap > 0);
  if (usable.length === 0) return undefined;
  const load = (g: GroupState): number => g.asked / (weights[g.name] ?? 1);
  const least = Math.min(...usable.map(load));
  const turn = usable.filter((g) => load(g) <= least + 1e-9).sort((x, y) => (x.name < y.name ? -1 : 1));
  const group = turn[Math.floor(draw() * turn.length)]!;
  return { groups: [group], state: group.free > 0 ? OPEN : AT_CAP };
}

/** What was asked of every group, and what is left of it. */
export function groupStates(
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

/** Who has the next scored item: by quotas when the rules have them, else the skill asked least often. */
export function turnOf(
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
