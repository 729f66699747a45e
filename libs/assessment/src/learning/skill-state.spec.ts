import fc from 'fast-check';
import { learnFromAnswer } from '../calibration/online-update.js';
import { answerInGraph, outerFringe, type SkillGraph } from './skill-graph.js';
import { afterAnswer, masteryChance, moved, newSkillState } from './skill-state.js';
import type { SkillAnswer, SkillState } from './skill-state.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 23, 9);
const answer = (n: number, points = 1, more: Partial<SkillAnswer> = {}): SkillAnswer => ({
  itemId: `i${n}`,
  a: 1.2,
  b: 0,
  variance: 0,
  points,
  at: START + n * DAY,
  day: new Date(START + n * DAY).toISOString().slice(0, 10),
  ...more,
});
const run = (answers: readonly SkillAnswer[], from = newSkillState()): SkillState =>
  answers.reduce((state, one) => afterAnswer(state, one, 0), from);
const range = (count: number): number[] => [...Array(count).keys()];
const mastered: SkillState = { ...run(range(12).map((n) => answer(n))) };

describe('the state of a skill', () => {
  it('moves like the online update of practice when the answer is right or wrong', () => {
    const item = { difficulty: { mean: 0.4, variance: 0.2 }, a: 1.3, frozen: true };
    for (const correct of [true, false]) {
      const expected = learnFromAnswer({ mean: -0.2, variance: 0.5 }, item, correct).ability;
      const found = moved(
        newSkillState(-0.2, 0.5),
        { a: 1.3, b: 0.4, variance: 0.2, points: correct ? 1 : 0 },
        1,
      );
      expect(found.mean).toBeCloseTo(expected.mean, 12);
      expect(found.variance).toBeCloseTo(expected.variance, 12);
    }
  });

  it('rises by a right answer, falls by a wrong one, never by more than .3, and gets surer', () => {
    const state = fc.record({
      mean: fc.double({ min: -4, max: 4, noNaN: true }),
      variance: fc.double({ min: 0.05, max: 3, noNaN: true }),
      b: fc.double({ min: -4, max: 4, noNaN: true }),
    });
    fc.assert(
      fc.property(state, ({ mean, variance, b }) => {
        const before = newSkillState(mean, variance);
        const up = afterAnswer(before, answer(1, 1, { b }), 0);
        const down = afterAnswer(before, answer(1, 0, { b }), 0);
        expect(up.mean).toBeGreaterThan(mean);
        expect(down.mean).toBeLessThan(mean);
        expect(Math.max(up.mean - mean, mean - down.mean)).toBeLessThanOrEqual(0.3 + 1e-12);
        expect(up.variance).toBeLessThan(variance);
      }),
    );
  });

  it('learns nothing from a right answer repeated within a week, and something from a wrong one', () => {
    const once = run([answer(1)]);
    expect(run([answer(1), answer(1)])).toEqual(once);
    const lapse = run([answer(1), answer(1, 0)]);
    expect(lapse.mean).toBeLessThan(once.mean);
    expect(Object.keys(lapse.items)).toEqual(['i1']);
  });

  it('can rise again after wrong answers, also when the bank has no other items left', () => {
    const low = run(range(6).map((n) => answer(n, 0)));
    const soon = run(
      range(6).map((n) => answer(n, 1, { at: START + 6 * DAY })),
      low,
    );
    expect(soon.mean).toBe(low.mean);
    const later = run(
      range(6).map((n) => answer(n, 1, { at: START + 12 * DAY })),
      low,
    );
    expect(later.mean).toBeGreaterThan(low.mean + 0.5);
    expect(Object.keys(later.items)).toHaveLength(6);
  });

  it('counts the day of a repeated answer, for what was known yesterday is known today', () => {
    const states = run([answer(1), answer(1, 1, { at: START + 2 * DAY, day: '2026-11-25' })]);
    expect(states.days).toEqual(['2026-11-24', '2026-11-25']);
    expect(states.mean).toBe(run([answer(1)]).mean);
  });

  it('is not touched by an item that treats groups unequally', () => {
    expect(run([answer(1, 1, { counts: false })])).toEqual(newSkillState());
  });

  it('refuses points and discriminations outside their range', () => {
    expect(() => run([answer(1, 1.2)])).toThrow(RangeError);
    expect(() => run([answer(1, 1, { a: 0 })])).toThrow(RangeError);
  });
});

describe('mastery', () => {
  it('needs four different items over two days, however sure the belief is', () => {
    const sure = newSkillState(3, 0.1);
    const sameDay = (n: number) => answer(n, 1, { at: START, day: '2026-11-23' });
    expect(
      run(
        range(3).map((n) => answer(n)),
        sure,
      ).mastered,
    ).toBe(false);
    expect(run(range(9).map(sameDay), sure).mastered).toBe(false);
    expect(run([...range(3).map(sameDay), answer(3)], sure).mastered).toBe(true);
  });

  it('is kept between .60 and .85, where it would not be gained, and lost below .60', () => {
    expect(mastered.mastered).toBe(true);
    let state = mastered;
    let kept = 0;
    for (let n = 20; state.mastered && n < 60; n += 1) {
      state = afterAnswer(state, answer(n, 0), 0);
      const chance = masteryChance(state, 0);
      if (state.mastered && chance < 0.85) kept += 1;
      expect(state.mastered).toBe(chance >= 0.6);
    }
    expect(kept).toBeGreaterThan(0);
    expect(state.mastered).toBe(false);
    expect(afterAnswer(state, answer(70), 0).mastered).toBe(false);
  });
});

describe('neighbours in the skill graph', () => {
  const graph: SkillGraph = { lock: [], save: ['lock'], share: ['save'], print: [] };

  it('learn half: a success raises prerequisites, a failure lowers dependents, nothing else moves', () => {
    const fresh = newSkillState();
    const full = moved(fresh, answer(1), 1);
    const up = answerInGraph(graph, {}, 'save', answer(1), 0);
    expect(up['lock']!.mean).toBeCloseTo(full.mean / 2, 12);
    expect(1 - up['lock']!.variance).toBeCloseTo((1 - full.variance) / 2, 12);
    expect(Object.keys(up).sort()).toEqual(['lock', 'save']);
    const down = answerInGraph(graph, {}, 'save', answer(1, 0), 0);
    expect(down['share']!.mean).toBeCloseTo(-full.mean / 2, 12);
    expect(Object.keys(down).sort()).toEqual(['save', 'share']);
  });

  it('are never mastered by what happens next door, but can be lost by it', () => {
    let states = range(40).reduce(
      (found, n) => answerInGraph(graph, found, 'save', answer(n, 1, { b: 1 }), 0),
      {} as Readonly<Record<string, SkillState>>,
    );
    expect(masteryChance(states['lock']!, 0)).toBeGreaterThan(0.9);
    expect(states['lock']).toMatchObject({ mastered: false, items: {}, days: [], evidenceAt: null });
    states = range(60).reduce((found, n) => answerInGraph(graph, found, 'save', answer(n + 100, 0), 0), {
      share: mastered,
    } as Readonly<Record<string, SkillState>>);
    expect(states['share']!.mastered).toBe(false);
  });

  it('make a skill a candidate once all its prerequisites are held at .70', () => {
    expect(outerFringe(graph, {}, 0)).toEqual(['lock', 'print']);
    expect(outerFringe(graph, { lock: newSkillState(0.53, 1) }, 0)).toContain('save');
    expect(outerFringe(graph, { lock: newSkillState(0.52, 1) }, 0)).not.toContain('save');
    expect(outerFringe(graph, { lock: mastered }, 0)).toEqual(['save', 'print']);
  });
});
