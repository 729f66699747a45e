import fc from 'fast-check';
import { seeded } from '../random.js';
import { examRules } from '../scoring/cut-score.js';
import { makePool } from '../testing/index.js';
import { nextStep } from './next-step.js';
import { placementRules } from './placement.js';
import type { AskedItem, PoolItem, TestRules } from './test-rules.js';

const pool = makePool({ skills: 11, perSkill: 7 });
const EXAM = examRules({ min: 15, max: 24, cut: 0 });

/** Plays a test with the given answers and returns what was asked. */
function play(
  items: readonly PoolItem[],
  rules: TestRules,
  points: (n: number) => number,
  seed = 'a',
  excluded: string[] = [],
) {
  const asked: AskedItem[] = [];
  for (;;) {
    const step = nextStep({ asked, excluded, elapsedSeconds: 0 }, items, rules, seeded(seed));
    if ('stop' in step) return { asked, step };
    asked.push({ itemId: step.ask.id, points: points(asked.length) });
  }
}
const skillOf = (id: string): string => id.split('.')[0]!;

describe('next step', () => {
  it('never asks an item twice and asks every skill within one of every other', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.constantFrom(0, 1), { minLength: 24, maxLength: 24 }),
        (seed, points) => {
          const { asked } = play(pool, EXAM, (n) => points[n]!, seed);
          expect(new Set(asked.map((a) => a.itemId)).size).toBe(asked.length);
          const counts = new Map<string, number>();
          for (const { itemId } of asked) counts.set(skillOf(itemId), (counts.get(skillOf(itemId)) ?? 0) + 1);
          expect(counts.size).toBe(11);
          expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('stops between the minimum and the maximum, early only for somebody clear of the cut', () => {
    const best = play(pool, EXAM, () => 1);
    expect(best.step).toMatchObject({ stop: 'clear-of-cut' });
    expect(best.asked.length).toBeGreaterThanOrEqual(15);
    expect(best.asked.length).toBeLessThan(24);
    const even = play(pool, EXAM, (n) => n % 2);
    expect(even.asked).toHaveLength(24);
    expect(even.step).toMatchObject({ stop: 'max' });
  });

  it('replays: the same seed and answers give the same items, another seed gives others', () => {
    const first = play(pool, EXAM, (n) => n % 2, 'seed-1').asked;
    expect(play(pool, EXAM, (n) => n % 2, 'seed-1').asked).toEqual(first);
    expect(play(pool, EXAM, (n) => n % 2, 'seed-2').asked).not.toEqual(first);
  });

  it('stops at the time limit even below the minimum', () => {
    const rules = { ...EXAM, maxSeconds: 1500 };
    const asked = [{ itemId: pool[0]!.id, points: 1 }];
    expect(nextStep({ asked, elapsedSeconds: 1499 }, pool, rules, seeded('a'))).toHaveProperty('ask');
    expect(nextStep({ asked, elapsedSeconds: 1500 }, pool, rules, seeded('a'))).toMatchObject({
      stop: 'time',
    });
  });

  it('leaves out excluded items with their families, and enemies of what was asked', () => {
    const parameters = { a: 1, b: 0 };
    const items: PoolItem[] = [
      { id: 'a1', skill: 's', parameters, family: 'twin' },
      { id: 'a2', skill: 's', parameters, family: 'twin' },
      { id: 'b', skill: 's', parameters, enemies: ['c'] },
      { id: 'c', skill: 's', parameters },
      { id: 'd', skill: 's', parameters },
    ];
    const rules = { ...EXAM, min: 5, max: 5 };
    const after = play(items, rules, () => 1, 'x', ['a1']);
    const ids = after.asked.map((a) => a.itemId);
    expect(ids).not.toContain('a2');
    expect(ids).toContain('d');
    expect(ids.includes('b') && ids.includes('c')).toBe(false);
    expect(ids).toHaveLength(2);
    expect(after.step).toMatchObject({ stop: 'no-items-left' });
  });

  it('works when the enemy is named on one side only, whichever was asked first', () => {
    const parameters = { a: 1, b: 0 };
    const items: PoolItem[] = [
      { id: 'b', skill: 's', parameters, enemies: ['c'] },
      { id: 'c', skill: 's', parameters },
    ];
    for (const first of ['b', 'c']) {
      const step = nextStep(
        { asked: [{ itemId: first, points: 1 }], elapsedSeconds: 0 },
        items,
        EXAM,
        seeded('q'),
      );
      expect(step).toMatchObject({ stop: 'no-items-left' });
    }
  });

  it('says why: position, skill, information, rank among the candidates', () => {
    const step = nextStep({ asked: [], elapsedSeconds: 0 }, pool, EXAM, seeded('why'));
    if (!('ask' in step)) throw new Error('expected an item');
    expect(step.why).toMatchObject({ position: 1, skillAsked: 0, at: 0, candidates: 7, pilot: false });
    expect(step.why.rank).toBeGreaterThanOrEqual(1);
    expect(step.why.rank).toBeLessThanOrEqual(7);
  });

  it('mixes in exactly the wanted number of pilots, which change no estimate', () => {
    const pilots = makePool({ skills: 11, perSkill: 1, seed: 'pilots' }).map((item) => ({
      ...item,
      id: `p-${item.id}`,
      scored: false,
    }));
    const rules = { ...EXAM, pilots: 2 };
    for (let i = 0; i < 25; i += 1) {
      const { asked, step } = play([...pool, ...pilots], rules, (n) => n % 2, `seed-${i}`);
      expect(asked.filter((a) => a.itemId.startsWith('p-'))).toHaveLength(2);
      if (!('stop' in step)) throw new Error('expected the end');
      expect(step.result.answered).toBe(asked.length - 2);
      const flipped = asked.map((a) => (a.itemId.startsWith('p-') ? { ...a, points: 1 - a.points! } : a));
      const again = nextStep({ asked: flipped, elapsedSeconds: 0 }, [...pool, ...pilots], rules, seeded('z'));
      expect(again).toMatchObject({ result: { theta: step.result.theta } });
    }
  });

  it('lets a heavier skill have its larger share', () => {
    const items = makePool({ skills: 2, perSkill: 20 });
    const rules = { ...EXAM, min: 12, max: 12, weights: { s01: 2 } };
    const { asked } = play(items, rules, (n) => n % 2);
    expect(asked.filter((a) => skillOf(a.itemId) === 's01')).toHaveLength(8);
  });

  it('stops a placement at standard error .40, or at 30 items', () => {
    const rules = placementRules({ skills: 11, cut: 0 });
    const { asked, step } = play(pool, rules, (n) => n % 2);
    if (!('stop' in step)) throw new Error('expected the end');
    expect(asked.length).toBeGreaterThanOrEqual(11);
    expect(asked.length).toBeLessThanOrEqual(30);
    if (step.stop === 'precision') expect(step.result.standardError).toBeLessThanOrEqual(0.4);
    else expect(asked).toHaveLength(30);
  });
});
