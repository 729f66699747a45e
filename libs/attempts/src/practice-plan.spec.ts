import fc from 'fast-check';
import { seeded } from '#assessment';
import { chanceOf, planPractice, type PracticeItem, TARGET_CHANCE, weakestFirst } from './practice-plan.js';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 9);
const item = (skill: string, n: number, more: Partial<PracticeItem> = {}): PracticeItem => ({
  id: `${skill}.${n}`,
  version: 1,
  skill,
  objective: 'o1',
  parameters: { a: 1, b: 0, variance: 0 },
  calibrated: true,
  plannedMs: 40_000,
  ...more,
});
const items = ['a', 'b', 'c'].flatMap((skill) => [1, 2, 3, 4, 5, 6].map((n) => item(skill, n)));
const standing = (skill: string, chance: number, answered = 5, mean = 0) => ({
  ...{ skill, chance, answered, lastAt: answered > 0 ? NOW - 12 * DAY : null },
  belief: { mean, variance: 0.3 },
});
/** Seeds whose slots are all chosen, or all drawn. */
const never = Object.assign(() => 0.999, {});
const always = Object.assign(() => 0, {});
const plan = (input: Partial<Parameters<typeof planPractice>[0]>) =>
  planPractice({
    ...{
      items,
      due: [],
      standings: [],
      seen: new Map(),
      random: never,
      personId: 'p1',
      now: NOW,
      zone: 'Europe/Amsterdam',
      pace: null,
    },
    ...input,
  });

describe('the plan of a round', () => {
  it('puts what is longest overdue first, then the weakest skills, and says for how long', () => {
    const round = plan({
      due: [
        { skill: 'b', objective: 'o1', dueAt: NOW - DAY },
        { skill: 'c', objective: 'o1', dueAt: NOW - 3 * DAY },
      ],
      standings: [standing('a', 0.3), standing('b', 0.9), standing('c', 0.8)],
    });
    expect(round.map((p) => [p.itemId.slice(0, 1), p.why, p.days])).toEqual([
      ['c', 'due', 3],
      ['b', 'due', 1],
      ['a', 'weakest', 12],
      ['c', 'weakest', 12],
      ['a', 'weakest', 12],
    ]);
  });

  it('asks only the chosen skill when one is chosen', () => {
    const round = plan({ only: 'b', due: [{ skill: 'c', objective: 'o1', dueAt: 1 }] });
    expect(round).toHaveLength(5);
    expect(round.every((p) => p.itemId.startsWith('b') && p.why === 'chosen' && p.days === null)).toBe(true);
  });

  it('takes the item never seen, else the one not seen for longest, among equally hard ones', () => {
    const seen = new Map([1, 2, 3, 4, 5].map((n) => [`b.${n}`, NOW - (20 - n) * DAY]));
    expect(plan({ only: 'b', seen, size: 2 }).map((p) => p.itemId)).toEqual(['b.6', 'b.1']);
  });

  it('leaves items of the last week until nothing else is left, however well they fit', () => {
    const fitting = item('b', 1, { parameters: { a: 1, b: -1.2, variance: 0 } });
    const hard = item('b', 2, { parameters: { a: 1, b: 3, variance: 0 } });
    const round = (days: number) =>
      plan({ items: [fitting, hard], only: 'b', seen: new Map([['b.1', NOW - days * DAY]]), size: 2 });
    expect(round(6).map((p) => p.itemId)).toEqual(['b.2', 'b.1']);
    expect(round(7).map((p) => p.itemId)).toEqual(['b.1', 'b.2']);
  });

  it('asks one of a family', () => {
    const twins = [item('a', 1, { family: 'twin' }), item('a', 2, { family: 'twin' }), item('a', 3)];
    const round = plan({ items: twins, only: 'a' }).map((p) => p.itemId);
    expect(round).toContain('a.3');
    expect(round).toHaveLength(2);
  });

  it('is empty when there is nothing to ask', () => {
    expect(plan({ items: [], standings: [standing('a', 0.1)] })).toEqual([]);
  });

  it('puts skills that were never met behind the weak ones, in the order of the course', () => {
    expect(
      weakestFirst([standing('x', 0.5, 0), standing('y', 0.9), standing('z', 0.2), standing('w', 0.5, 0)]),
    ).toEqual(['z', 'y', 'x', 'w']);
  });

  it('keeps what this person usually takes for the item, where their pace is known', () => {
    expect(plan({ only: 'a', size: 1 })[0]).toMatchObject({ usualMs: null });
    expect(plan({ only: 'a', size: 1, pace: 0.7 })[0]).toMatchObject({ usualMs: 28_000 });
  });
});

