import { logistic } from '../numbers.js';
import { normalDeviate, seeded } from '../random.js';
import { fitLogistic } from './logistic-fit.js';
import { areaUnderCurve } from './prediction-quality.js';
import { assessTracing, fitTracing, predictAnswer } from './tracing-model.js';
import { NO_HISTORY, traceAnswer, type TracedAnswer, type TracingState } from './tracing-state.js';

const DAY = 86_400_000;
const SKILLS = 8;
const range = (count: number): number[] => [...Array(count).keys()];

/**
 * A learner who is not made by the model: an ability per skill around a general one, that grows by practice (more
 * slowly each time) and fades between answers.
 */
function learner(person: number, answers: number): TracedAnswer[] {
  const random = seeded(`learner/${person}`);
  const general = normalDeviate(random, 'general');
  const practised = new Map<number, { count: number; at: number }>();
  let at = Date.UTC(2026, 0, 1);
  return range(answers).map((n) => {
    at += DAY * (random('pause', n) < 0.7 ? 0.01 : 1 + 20 * random('gap', n));
    const skill = Math.floor(SKILLS * random('skill', n));
    const b = 0.9 * normalDeviate(random, 'b', n);
    const past = practised.get(skill);
    const grown = past ? 0.5 * Math.log1p(past.count) - 0.25 * Math.log1p((at - past.at) / DAY) : 0;
    const ability = general + 0.7 * normalDeviate(random, 'own', skill) + grown;
    practised.set(skill, { count: (past?.count ?? 0) + 1, at });
    return { skill: `s${skill}`, a: 1, b, at, correct: random('answer', n) < logistic(ability - b) };
  });
}

const known = range(250).map((person) => learner(person, 60));
const unseen = range(120).map((person) => learner(1000 + person, 60));
const version = fitTracing(known);

describe('knowledge tracing on synthetic learners', () => {
  it('ranks answers of unseen people far better than the items alone, and its chances are true', () => {
    const rows = (people: readonly (readonly TracedAnswer[])[]) =>
      Float64Array.from(people.flat().flatMap(({ b }) => [1, b]));
    const outcomes = (people: readonly (readonly TracedAnswer[])[]) =>
      people.flat().map(({ correct }) => (correct ? 1 : 0));
    const [intercept, slope] = fitLogistic(rows(known), 2, outcomes(known), 1);
    const itemOnly = areaUnderCurve(
      unseen.flat().map(({ b }) => intercept! + slope! * b),
      outcomes(unseen),
    );
    const quality = assessTracing(version, unseen);
    expect(quality.answers).toBe(7_200);
    expect(quality.auc).toBeGreaterThan(itemOnly + 0.05);
    expect(quality.calibrationError).toBeLessThan(0.03);
  });

  it('is fitted to the same weights whatever the order of the people', () => {
    const again = fitTracing([...known].reverse());
    again.weights.forEach((weight, i) => expect(weight).toBeCloseTo(version.weights[i]!, 6));
  });

  it('is kept as a value that predicts the same after it was stored', () => {
    const stored = JSON.parse(JSON.stringify(version)) as typeof version;
    const state = known[0]!.reduce<TracingState>(traceAnswer, NO_HISTORY);
    const item = { skill: 's1', b: 0.2, at: Date.UTC(2027, 0, 1) };
    expect(predictAnswer(stored, state, item)).toBe(predictAnswer(version, state, item));
    expect(stored).toMatchObject({ format: 1, people: 250, answers: 15_000, ridge: 1 });
    expect(() => predictAnswer({ ...stored, features: ['intercept'] }, state, item)).toThrow(RangeError);
  });

  it('expects less of a harder item, and more of somebody who was right', () => {
    const item = { skill: 's1', b: 0, at: Date.UTC(2026, 0, 3) };
    const after = (correct: boolean) =>
      range(5).reduce(
        (state, n) =>
          traceAnswer(state, { skill: 's1', a: 1, b: 0, correct, at: Date.UTC(2026, 0, 1) + n * 1000 }),
        NO_HISTORY,
      );
    expect(predictAnswer(version, NO_HISTORY, { ...item, b: 1 })).toBeLessThan(
      predictAnswer(version, NO_HISTORY, { ...item, b: -1 }),
    );
    expect(predictAnswer(version, after(true), item)).toBeGreaterThan(
      predictAnswer(version, after(false), item) + 0.2,
    );
  });
});
