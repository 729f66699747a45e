import { CLOSED, OPEN } from './open-items.js';
import { indexOf, type PoolIndex } from './pool-index.js';
import type { PoolItem, TestRules, TestSession } from './test-rules.js';

/** A group of skills with its bounds on scored items. */
export interface Group {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/** The groups of a test, and per place of the pool the number of its group; -1 for pilots. */
export interface Content {
  readonly groups: readonly Group[];
  readonly groupAt: Int32Array;
}

const layouts = new WeakMap<TestRules, WeakMap<PoolIndex, Content>>();

/**
 * The content of a test: a group for each quota, and one without bounds for each skill that no quota names. Without
 * quotas every skill is a group of its own with `minPerSkill`. Worked out once per rules and pool.
 */
export function contentOf(index: PoolIndex, rules: TestRules): Content {
  let byIndex = layouts.get(rules);
  if (!byIndex) layouts.set(rules, (byIndex = new WeakMap()));
  let content = byIndex.get(index);
  if (!content) byIndex.set(index, (content = layOut(index, rules)));
  return content;
}

function layOut(index: PoolIndex, rules: TestRules): Content {
  const groups: Group[] = (rules.quotas ?? []).map(({ group, min, max }) => ({ name: group, min, max }));
  const free = rules.quotas ? 0 : rules.minPerSkill;
  const groupOfSkill = index.skills.map((skill) => {
    const quota = (rules.quotas ?? []).findIndex((q) => q.skills.includes(skill));
    return quota >= 0 ? quota : groups.push({ name: skill, min: free, max: Infinity }) - 1;
  });
  return { groups, groupAt: index.skillAt.map((skill) => (skill < 0 ? -1 : groupOfSkill[skill]!)) };
}

/** How often each group was asked in a session; scored items only. */
export function askedByGroup(content: Content, session: TestSession, index: PoolIndex): Int32Array {
  const counts = new Int32Array(content.groups.length);
  for (const { itemId } of session.asked) {
    const place = index.places.get(itemId);
    const group = place === undefined ? -1 : content.groupAt[place]!;
    if (group >= 0) counts[group]! += 1;
  }
  return counts;
}

/** Per group how many of its items can still be asked: free ones, and ones at their exposure cap. */
export function openByGroup(content: Content, state: Uint8Array): { free: Int32Array; atCap: Int32Array } {
  const free = new Int32Array(content.groups.length);
  const atCap = new Int32Array(content.groups.length);
  const { groupAt } = content;
  // Local names: an imported one is looked up anew each time where modules are compiled to CommonJS.
  const open = OPEN;
  const closed = CLOSED;
  for (let i = 0; i < state.length; i += 1) {
    const group = groupAt[i]!;
    if (group < 0 || state[i] === closed) continue;
    if (state[i] === open) free[group]! += 1;
    else atCap[group]! += 1;
  }
  return { free, atCap };
}

/** How often every group was asked in a session, beside its bounds. */
export function groupSizes(
  session: TestSession,
  pool: readonly PoolItem[],
  rules: TestRules,
): (Group & { readonly asked: number })[] {
  const index = indexOf(pool);
  const content = contentOf(index, rules);
  const asked = askedByGroup(content, session, index);
  return content.groups.map(({ name, min, max }, g) => ({ name, min, max, asked: asked[g]! }));
}

/** Names of the groups that have not had their minimum yet; empty when the content is covered. */
export function quotaGaps(session: TestSession, pool: readonly PoolItem[], rules: TestRules): string[] {
  return groupSizes(session, pool, rules)
    .filter((group) => group.asked < group.min)
    .map((group) => group.name);
}
