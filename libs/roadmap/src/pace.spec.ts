import fc from 'fast-check';
import { outlook, planLine } from './pace.js';

const point = (on: string, value: number) => ({ on, value });

describe('the outlook of a milestone', () => {
  it('carries the pace of the last four weeks on in a straight line', () => {
    const done = [point('2026-11-01', 0), point('2026-11-11', 10)];
    expect(outlook(done, 24, '2026-12-18')).toEqual({ kind: 'on-track', toGo: 14, expectedOn: '2026-11-25' });
    expect(outlook(done, 24, '2026-11-24')).toEqual({ kind: 'too-slow', toGo: 14, expectedOn: '2026-11-25' });
  });

  it('forgets what happened before those four weeks', () => {
    const done = [point('2026-09-01', 0), point('2026-10-20', 12), point('2026-11-17', 12)];
    expect(outlook(done, 24, '2026-12-18')).toEqual({ kind: 'standing-still', toGo: 12 });
  });

  it('says nothing about pace after one snapshot, and is there when the goal is met', () => {
    expect(outlook([], 24, '2026-12-18')).toEqual({ kind: 'unknown' });
    expect(outlook([point('2026-11-11', 3)], 24, '2026-12-18')).toEqual({ kind: 'unknown' });
    expect(outlook([point('2026-11-11', 24)], 24, '2026-12-18')).toEqual({ kind: 'there' });
    expect(outlook([point('2026-11-11', 0)], 0, '2026-12-18')).toEqual({ kind: 'unknown' });
  });

  it('takes a loss for standing still', () => {
    expect(outlook([point('2026-11-01', 9), point('2026-11-11', 7)], 24, '2026-12-18')).toEqual({
      kind: 'standing-still',
      toGo: 17,
    });
  });
});

describe('the plan line', () => {
  it('runs from the first snapshot to the goal on the due day', () => {
    const done = [point('2026-11-01', 4), point('2026-11-11', 5), point('2026-11-30', 9)];
    expect(planLine(done, 24, '2026-11-21')).toEqual([
      point('2026-11-01', 4),
      point('2026-11-11', 14),
      point('2026-11-21', 24),
    ]);
    expect(planLine(done, 24, '2026-11-01')).toEqual([]);
    expect(planLine([], 24, '2026-11-21')).toEqual([]);
  });

  it('never falls when there is something to gain', () => {
    fc.assert(
      fc.property(
        fc.nat(30),
        fc.uniqueArray(fc.integer({ min: 10, max: 28 }), { minLength: 1 }),
        (first, days) => {
          const done = [
            point('2026-11-01', first),
            ...days.sort().map((day) => point(`2026-11-${day}`, first)),
          ];
          const values = planLine(done, first + 20, '2026-12-18').map(({ value }) => value);
          return (
            values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0)) &&
            values.at(-1) === first + 20
          );
        },
      ),
    );
  });
});
