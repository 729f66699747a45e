import fc from 'fast-check';
import { itemsAtCap } from './exposure.js';
import type { PoolItem } from './test-rules.js';

const item = (id: string, more: Partial<PoolItem> = {}): PoolItem => ({
  id,
  skill: 's',
  parameters: { a: 1, b: 0 },
  ...more,
});

describe('items at their exposure cap', () => {
  it('are those that one more session would bring above the cap', () => {
    const pool = [item('a'), item('b'), item('c')];
    // 100 sessions with this one: at most 25 for a cap of a quarter.
    const counts = { asked: { a: 24, b: 25, c: 26 }, sessions: 99 };
    expect(itemsAtCap(pool, counts, 0.25)).toEqual(['b', 'c']);
    expect(itemsAtCap(pool, counts, 1)).toEqual([]);
  });

  it('may be asked once while there are hardly any sessions', () => {
    expect(itemsAtCap([item('a')], { asked: {}, sessions: 0 }, 0.25)).toEqual([]);
    expect(itemsAtCap([item('a')], { asked: { a: 1 }, sessions: 1 }, 0.25)).toEqual(['a']);
  });

  it('count a family as one item, and leave pilots alone', () => {
    const pool = [
      item('a', { family: 'f' }),
      item('b', { family: 'f' }),
      item('c'),
      item('p', { scored: false }),
    ];
    const counts = { asked: { a: 13, b: 12, c: 24, p: 80 }, sessions: 99 };
    expect(itemsAtCap(pool, counts, 0.25)).toEqual(['a', 'b']);
  });

  it('never let an item over the cap, however sessions draw', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 20, maxLength: 120 }),
        fc.constantFrom(0.1, 0.25, 0.5),
        (draws, cap) => {
          const pool = Array.from({ length: 12 }, (_, i) => item(`i${i}`));
          const asked: Record<string, number> = {};
          draws.forEach((draw, sessions) => {
            const capped = itemsAtCap(pool, { asked, sessions }, cap);
            const open = pool.filter((one) => !capped.includes(one.id));
            const chosen = open[draw % Math.max(1, open.length)];
            if (chosen) asked[chosen.id] = (asked[chosen.id] ?? 0) + 1;
            const most = Math.max(1, cap * (sessions + 1));
            for (const count of Object.values(asked)) expect(count).toBeLessThanOrEqual(most + 1e-9);
          });
        },
      ),
    );
  });

  it('refuse a cap that means nothing', () => {
    for (const cap of [0, -1, 1.5, NaN]) {
      expect(() => itemsAtCap([], { asked: {}, sessions: 0 }, cap)).toThrow(RangeError);
    }
  });
});
