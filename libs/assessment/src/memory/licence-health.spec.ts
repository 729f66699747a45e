import fc from 'fast-check';
import { licenceHealth, type ObjectiveRetention } from './licence-health.js';
import { recallChance, replay, review, type MemoryCard } from './scheduler.js';
import type { Grade } from './grade.js';

const objective = (
  name: string,
  recall: number,
  more: Partial<ObjectiveRetention> = {},
): ObjectiveRetention => ({
  objective: name,
  skill: name.split('.')[0]!,
  weight: 1,
  critical: false,
  recall,
  ...more,
});

describe('the health of a licence', () => {
  it('is 100 when everything is remembered at .90 and 0 when nothing is above .60', () => {
    expect(licenceHealth([objective('a.1', 0.9), objective('b.1', 0.97)]).health).toBeCloseTo(100, 10);
    expect(licenceHealth([objective('a.1', 0.6), objective('b.1', 0.2)]).health).toBe(0);
  });

  it('is .7 of the mean and .3 of the weakest critical skill', () => {
    // h = .75 for skill a (R .825), 1 for b (critical), .5 for c (R .75, critical)
    const found = licenceHealth([
      objective('a.1', 0.8),
      objective('a.2', 0.85),
      objective('b.1', 0.95, { critical: true }),
      objective('c.1', 0.75, { critical: true }),
    ]);
    expect(found.health).toBeCloseTo(100 * (0.7 * (2.25 / 3) + 0.3 * 0.5), 10);
    expect(found.status).toBe('amber');
  });

  it('weighs objectives within a skill and skills within the licence', () => {
    const found = licenceHealth(
      [objective('a.1', 0.9, { weight: 3 }), objective('a.2', 0.7), objective('b.1', 0.75)],
      { a: 2 },
    );
    expect(found.skills[0]!.retention).toBeCloseTo(0.85, 12);
    expect(found.health).toBeCloseTo((100 * (2 * (0.25 / 0.3) + 0.5)) / 3, 10);
  });

  it('stays at 59 and red when one critical objective has faded below .70', () => {
    const strong = Array.from({ length: 20 }, (_, i) => objective(`a.${i}`, 1));
    const found = licenceHealth([...strong, objective('a.x', 0.69, { critical: true })]);
    expect(found).toMatchObject({ health: 59, status: 'red', cappedBy: ['a.x'], decayed: ['a.x'] });
    const notCritical = licenceHealth([...strong, objective('a.x', 0.69)]);
    expect(notCritical).toMatchObject({ health: 100, status: 'green', cappedBy: [], decayed: ['a.x'] });
    expect(licenceHealth([...strong, objective('a.x', 0.7, { critical: true })]).cappedBy).toEqual([]);
  });

  it('turns amber below 80 and red below 60', () => {
    const at = (health: number) => licenceHealth([objective('a.1', 0.6 + 0.003 * health)]).status;
    expect([100, 80, 79, 60, 59, 0].map(at)).toEqual(['green', 'green', 'amber', 'amber', 'red', 'red']);
  });

  it('never falls when more is remembered, and stays between 0 and 100', () => {
    const recall = fc.double({ min: 0, max: 1, noNaN: true });
    const list = fc.array(fc.record({ recall, critical: fc.boolean(), skill: fc.constantFrom('a', 'b') }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(list, fc.nat(), recall, (rows, pick, better) => {
        const named = rows.map((row, i) => objective(`${row.skill}.${i}`, row.recall, row));
        const raised = named.map((row, i) =>
          i === pick % rows.length ? { ...row, recall: Math.max(row.recall, better) } : row,
        );
        const before = licenceHealth(named);
        const after = licenceHealth(raised);
        expect(after.health).toBeGreaterThanOrEqual(before.health - 1e-9);
        expect(after.health).toBeLessThanOrEqual(100 + 1e-9);
        expect(before.health).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is the same from the stored cards as from the replayed log', () => {
    const day = 86_400_000;
    const start = Date.UTC(2026, 10, 23);
    const logs: { grade: Grade; at: number }[][] = [
      [
        { grade: 'good', at: start },
        { grade: 'again', at: start + 9 * day },
        { grade: 'easy', at: start + 12 * day },
      ],
      [{ grade: 'hard', at: start + 3 * day }],
    ];
    const stored = logs.map((log) =>
      log.reduce<MemoryCard | null>(
        (card, { grade, at }) => JSON.parse(JSON.stringify(review(card, grade, at))) as MemoryCard,
        null,
      ),
    );
    const healthOf = (cards: readonly (MemoryCard | null)[]) =>
      licenceHealth(cards.map((card, i) => objective(`a.${i}`, recallChance(card!, start + 40 * day))));
    expect(healthOf(logs.map((log) => replay(log)))).toEqual(healthOf(stored));
  });

  it('refuses what has no meaning', () => {
    expect(() => licenceHealth([])).toThrow(RangeError);
    expect(() => licenceHealth([objective('a.1', 1.1)])).toThrow(RangeError);
    expect(() => licenceHealth([objective('a.1', NaN)])).toThrow(RangeError);
    expect(() => licenceHealth([objective('a.1', 1, { weight: 0 })])).toThrow(RangeError);
    expect(() => licenceHealth([objective('a.1', 1)], { a: -1 })).toThrow(RangeError);
  });
});
