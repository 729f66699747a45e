import fc from 'fast-check';
import { CONFIDENCES, gradeOf, GRADES, usualPace } from './grade.js';

const grades = (points: number, pace?: Parameters<typeof gradeOf>[2]) =>
  CONFIDENCES.map((confidence) => gradeOf(points, confidence, pace));
const pace = (ms: number, expected: number | null = null, usualMs: number | null = 20_000) => ({
  ms,
  usualMs,
  expected,
});

describe('the grade of an answer', () => {
  it('comes from what was right and how sure somebody was', () => {
    expect(grades(1)).toEqual(['hard', 'good', 'easy']);
    expect(grades(0.7)).toEqual(['hard', 'hard', 'hard']);
    expect(grades(0)).toEqual(['again', 'again', 'again']);
  });

  it('is hard when right but in more than twice the usual time, also when sure', () => {
    expect(grades(1, pace(40_001, 0.4))).toEqual(['hard', 'hard', 'hard']);
    expect(grades(1, pace(40_000))).toEqual(['hard', 'good', 'easy']);
    expect(grades(1, pace(600_001, 0.4))).toEqual(['hard', 'good', 'easy']);
  });

  it('is easy when right, fast, and not to be expected', () => {
    expect(grades(1, pace(15_000, 0.59))).toEqual(['hard', 'easy', 'easy']);
    expect(grades(1, pace(15_001, 0.59))[1]).toBe('good');
    expect(grades(1, pace(15_000, 0.6))[1]).toBe('good');
    expect(grades(1, pace(15_000, null))[1]).toBe('good');
  });

  it('takes an answer in less than three seconds for luck, not for a strong memory', () => {
    expect(gradeOf(1, 'fairly', pace(2999, 0.3))).toBe('good');
    expect(gradeOf(1, 'fairly', pace(3000, 0.3))).toBe('easy');
  });

  it('is again for every wrong answer, and never better with less confidence or a slower answer', () => {
    const ms = fc.integer({ min: 3000, max: 200_000 });
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(chance, ms, ms, chance, (points, one, other, expected) => {
        const rank = (confidence: (typeof CONFIDENCES)[number], took: number) =>
          GRADES.indexOf(gradeOf(points, confidence, pace(took, expected)));
        const [quick, slow] = [Math.min(one, other), Math.max(one, other)];
        for (const confidence of CONFIDENCES) {
          expect(rank(confidence, slow)).toBeLessThanOrEqual(rank(confidence, quick));
          if (points < 0.5) expect(rank(confidence, quick)).toBe(0);
        }
        expect(rank('unsure', one)).toBeLessThanOrEqual(rank('fairly', one));
        expect(rank('fairly', one)).toBeLessThanOrEqual(rank('sure', one));
      }),
    );
  });
});

describe('the usual pace of a person', () => {
  const times = (...ms: number[]) => ms.map((each) => ({ ms: each, plannedMs: 10_000 }));

  it('is the median of own times against the planned ones, known from eight answers on', () => {
    expect(usualPace(times(5e3, 6e3, 7e3, 8e3, 9e3, 10e3, 11e3))).toBeNull();
    expect(usualPace(times(12e3, 5e3, 6e3, 7e3, 8e3, 10e3, 11e3, 9e3))).toBeCloseTo(0.85, 12);
    expect(usualPace(times(13e3, 12e3, 5e3, 6e3, 7e3, 8e3, 10e3, 11e3, 9e3))).toBeCloseTo(0.9, 12);
  });

  it('leaves out guesses and coffee breaks', () => {
    expect(usualPace(times(5e3, 5e3, 5e3, 5e3, 5e3, 5e3, 5e3, 2e3, 700e3))).toBeNull();
  });
});
