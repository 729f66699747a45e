import fc from 'fast-check';
import { SMALLEST_GROUP, teamTopics, type Touched } from './team-topics.js';

const people = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `p${from + i}`);
const had = (skill: string, ids: readonly string[]): Touched[] =>
  ids.map((personId) => ({ personId, skill }));

describe('what a manager reads about a team', () => {
  it('is the three topics most people had, of those that five or more had', () => {
    const circle = new Set(people(0, 12));
    const touched = [
      ...had('a', people(0, 5)),
      ...had('b', people(0, 9)),
      ...had('c', people(0, 4)),
      ...had('d', people(3, 9)),
      ...had('e', people(4, 11)),
    ];
    expect(teamTopics(circle, [], touched)).toEqual(['b', 'e', 'd']);
    expect(teamTopics(circle, [], [...had('c', people(0, 4)), ...had('c', people(0, 4))])).toEqual([]);
  });

  it('hides a topic that an inner team’s silence would pin on fewer than five others', () => {
    const circle = new Set(people(0, 12));
    const inner = new Set(people(0, 8));
    // Four within and three outside: who sees the inner team's silence would know of the three.
    expect(teamTopics(circle, [inner], had('a', [...people(0, 4), ...people(8, 11)]))).toEqual([]);
    expect(teamTopics(circle, [inner], had('a', people(2, 8)))).toEqual(['a']);
  });

  it('lets nobody conclude that a group under five holds somebody, over 1,000 random companies', () => {
    const company = fc.record({
      size: fc.integer({ min: 1, max: 20 }),
      cut: fc.integer({ min: 0, max: 20 }),
      hits: fc.array(fc.tuple(fc.integer({ min: 0, max: 19 }), fc.constantFrom('a', 'b')), { maxLength: 40 }),
    });
    fc.assert(
      fc.property(company, ({ size, cut, hits }) => {
        const circle = new Set(people(0, size));
        const inner = new Set(people(0, Math.min(cut, size)));
        const touched = hits.map(([at, skill]) => ({ personId: `p${at}`, skill }));
        const outer = teamTopics(circle, [inner], touched);
        const within = teamTopics(inner, [], touched);
        for (const skill of outer) {
          // "Five or more here, fewer than five there": at least this many are certainly outside the inner team.
          const certain = within.includes(skill) ? 0 : 1;
          const outside = touched.filter(
            (t) => t.skill === skill && circle.has(t.personId) && !inner.has(t.personId),
          );
          const real = new Set(outside.map(({ personId }) => personId)).size;
          if (certain > 0) expect(real).toBeGreaterThanOrEqual(SMALLEST_GROUP);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
