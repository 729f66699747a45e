import { coachReport } from './coach-report.js';
import { findRings, poissonTail } from './find-rings.js';
import { daysOfPeriod, periodOf, pointsFor, refuseReward, REWARD_RULES } from './reward-rules.js';

describe('points for thanks', () => {
  const soFar = { today: 0, pair: 0, period: 0 };
  it.each([
    ['as HR decided', soFar, 10, null],
    ['none for the sixth of a day', { ...soFar, today: 5 }, 0, 'day-cap'],
    ['none for the fourth between the same two', { ...soFar, pair: 3 }, 0, 'pair-cap'],
    ['none past the cap of the quarter', { ...soFar, period: 40 }, 0, 'period-cap'],
  ])('%s', (_, counts, points, why) => {
    expect(pointsFor(REWARD_RULES, counts)).toEqual({ points, why });
  });

  it('buy a reward only while its cost fits the budget', () => {
    const reward = { points: 50, cents: 2500, isRetired: false };
    expect(refuseReward(reward, 50, { cents: 5000, spent: 2500 })).toBeNull();
    expect(refuseReward(reward, 50, { cents: 5000, spent: 2501 })).toBe('budget-empty');
    expect(refuseReward(reward, 49, { cents: 5000, spent: 0 })).toBe('too-few-points');
    expect(refuseReward({ ...reward, isRetired: true }, 90, { cents: 5000, spent: 0 })).toBe('retired');
  });

  it('are counted by the quarter', () => {
    expect(periodOf('2026-11-23')).toBe('2026-Q4');
    expect(daysOfPeriod('2026-Q4')).toEqual({ from: '2026-10-01', until: '2027-01-01' });
    expect(daysOfPeriod('2027-Q1')).toEqual({ from: '2027-01-01', until: '2027-04-01' });
  });
});

describe('thanks that go round', () => {
  const edge = (fromId: string, toId: string, count: number) => ({ fromId, toId, count });
  /** Forty people who thank three different helpers once or twice each. */
  const honest = Array.from({ length: 40 }, (_, index) =>
    [1, 7, 19].map((step) => edge(`p${index}`, `p${(index + step) % 40}`, 1 + (index % 2))),
  ).flat();

  it('are found between two, and round a circle of three', () => {
    const ring = [
      edge('x', 'y', 8),
      edge('y', 'x', 7),
      edge('a', 'b', 6),
      edge('b', 'c', 6),
      edge('c', 'a', 6),
    ];
    const found = findRings([...honest, ...ring]);
    expect(found.map(({ kind, people, thanks }) => [kind, people, thanks])).toEqual([
      ['cycle', ['a', 'b', 'c'], 18],
      ['pair', ['x', 'y'], 15],
    ]);
  });

  it('are not seen in neighbours who help each other a little, nor in somebody whom everybody thanks', () => {
    const star = Array.from({ length: 40 }, (_, index) => edge(`p${index}`, 'star', 3));
    const back = [edge('star', 'p1', 3), edge('p2', 'p3', 2), edge('p3', 'p2', 2)];
    expect(findRings([...honest, ...star, ...back])).toEqual([]);
    expect(findRings([])).toEqual([]);
  });

  it('the tail of the Poisson distribution is right near and far', () => {
    expect(poissonTail(0, 2)).toBe(1);
    expect(poissonTail(3, 2)).toBeCloseTo(0.3233, 4);
    // e^-2 · 2^20/20! · (1 + 2/21 + 4/(21·22) + …)
    expect(poissonTail(20, 2) / 6.4437e-14).toBeCloseTo(1, 4);
  });
});

describe('what a digicoach is told', () => {
  const pair = (before: number, after: number) => ({
    before: Array<number>(5).fill(before),
    after: Array<number>(5).fill(after),
  });

  it('is nothing about fewer than five people', () => {
    expect(coachReport([pair(2, 3), pair(2, 3), pair(2, 3), pair(2, 3)])).toBeNull();
  });

  it('is a mean with its interval from five on', () => {
    const report = coachReport([pair(2, 3), pair(2, 4), pair(3, 3), pair(1, 3), pair(2, 4)]);
    expect(report).toMatchObject({ n: 5, before: 2, after: 3.4 });
    expect(report?.change).toBeCloseTo(1.4);
    // Standard deviation 0.894, n 5, t 2.776.
    expect(report?.low).toBeCloseTo(0.29, 2);
    expect(report?.high).toBeCloseTo(2.51, 2);
  });
});
