import fc from 'fast-check';
import { divergence, globalInformation } from '../irt/divergence.js';
import { information } from '../irt/model.js';
import { seeded } from '../random.js';
import { placementRules } from './placement.js';
import { makePool } from '../testing/index.js';
import { selectItem } from './select-item.js';
import type { PoolItem, TestRules, TestSession } from './test-rules.js';

const pool = makePool({ skills: 1, perSkill: 60 });
const rules: TestRules = { ...placementRules({ skills: 1, cut: 0.3 }), draw: { among: 1 } };
const start: TestSession = { asked: [], elapsedSeconds: 0 };
const choose = (test: TestRules, at: number, seed = 'x', session = start) =>
  selectItem(session, pool, test, at, seeded(seed))!;
const bestBy = (worth: (item: PoolItem) => number): string =>
  pool.reduce((x, y) => (worth(y) > worth(x) ? y : x)).id;
const ability = fc.double({ min: -3, max: 3, noNaN: true });

describe('the choice among items', () => {
  it('by information takes the item with most of it at the ability', () => {
    fc.assert(
      fc.property(ability, (at) => {
        const { item, why } = choose(rules, at);
        expect(item.id).toBe(bestBy((one) => information(one.parameters, at)));
        expect(why.rank).toBe(1);
        expect(why.information).toBeCloseTo(information(item.parameters, at), 13);
      }),
    );
  });

  it('by Kullback-Leibler takes what tells most around the ability, or between both sides of the cut', () => {
    const global: TestRules = { ...rules, select: 'kullback-leibler' };
    const atCut: TestRules = { ...global, aim: 'cut' };
    fc.assert(
      fc.property(ability, (at) => {
        expect(choose(global, at).item.id).toBe(bestBy((one) => globalInformation(one.parameters, at, 3)));
        expect(choose(atCut, at).item.id).toBe(
          bestBy((one) => divergence(one.parameters, at + 0.25, at - 0.25)),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('randomesque: the best ones all have their turn, others never', () => {
    const ranked = [...pool].sort((x, y) => information(y.parameters, 0) - information(x.parameters, 0));
    const seen = new Set(
      Array.from({ length: 200 }, (_, i) => choose({ ...rules, draw: { among: 5 } }, 0, `r${i}`).item.id),
    );
    expect([...seen].sort()).toEqual(
      ranked
        .slice(0, 5)
        .map((item) => item.id)
        .sort(),
    );
  });

  it('in proportion to squared information: as often as the squares say', () => {
    const squares = new Map(pool.map((item) => [item.id, information(item.parameters, 0) ** 2]));
    const total = [...squares.values()].reduce((sum, square) => sum + square, 0);
    const counts = new Map<string, number>();
    const draws = 6000;
    for (let i = 0; i < draws; i += 1) {
      const { id } = choose({ ...rules, draw: { power: 2 } }, 0, `p${i}`).item;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    let chi = 0;
    for (const [id, square] of squares) {
      const expected = (draws * square) / total;
      chi += ((counts.get(id) ?? 0) - expected) ** 2 / expected;
    }
    expect(chi).toBeLessThan(99.6); // 99.9 % point of chi-square with 59 degrees of freedom is 98.3
  });

  it('still finds somebody to ask where no item tells anything', () => {
    const far = choose({ ...rules, draw: { power: 2 } }, 5000);
    expect(far.why.information).toBe(0);
    expect(pool).toContain(far.item);
  });

  it('gives every pilot the same chance, and tells its information all the same', () => {
    const pilots: PoolItem[] = pool.map((item) => ({ ...item, id: `p-${item.id}`, scored: false }));
    const seen = new Set<string>();
    for (let i = 0; i < 400; i += 1) {
      const chosen = selectItem(
        { asked: [{ itemId: pool[0]!.id, points: 1 }], elapsedSeconds: 0 },
        [...pool, ...pilots],
        { ...rules, min: 2, pilots: 1 },
        0.7,
        seeded(`pilot-${i}`),
      )!;
      seen.add(chosen.item.id);
      expect(chosen.why.pilot).toBe(true);
      expect(chosen.why.information).toBeCloseTo(information(chosen.item.parameters, 0.7), 13);
    }
    // 400 draws from 60: all but certain to meet nearly every one.
    expect(seen.size).toBeGreaterThan(55);
  });

  it('counts the answers of graded items as it does of others', () => {
    const mixed: PoolItem[] = [
      { id: 'plain', skill: 's', parameters: { a: 1, b: 0 } },
      { id: 'graded', skill: 's', parameters: { model: 'graded', a: 2, b: [-0.5, 0.5] } },
    ];
    const { item, why } = selectItem(start, mixed, rules, 0, seeded('g'))!;
    expect(item.id).toBe('graded');
    expect(why.information).toBeCloseTo(information(item.parameters, 0), 14);
  });
});
