import fc from 'fast-check';
import { seeded } from '#assessment';
import { planPractice, type PracticeItem, weakestFirst } from './practice-plan.js';

const item = (skill: string, n: number, family?: string): PracticeItem => ({
  id: `${skill}.${n}`,
  version: 1,
  skill,
  objective: 'o1',
  family,
});
const items = ['a', 'b', 'c'].flatMap((skill) => [1, 2, 3, 4, 5, 6].map((n) => item(skill, n)));
const standing = (skill: string, chance: number, answered = 5) => ({ skill, chance, answered });
const plan = (input: Partial<Parameters<typeof planPractice>[0]>) =>
  planPractice({ items, due: [], standings: [], seen: new Map(), random: seeded('s'), ...input });

describe('the plan of a round', () => {
  it('puts what is longest overdue first, then the weakest skills', () => {
    const round = plan({
      due: [
        { skill: 'b', objective: 'o1', dueAt: 20 },
        { skill: 'c', objective: 'o1', dueAt: 10 },
      ],
      standings: [standing('a', 0.3), standing('b', 0.9), standing('c', 0.8)],
    });
    expect(round.map((p) => [p.itemId.slice(0, 1), p.why])).toEqual([
      ['c', 'due'],
      ['b', 'due'],
      ['a', 'weakest'],
      ['c', 'weakest'],
      ['a', 'weakest'],
    ]);
  });

  it('asks only the chosen skill when one is chosen', () => {
    const round = plan({ only: 'b', due: [{ skill: 'c', objective: 'o1', dueAt: 1 }] });
    expect(round).toHaveLength(5);
    expect(round.every((p) => p.itemId.startsWith('b') && p.why === 'chosen')).toBe(true);
  });

  it('takes the item never seen, else the one not seen for longest', () => {
    const seen = new Map([1, 2, 3, 4, 5].map((n) => [`b.${n}`, n * 100]));
    expect(plan({ only: 'b', seen, size: 2 }).map((p) => p.itemId)).toEqual(['b.6', 'b.1']);
  });

  it('asks one of a family', () => {
    const twins = [item('a', 1, 'twin'), item('a', 2, 'twin'), item('a', 3)];
    const round = plan({ items: twins, only: 'a' }).map((p) => p.itemId);
    expect(round).toContain('a.3');
    expect(round).toHaveLength(2);
  });

  it('never repeats an item and never asks more than the size, whatever is due', () => {
    const due = fc.array(
      fc.record({
        skill: fc.constantFrom('a', 'b', 'c', 'gone'),
        objective: fc.constant('o1'),
        dueAt: fc.nat(),
      }),
    );
    fc.assert(
      fc.property(due, fc.integer({ min: 1, max: 7 }), fc.string(), (cards, size, seed) => {
        const round = plan({ due: cards, size, random: seeded(seed), standings: [standing('a', 0.5)] });
        expect(round.length).toBeLessThanOrEqual(size);
        expect(new Set(round.map((p) => p.itemId)).size).toBe(round.length);
      }),
    );
  });

  it('is empty when there is nothing to ask', () => {
    expect(plan({ items: [], standings: [standing('a', 0.1)] })).toEqual([]);
  });

  it('puts skills that were never met behind the weak ones, in the order of the course', () => {
    expect(
      weakestFirst([standing('x', 0.5, 0), standing('y', 0.9), standing('z', 0.2), standing('w', 0.5, 0)]),
    ).toEqual(['z', 'y', 'x', 'w']);
  });
});
