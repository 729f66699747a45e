import fc from 'fast-check';
import { GRADES } from './grade.js';
import { DEFAULT_MEMORY_RULES, intervalDays, recallChance, remember, replay, review } from './scheduler.js';

const START = Date.UTC(2026, 10, 23, 9);
const DAY = 86_400_000;
const history = fc.array(
  fc.record({ grade: fc.constantFrom(...GRADES), gap: fc.integer({ min: 0, max: 60 }) }),
  { minLength: 1, maxLength: 15 },
);
const logOf = (steps: { grade: (typeof GRADES)[number]; gap: number }[]) => {
  let at = START;
  return steps.map(({ grade, gap }) => {
    at += gap * DAY;
    return { grade, at };
  });
};

describe('the memory of an objective', () => {
  it('returns the next day after a wrong answer, in days after a guess, in weeks after a sure one', () => {
    const days = GRADES.map((grade) => intervalDays(review(null, grade, START)));
    expect(days[0]).toBe(1);
    expect(days[1]).toBeGreaterThanOrEqual(2);
    expect(days[1]).toBeLessThanOrEqual(3);
    expect(days[2]).toBeGreaterThan(days[1]!);
    expect(days[3]).toBeGreaterThan(10);
  });

  it('starts from the published FSRS-6 weights: initial stabilities .212, 1.2931, 2.3065, 8.2956 days', () => {
    const stabilities = GRADES.map((grade) => review(null, grade, START).stability);
    [0.212, 1.2931, 2.3065, 8.2956].forEach((expected, i) => expect(stabilities[i]).toBeCloseTo(expected, 4));
  });

  it('falls to 90 % recall after as many days as its stability', () => {
    const card = review(null, 'easy', START);
    expect(recallChance(card, START)).toBeCloseTo(1, 10);
    expect(recallChance(card, START + card.stability * DAY)).toBeCloseTo(0.9, 6);
  });

  it('is never due before the review, never later than half a year, whatever happened', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const card = replay(logOf(steps))!;
        expect(card.dueAt).toBeGreaterThanOrEqual(card.reviewedAt + DAY);
        expect(intervalDays(card)).toBeLessThanOrEqual(DEFAULT_MEMORY_RULES.maxDays);
        expect(card.reviews).toBe(steps.length);
      }),
    );
  });

  it('is rebuilt exactly by replaying its history, also with a spread', () => {
    fc.assert(
      fc.property(history, fc.option(fc.string(), { nil: undefined }), (steps, seed) => {
        const rules = { ...DEFAULT_MEMORY_RULES, ...(seed === undefined ? {} : { spreadSeed: seed }) };
        let card = null as ReturnType<typeof replay>;
        for (const { grade, at } of logOf(steps))
          card = JSON.parse(JSON.stringify(review(card, grade, at, rules)));
        expect(replay(logOf(steps), rules)).toEqual(card);
      }),
    );
  });

  it('changes by a review exactly as memory alone does', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const [first, ...rest] = logOf(steps);
        let card = review(null, first!.grade, first!.at);
        for (const { grade, at } of rest) {
          const expected = remember(card, grade, at + 7 * 3_600_000);
          card = review(card, grade, at + 7 * 3_600_000);
          expect(card).toMatchObject(expected);
        }
      }),
    );
  });

  it('remembers longer after a right answer than after a wrong one', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const card = replay(logOf(steps))!;
        const at = card.dueAt;
        expect(review(card, 'good', at).stability).toBeGreaterThan(review(card, 'again', at).stability);
      }),
    );
  });

  it('never runs back in time when a late answer carries an early clock', () => {
    const card = review(null, 'good', START);
    expect(review(card, 'good', START - 5 * DAY).reviewedAt).toBe(START);
  });
});
