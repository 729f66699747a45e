import fc from 'fast-check';
import { ITEM_REST_MS } from '#assessment';
import type { PracticeItem } from './practice-plan.js';
import { skillStates, standingsOf } from './skill-states.js';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 23, 12);
const item = (skill: string, n: number, family: string | null = null): PracticeItem => ({
  ...{ id: `${skill}.${n}`, version: 1, skill, family, objective: 'o1' },
  ...{ parameters: { a: 1, b: -0.3, variance: 1 }, calibrated: false, plannedMs: 45_000 },
});
const items = ['a', 'b'].flatMap((skill) => [1, 2, 3, 4, 5, 6].map((n) => item(skill, n)));
const answer = (itemId: string, points: number, days: number) => ({
  ...{ itemId, points, ms: null, itemVersion: 1 },
  answeredAt: new Date(NOON + days * DAY),
});
const one = (evidence: ReturnType<typeof answer>[], zone?: string) => standingsOf(items, evidence, zone)[0]!;

describe('how somebody stands', () => {
  it('starts with every skill unknown and nothing said', () => {
    expect(standingsOf(items, [])).toMatchObject([
      { skill: 'a', mastery: 'unknown', band: null, chance: 0.5, answered: 0, lastAt: null },
      { skill: 'b', mastery: 'unknown', band: null },
    ]);
  });

  it('keeps what was mastered through one slip, which the latest answers alone would not', () => {
    const learnt = [1, 2, 3, 4, 5, 6].map((n) => answer(`a.${n}`, 1, n));
    expect(one(learnt).mastery).toBe('solid');
    const slip = one([...learnt, answer('a.1', 0, 7)]);
    expect(slip.mastery).toBe('solid');
    expect(slip.chance).toBeLessThan(one(learnt).chance);
    // The same answers, but the slip came first: then these answers have to earn the word from lower down.
    expect(one([answer('a.1', 0, 0), ...learnt]).chance).not.toBe(slip.chance);
  });

  it('counts a day where the person lives', () => {
    const late = (n: number, hours: number) => ({
      ...answer(`a.${n}`, 1, 0),
      answeredAt: new Date(Date.UTC(2026, 10, 23, hours)),
    });
    const sitting = [1, 2, 3, 4, 5, 6].map((n) => late(n, n < 4 ? 22 : 23));
    expect(one(sitting, 'UTC').mastery).toBe('nearly');
    expect(one(sitting, 'Europe/Amsterdam').mastery).toBe('solid');
  });

  it('leaves out items that are no longer published, and takes a family for one item', () => {
    expect(one([answer('a.99', 0, 1)])).toMatchObject({ answered: 0, chance: 0.5 });
    const twins = [item('c', 1, 'twin'), item('c', 2, 'twin')];
    expect(standingsOf(twins, [answer('c.1', 1, 1), answer('c.2', 1, 2)])[0]).toMatchObject({ answered: 1 });
  });

  it('is the same whenever it is worked out: the answers up to a day, then those after it, or all at once', () => {
    const log = fc.array(
      fc.record({
        n: fc.integer({ min: 1, max: 6 }),
        right: fc.boolean(),
        gap: fc.integer({ min: 0, max: 9 }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(log, (steps) => {
        let day = 0;
        const evidence = steps.map(({ n, right, gap }) => answer(`a.${n}`, right ? 1 : 0, (day += gap)));
        const [all, again] = [skillStates(items, evidence), skillStates(items, [...evidence])];
        expect(again).toEqual(all);
        const state = all.get('a')!;
        expect(Object.keys(state.items).sort()).toEqual([...new Set(evidence.map((e) => e.itemId))].sort());
        expect(state.evidenceAt).toBe(evidence.at(-1)?.answeredAt.getTime() ?? null);
        expect(all.get('b')!.evidenceAt).toBeNull();
      }),
    );
    expect(ITEM_REST_MS).toBe(7 * DAY);
  });
});
