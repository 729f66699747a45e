import { masteryOf, type MasteryEvidence } from './mastery.js';

const answer = (itemId: string, points: number, day = '2026-11-23'): MasteryEvidence => ({
  itemId,
  points,
  day,
  parameters: { a: 1.4, b: -0.3 },
});
const right = (count: number, day?: string): MasteryEvidence[] =>
  Array.from({ length: count }, (_, i) => answer(`i${day ?? ''}${i}`, 1, day));

describe('mastery in words', () => {
  it('says nothing on fewer than four different items', () => {
    expect(masteryOf(right(3), 0).mastery).toBe('unknown');
    const oneItemTenTimes = Array.from({ length: 10 }, () => answer('same', 1));
    expect(masteryOf(oneItemTenTimes, 0)).toMatchObject({ mastery: 'unknown', answered: 1 });
  });

  it('says solid only after right answers on two days', () => {
    expect(masteryOf(right(6), 0).mastery).toBe('nearly');
    expect(masteryOf([...right(3), ...right(3, '2026-11-27')], 0).mastery).toBe('solid');
  });

  it('says practise when the answers are mostly wrong', () => {
    expect(
      masteryOf(
        right(6).map((a, i) => ({ ...a, points: i === 0 ? 1 : 0 })),
        0,
      ).mastery,
    ).toBe('practise');
  });

  it('lets the latest answer to an item count', () => {
    const recovered = [
      ...right(6).map((a) => ({ ...a, points: 0 })),
      ...right(6).map((a) => ({ ...a, day: '2026-12-01' })),
    ];
    expect(masteryOf(recovered, 0).chance).toBeGreaterThan(0.8);
  });
});
