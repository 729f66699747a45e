import { stream } from '../testing/answers.factory.js';
import { expectAnswers } from './expected-answers.js';
import { followDifficulty, isWorn, watchItem, type ItemInUse } from './watch-item.js';

const { cos, exp, log, PI, sqrt } = Math;
const ITEMS = Array.from({ length: 20 }, (_, i) => ({ a: 0.8 + (i % 4) * 0.2, b: -1.5 + (3 * i) / 20 }));
const SE = 0.12;

/**
 * Item 10 in use, answered by as many people among 19 others: really `moved` logits harder than calibrated, and
 * calibrated with an error of `wrong` logits.
 */
function inUse(seed: number, people: number, moved: number, wrong = 0): ItemInUse {
  const draw = stream(seed);
  const believed = ITEMS.map((item, i) => (i === 10 ? { ...item, b: item.b + wrong } : item));
  const answers = Array.from({ length: people }, () => {
    const theta = normal(draw);
    const exam = ITEMS.map(({ a, b }, i) => {
      const real = i === 10 ? b + moved : b;
      return { parameters: believed[i]!, correct: draw() < 1 / (1 + exp(-a * (theta - real))) };
    });
    return expectAnswers(exam, { mean: 0, sd: 1 })[10]!;
  });
  return { parameters: believed[10]!, seB: SE, answers };
}

const normal = (draw: () => number): number => sqrt(-2 * log(1 - draw())) * cos(2 * PI * draw());

const alarms = (runs: number, make: (run: number) => ItemInUse): number =>
  Array.from({ length: runs }, (_, run) => watchItem(make(run))).filter((alarm) => alarm).length / runs;

describe('what was to be expected of an answer', () => {
  it('comes from the other answers alone', () => {
    const [first] = expectAnswers([{ parameters: { a: 1, b: 0 }, correct: true }], { mean: 0, sd: 1 });
    expect(first!.expected).toBeCloseTo(0.5, 9);
    expect(first!.ability.mean).toBeCloseTo(0, 9);
    expect(first!.ability.variance).toBeCloseTo(1, 6);
    const exam = (correct: boolean) =>
      ITEMS.map((parameters, i) => ({ parameters, correct: i === 10 ? correct : i < 10 }));
    const [right, wrong] = [true, false].map((own) => expectAnswers(exam(own), { mean: 0, sd: 1 })[10]!);
    expect(right!.expected).toBeCloseTo(wrong!.expected, 12);
    expect(right!.ability.mean).toBeCloseTo(wrong!.ability.mean, 12);
  });

  it('agrees with the exact integral for two answers', () => {
    const exam = [
      { parameters: { a: 1.3, b: 0.4 }, correct: true },
      { parameters: { a: 0.7, b: -1 }, correct: false },
    ];
    const weigh = (theta: number) =>
      Math.exp(-0.5 * ((theta - 0.3) / 1.2) ** 2) * (1 - 1 / (1 + Math.exp(-0.7 * (theta + 1))));
    const steps = Array.from({ length: 40_001 }, (_, i) => -10 + i / 2000);
    const sum = (of: (theta: number) => number) => steps.reduce((total, theta) => total + of(theta), 0);
    const exact = sum((theta) => weigh(theta) / (1 + Math.exp(-1.3 * (theta - 0.4)))) / sum(weigh);
    expect(expectAnswers(exam, { mean: 0.3, sd: 1.2 })[0]!.expected).toBeCloseTo(exact, 4);
  });
});

describe('an item in use', () => {
  it('is looked at when a hundred answers are complete, and not again before the next hundred', () => {
    const { answers, ...item } = inUse(7, 260, -2);
    expect(watchItem({ ...item, answers: answers.slice(0, 99) })).toBeUndefined();
    const hundred = watchItem({ ...item, answers: answers.slice(0, 100) });
    expect(hundred).toMatchObject({ because: 'drift' });
    expect(hundred!.found).toBeGreaterThan(3);
    expect(watchItem({ ...item, answers: answers.slice(0, 199) })).toEqual(hundred);
  });

  it('raises few false alarms: three of a thousand with true parameters, one in a hundred with estimated ones', () => {
    expect(alarms(400, (run) => inUse(20000 + run, 100, 0))).toBeLessThan(0.011);
    const error = stream(9);
    const estimated = alarms(200, (run) => inUse(30000 + run, 100, 0, SE * normal(error)));
    expect(estimated).toBeLessThan(0.02);
  });

  it('is found when it leaked, as nearly all who meet it then answer rightly', () => {
    expect(alarms(60, (run) => inUse(40000 + run, 100, -1.6))).toBeGreaterThan(0.9);
  });

  it('is found in time when it moved by less, as its difficulty no longer is the calibrated one', () => {
    expect(alarms(30, (run) => inUse(50000 + run, 500, 0.9))).toBeGreaterThan(0.9);
    const { parameters, answers } = inUse(8, 800, 0.9);
    expect(followDifficulty(parameters, answers).difficulty.mean - parameters.b).toBeGreaterThan(0.55);
  });

  it('is worn after five hundred exams', () => {
    expect([499, 500].map(isWorn)).toEqual([false, true]);
  });
});