/** A bank with difficulties all over, of which some were seen, for a person of any strength. */
const banks = fc.record({
  difficulties: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 12 }),
  seen: fc.array(fc.option(fc.integer({ min: 0, max: 40 })), { minLength: 12, maxLength: 12 }),
  mean: fc.double({ min: -2, max: 2, noNaN: true }),
  seed: fc.string(),
});
const made = ({
  difficulties,
  seen,
  mean,
}: {
  difficulties: number[];
  seen: (number | null)[];
  mean: number;
}) => {
  const bank = difficulties.map((b, n) =>
    item('a', n, { objective: `o${n % 3}`, parameters: { a: 1, b, variance: 0.5 }, calibrated: n % 2 === 0 }),
  );
  const met = bank.flatMap(({ id }, n) => {
    const days = seen[n];
    return typeof days === 'number' ? [[id, NOW - days * DAY] as const] : [];
  });
  return { items: bank, seen: new Map(met), standings: [standing('a', 0.5, 5, mean)] };
};
const distanceOf = (one: PracticeItem, input: ReturnType<typeof made>): number =>
  Math.abs(chanceOf(one, input.standings) - TARGET_CHANCE);

describe('every plan, whatever the bank and the person', () => {
  it('takes no item that is further from a chance of .76 than another rested one, by more than a step of .04', () => {
    fc.assert(
      fc.property(banks, (bank) => {
        const input = made(bank);
        const [first] = plan({ ...input, only: 'a', size: 1, random: never });
        const rested = input.items.filter(({ id }) => NOW - (input.seen.get(id) ?? -Infinity) >= 7 * DAY);
        const chosen = input.items.find(({ id }) => id === first?.itemId)!;
        if (rested.length === 0) return;
        expect(rested).toContain(chosen);
        const best = Math.min(...rested.map((one) => distanceOf(one, input)));
        expect(distanceOf(chosen, input)).toBeLessThanOrEqual(Math.max(best, 0.04) + 0.04 + 1e-9);
        // Inside the band of .72 to .80 nothing is nearer than anything else: then the oldest comes first.
        const inBand = rested.filter((one) => distanceOf(one, input) <= 0.04);
        if (inBand.length === 0) return;
        const age = (one: PracticeItem): number => input.seen.get(one.id) ?? -Infinity;
        expect(inBand).toContain(chosen);
        expect(age(chosen)).toBe(Math.min(...inBand.map(age)));
      }),
    );
  });

  it('never repeats an item and never asks more than the size, whatever is due; what is due comes first', () => {
    const due = fc.array(
      fc.record({
        skill: fc.constantFrom('a', 'gone'),
        objective: fc.constantFrom('o0', 'o1', 'o2'),
        dueAt: fc.integer({ min: NOW - 30 * DAY, max: NOW }),
      }),
    );
    fc.assert(
      fc.property(banks, due, fc.integer({ min: 1, max: 7 }), (bank, cards, size) => {
        const round = plan({ ...made(bank), due: cards, size, random: seeded(bank.seed) });
        expect(round.length).toBeLessThanOrEqual(size);
        expect(new Set(round.map((p) => p.itemId)).size).toBe(round.length);
        const firstOther = round.findIndex(({ why }) => why !== 'due');
        if (firstOther >= 0) expect(round.slice(firstOther).every(({ why }) => why !== 'due')).toBe(true);
      }),
    );
  });

  it('draws only items the person never met, and says so', () => {
    fc.assert(
      fc.property(banks, (bank) => {
        const input = made(bank);
        const round = plan({ ...input, only: 'a', random: always });
        for (const { itemId, why } of round) expect(why === 'random').toBe(!input.seen.has(itemId));
      }),
    );
  });
});

describe('the drawn slots', () => {
  const rounds = (calibrated: boolean | ((n: number) => boolean)) => {
    const bank = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) =>
      item('a', n, {
        calibrated: typeof calibrated === 'boolean' ? calibrated : calibrated(n),
        parameters: { a: 1, b: n / 3 - 2, variance: 0 },
      }),
    );
    return Array.from({ length: 2000 }, (_, n) =>
      plan({ items: bank, only: 'a', size: 1, random: seeded(`r${n}`), personId: `p${n}` }),
    ).map(([only]) => only!);
  };
  const drawn = (calibrated: boolean) => rounds(calibrated).filter(({ why }) => why === 'random');

  it('are a fifth of all where difficulties come from answers, and half where they do not yet', () => {
    expect(drawn(true).length / 2000).toBeCloseTo(0.2, 1);
    expect(drawn(false).length / 2000).toBeCloseTo(0.5, 1);
  });

  it('fall for an item as soon as it is calibrated, whatever the others of its skill are', () => {
    const all = rounds((n) => n <= 3).filter(({ why }) => why === 'random');
    const count = all.filter(({ itemId }) => ['1', '2', '3'].includes(itemId.slice(-1))).length;
    // A third of the turns at .2, two thirds at .5.
    expect(all.length / 2000).toBeCloseTo(0.4, 1);
    expect(count / all.length).toBeGreaterThan(0.11);
    expect(count / all.length).toBeLessThan(0.22);
  });

  it('give every item to as many people, however hard it is', () => {
    const counts = new Map<string, number>();
    const all = drawn(false);
    for (const { itemId } of all) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
    expect(counts.size).toBe(9);
    for (const count of counts.values()) expect(Math.abs(count / all.length - 1 / 9)).toBeLessThan(0.04);
  });

  it('are the same item for the same person and round', () => {
    const again = () => plan({ only: 'a', random: always, size: 1 })[0]?.itemId;
    expect(again()).toBe(again());
  });
});
