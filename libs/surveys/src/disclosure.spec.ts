import { seeded } from '#assessment';
import { aboutHowMany, type Cell, disclose, figureOf, type Filter, fits } from './disclosure.js';
import { DIMENSIONS } from './facts.js';

const random = seeded('disclosure');
const SMALLEST = 5;

/** A company of answers: lopsided groups, so that small ones appear everywhere. */
function company(run: number): Cell[] {
  const pick = <T>(list: readonly T[], ...label: (string | number)[]): T =>
    list[Math.floor(random(run, ...label) ** 2 * list.length)] as T;
  const people = 12 + Math.floor(random(run, 'size') * 120);
  const dimensions = 1 + Math.floor(random(run, 'dimensions') * DIMENSIONS.length);
  const values = {
    vip: ['no', 'yes'],
    grade: ['team', 'leads'],
    site: ['Amsterdam', 'Lissabon', 'Willemstad', 'Gent'],
    contract: ['Vast', 'Tijdelijk', 'Inhuur'],
    scale: ['8', '9', '10', '11', '12'],
  } as const;
  return Array.from({ length: people }, (_, i) => ({
    facts: Object.fromEntries(DIMENSIONS.slice(0, dimensions).map((d) => [d, pick<string>(values[d], d, i)])),
    yes: random(run, 'yes', i) < 0.5 ? 1 : 0,
    n: 1,
  }));
}

/** The people behind a filter, as somebody who knows everything of the company but the answers would know them. */
const behind = (people: readonly Cell[], filter: Filter): Set<number> =>
  new Set([...people.keys()].filter((i) => fits(people[i]!.facts, filter)));

const isWithin = (a: Set<number>, b: Set<number>): boolean => [...a].every((one) => b.has(one));
const less = (a: Set<number>, b: Set<number>): Set<number> => new Set([...a].filter((one) => !b.has(one)));

/** Every group whose answers follow from two published ones and the total, by taking away and adding up. */
function attack(total: Set<number>, a: Set<number>, b: Set<number>): Set<number>[] {
  const found = [a, b, less(total, a), less(total, b)];
  if (isWithin(a, b)) found.push(less(b, a), less(total, less(b, a)));
  if (isWithin(b, a)) found.push(less(a, b), less(total, less(a, b)));
  const overlap = [...a].filter((one) => b.has(one)).length;
  if (overlap === 0) {
    const sum = new Set([...a, ...b]);
    found.push(sum, less(total, sum));
  }
  // Two groups that together are everybody tell their overlap: a + b - total.
  if (new Set([...a, ...b]).size === total.size) found.push(new Set([...a].filter((one) => b.has(one))));
  return found;
}

const tells = (group: Set<number>): boolean => group.size > 0 && group.size < SMALLEST;

describe('what may be shown', () => {
  it('lets nobody work out a group under five from a thousand pairs of filters', () => {
    let [pairs, run, closed] = [0, 0, 0];
    for (; pairs < 1000; run += 1) {
      const people = company(run);
      const dimensions = DIMENSIONS.filter((d) => people[0]!.facts[d] !== undefined);
      const disclosure = disclose(people, { dimensions, smallest: SMALLEST, depth: 2 });
      closed += disclosure.closed.length;
      const sets = disclosure.shown.map(({ filter }) => behind(people, filter));
      const total = behind(people, {});
      for (let i = 0; i < 40 && sets.length > 1; i += 1, pairs += 1) {
        const a = sets[Math.floor(random(run, 'a', i) * sets.length)]!;
        const b = sets[Math.floor(random(run, 'b', i) * sets.length)]!;
        expect(attack(total, a, b).filter(tells)).toEqual([]);
      }
    }
    expect(run).toBeGreaterThan(20);
    expect(closed).toBeGreaterThan(100);
  });

  it('would tell on somebody if only groups under five were left out, so that the attack is a real one', () => {
    let broken = 0;
    for (let run = 0; run < 50; run += 1) {
      const people = company(run);
      const dimensions = DIMENSIONS.filter((d) => people[0]!.facts[d] !== undefined);
      const { shown, closed } = disclose(people, { dimensions, smallest: 1, depth: 2 });
      expect(closed).toEqual(expect.any(Array));
      const naive = shown.filter(({ n }) => n >= SMALLEST).map(({ filter }) => behind(people, filter));
      const total = behind(people, {});
      if (naive.some((a) => naive.some((b) => attack(total, a, b).some(tells)))) broken += 1;
    }
    expect(broken).toBeGreaterThan(10);
  });

  it('closes the larger part too when the rest of the total is too small', () => {
    const cells = (no: number, yes: number): Cell[] => [
      { facts: { vip: 'no' }, yes: 3, n: no },
      { facts: { vip: 'yes' }, yes: 1, n: yes },
    ];
    const options = { dimensions: ['vip'] as const, smallest: 5, depth: 1 as const };
    const small = disclose(cells(40, 4), options);
    expect(small.shown.map(({ n }) => n)).toEqual([44]);
    expect(figureOf(small, { vip: 'no' })).toBeUndefined();
    expect(disclose(cells(40, 5), options).shown.map(({ n }) => n)).toEqual([45, 40, 5]);
    expect(disclose(cells(2, 2), options).shown).toEqual([]);
  });

  it('closes a group that only three figures together would tell', () => {
    // Site A and B without C are everybody but three: total - A - B = 3.
    const cells: Cell[] = [
      { facts: { site: 'A' }, yes: 1, n: 20 },
      { facts: { site: 'B' }, yes: 1, n: 20 },
      { facts: { site: 'C' }, yes: 1, n: 3 },
    ];
    const { shown } = disclose(cells, { dimensions: ['site'], smallest: 5, depth: 1 });
    expect(shown.map(({ filter }) => filter)).toEqual([{}, { site: 'A' }]);
  });

  it('offers "not told" nowhere as a group of its own', () => {
    const cells: Cell[] = [
      { facts: { site: '*' }, yes: 1, n: 20 },
      { facts: { site: 'B' }, yes: 1, n: 20 },
    ];
    const { shown } = disclose(cells, { dimensions: ['site'], smallest: 5, depth: 1 });
    expect(shown.map(({ filter }) => filter)).toEqual([{}, { site: 'B' }]);
  });

  it('rounds how many answered to fives', () => {
    expect([0, 7, 8, 44].map(aboutHowMany)).toEqual([0, 5, 10, 45]);
  });
});
