import fc from 'fast-check';
import { addDays } from './import/day.js';
import { joinEmployments, type Service } from './join-employments.js';

const service = (id: string, startsOn: string, endsOn: string | null, seats = 1): Service => ({
  id,
  startsOn,
  endsOn,
  seats,
});
const old = service('k', '2019-03-01', '2023-06-30');

describe('joining the employments of two records', () => {
  it('lets somebody who came back keep both stretches of work', () => {
    expect(joinEmployments([old], [service('o', '2026-02-01', null)])).toEqual({
      moved: ['o'],
      absorbed: [],
      spans: [],
    });
  });

  it('makes two numbers that ran at once one employment with two seats', () => {
    const plan = joinEmployments(
      [service('k', '2020-01-01', null, 2)],
      [service('o', '2019-06-01', '2021-12-31')],
    );
    expect(plan).toEqual({
      moved: [],
      absorbed: [{ id: 'o', into: 'k', seatOffset: 2 }],
      spans: [{ id: 'k', startsOn: '2019-06-01', endsOn: null }],
    });
  });

  it('does not guess when one number bridges two stretches of the other', () => {
    const kept = [old, service('k2', '2024-01-01', null)];
    expect(joinEmployments(kept, [service('o', '2022-01-01', '2025-01-01')])).toBeUndefined();
  });

  it('never leaves two employments on one day, loses none, and covers exactly the days of both', () => {
    const stretches = (prefix: string) =>
      fc
        .array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 30 })), { maxLength: 5 })
        .map((steps) => {
          let day = '2020-01-01';
          return steps.map(([gap, length], index) => {
            const startsOn = addDays(day, gap);
            const endsOn = addDays(startsOn, length);
            day = endsOn;
            return service(`${prefix}${index}`, startsOn, endsOn);
          });
        });
    const daysOf = (list: readonly { startsOn: string; endsOn: string | null }[]): string[] =>
      list.flatMap(({ startsOn, endsOn }) => {
        const days: string[] = [];
        for (let on = startsOn; on <= (endsOn ?? on); on = addDays(on, 1)) days.push(on);
        return days;
      });
    fc.assert(
      fc.property(stretches('k'), stretches('o'), (kept, closing) => {
        const plan = joinEmployments(kept, closing);
        if (plan === undefined) return;
        const { moved, absorbed, spans } = plan;
        expect([...moved, ...absorbed.map(({ id }) => id)].sort()).toEqual(
          closing.map(({ id }) => id).sort(),
        );
        const after = [
          ...kept.map((own) => spans.find(({ id }) => id === own.id) ?? own),
          ...closing.filter(({ id }) => moved.includes(id)),
        ];
        const days = daysOf(after);
        expect(new Set(days).size).toBe(days.length);
        expect(new Set(days)).toEqual(new Set(daysOf([...kept, ...closing])));
        for (const { into } of absorbed) expect(kept.map(({ id }) => id)).toContain(into);
      }),
      { numRuns: 2000 },
    );
  });
});
