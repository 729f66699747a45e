import fc from 'fast-check';
import {
  type HealthBand,
  licenceHealth,
  nextBand,
  type ObjectiveRetention,
  skillsToRefresh,
} from './licence-health.js';
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

describe('the colour of a licence', () => {
  const day = 86_400_000;
  const start = Date.UTC(2027, 0, 4);
  const band = (status: HealthBand['status'], days = 0): HealthBand => ({
    status,
    since: start - days * day,
  });

  it('is at first what the health says, and amber at worst', () => {
    expect(nextBand(null, 80, start)).toEqual({ status: 'green', since: start });
    expect(nextBand(null, 79, start).status).toBe('amber');
    expect(nextBand(null, 12, start).status).toBe('amber');
  });

  it('does not change from day to day around a threshold', () => {
    const healths = [81, 79.9, 80.1, 79.8, 82.9, 79, 80];
    const seen = healths.reduce<HealthBand[]>(
      (past, health, index) => [...past, nextBand(past.at(-1) ?? null, health, start + index * day)],
      [],
    );
    expect(seen.map(({ status }) => status)).toEqual(['green', ...Array<string>(6).fill('amber')]);
    expect(nextBand(band('amber'), 83, start).status).toBe('green');
    expect(nextBand(band('red'), 62.9, start)).toEqual(band('red'));
    expect(nextBand(band('red'), 63, start).status).toBe('amber');
    expect(nextBand(band('red'), 81, start).status).toBe('amber');
  });

  it('turns red no sooner than two weeks after it turned amber', () => {
    expect(nextBand(band('green', 90), 5, start)).toEqual({ status: 'amber', since: start });
    expect(nextBand(band('amber', 13), 5, start)).toEqual(band('amber', 13));
    expect(nextBand(band('amber', 14), 5, start)).toEqual({ status: 'red', since: start });
    expect(() => nextBand(null, -1, start)).toThrow(RangeError);
  });

  it('is never red after one answer from green, whatever was asked and however it was answered', () => {
    const card = fc.record({
      days: fc.integer({ min: 0, max: 300 }),
      reviews: fc.integer({ min: 1, max: 6 }),
    });
    const grade = fc.constantFrom<Grade>('again', 'hard', 'good', 'easy');
    const objectives = fc.array(fc.record({ card, critical: fc.boolean() }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        objectives,
        fc.nat(),
        grade,
        fc.integer({ min: 0, max: 13 }),
        (list, pick, answer, later) => {
          const cards = list.map(({ card: { days, reviews } }) =>
            replay(
              Array.from({ length: reviews }, (_, n) => ({
                grade: 'good' as const,
                at: start - (days + 20 * (reviews - n)) * day,
              })),
            ),
          );
          const at = start + later * day;
          const healthOf = (moment: number, all: readonly (MemoryCard | null)[]): number =>
            licenceHealth(
              all.map((one, i) =>
                objective(`a.${i}`, recallChance(one!, moment), { critical: list[i]!.critical }),
              ),
            ).health;
          fc.pre(healthOf(start, cards) >= 80);
          const changed = cards.map((one, i) =>
            i === pick % cards.length ? review(one, answer, start) : one,
          );
          const first = nextBand(band('green', 30), healthOf(start, changed), start);
          expect(first.status).not.toBe('red');
          expect(nextBand(first, healthOf(at, changed), at).status).not.toBe('red');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what a refresh exam asks', () => {
  it('is every skill that is not green by itself, and makes the licence green again', () => {
    const recall = fc.double({ min: 0, max: 1, noNaN: true });
    const list = fc.array(
      fc.record({ recall, critical: fc.boolean(), skill: fc.constantFrom('a', 'b', 'c') }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    const skillOf = (name: string): string => name.split('.')[0]!;
    fc.assert(
      fc.property(list, (found) => {
        const before = found.map((row, i) => objective(`${row.skill}.${i}`, row.recall, row));
        const health = licenceHealth(before);
        const asked = skillsToRefresh(health, skillOf);
        if (health.status === 'red') expect(asked.length).toBeGreaterThan(0);
        const fresh = before.map((row) => (asked.includes(row.skill) ? { ...row, recall: 1 } : row));
        expect(licenceHealth(fresh).status).toBe('green');
      }),
    );
  });

  it('names the weakest skill first', () => {
    const health = licenceHealth([objective('a.1', 0.7), objective('b.1', 0.95), objective('c.1', 0.5)]);
    expect(skillsToRefresh(health, (name) => name.split('.')[0]!)).toEqual(['c', 'a']);
  });
});
