/**
 * Thanks that go round: two people who keep thanking each other, or three or four in a circle, far more often than chance
 * would have it. Pure. What is found is shown to a person in HR, who talks first; nothing follows by itself.
 */

/** How often somebody thanked somebody in the period looked at. */
export interface ThanksEdge {
  readonly fromId: string;
  readonly toId: string;
  readonly count: number;
}

export interface Ring {
  readonly kind: 'pair' | 'cycle';
  /** In the order in which the thanks go round, the smallest id first. */
  readonly people: readonly string[];
  readonly thanks: number;
  /** How many chance would give. */
  readonly expected: number;
}

export interface RingRules {
  /** Thanks along every side of a ring at least: fewer says nothing. */
  readonly least: number;
  /** Chance of a false alarm over everything looked at, 0 to 1 (Bonferroni). */
  readonly alarm: number;
  /** Colleagues near each other help each other more than strangers do: chance counts so many times. >= 1 */
  readonly closeness: number;
}

export const RING_RULES: RingRules = { least: 3, alarm: 0.01, closeness: 4 };
const LONGEST = 4;

/**
 * Finds rings among the thanks of a period. Chance: whoever thanks, thanks helpers in proportion to how much they are
 * thanked by others, `closeness` times over; counts are taken as Poisson. A pair or circle is found when all its sides
 * hold at least `least` thanks and the sum lies beyond the corrected tail.
 */
export function findRings(edges: readonly ThanksEdge[], rules: RingRules = RING_RULES): Ring[] {
  const counts = new Map(edges.map((edge) => [key(edge.fromId, edge.toId), edge.count]));
  const given = sums(edges, ({ fromId }) => fromId);
  const got = sums(edges, ({ toId }) => toId);
  const total = edges.reduce((sum, { count }) => sum + count, 0);
  const expected = (fromId: string, toId: string): number => {
    // What they gave each other may not explain itself.
    const own = counts.get(key(fromId, toId)) ?? 0;
    const others = Math.max(1, (got.get(toId) ?? 0) - own);
    return (rules.closeness * (given.get(fromId) ?? 0) * others) / Math.max(1, total - own);
  };
  const circles = circlesOf(edges.filter(({ count }) => count >= rules.least));
  // Sides below `least` were never looked at, so only what could be a ring counts as a trial.
  const limit = rules.alarm / Math.max(1, circles.length);
  return circles.flatMap((people) => {
    const sides = people.map((one, index) => [one, people[(index + 1) % people.length] as string] as const);
    const thanks = sides.reduce((sum, [from, to]) => sum + (counts.get(key(from, to)) ?? 0), 0);
    const chance = sides.reduce((sum, [from, to]) => sum + expected(from, to), 0);
    if (poissonTail(thanks, chance) >= limit) return [];
    return [{ kind: people.length === 2 ? 'pair' : 'cycle', people, thanks, expected: chance } as const];
  });
}

/** Circles of two to four people, each once, beginning with the smallest id. */
function circlesOf(edges: readonly ThanksEdge[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { fromId, toId } of edges)
    if (fromId !== toId) next.set(fromId, [...(next.get(fromId) ?? []), toId]);
  const found: string[][] = [];
  const walk = (trail: readonly string[]): void => {
    const [first = '', last = ''] = [trail[0], trail.at(-1)];
    for (const to of next.get(last) ?? []) {
      if (to === first && trail.length > 1) found.push([...trail]);
      else if (to > first && !trail.includes(to) && trail.length < LONGEST) walk([...trail, to]);
    }
  };
  for (const start of [...next.keys()].sort()) walk([start]);
  return found;
}

/** The chance of `count` or more when `mean` is expected (Poisson). count >= 0, mean > 0. */
export function poissonTail(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let index = 0; index < count; index += 1) {
    below += term;
    term *= mean / (index + 1);
  }
  // Far out, 1 - below is all rounding: there the first terms of the tail are summed instead.
  if (below < 0.999) return 1 - below;
  let tail = 0;
  for (let index = count; index < count + 50; index += 1) {
    tail += term;
    term *= mean / (index + 1);
  }
  return tail;
}

const key = (fromId: string, toId: string): string => `${fromId} ${toId}`;

function sums(edges: readonly ThanksEdge[], of: (edge: ThanksEdge) => string): Map<string, number> {
  const all = new Map<string, number>();
  for (const edge of edges) all.set(of(edge), (all.get(of(edge)) ?? 0) + edge.count);
  return all;
}
