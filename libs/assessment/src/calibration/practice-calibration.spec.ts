import { makeItems, practise, type TrueItem } from '../testing/practice.factory.js';
import { expertPrior } from './expert-prior.js';
import { calibratePractice, type PracticeAnswer, type PracticeCalibration } from './practice-calibration.js';

const asKnown = (items: readonly TrueItem[]) =>
  items.map(({ rated }) => ({ prior: expertPrior(rated), reference: rated }));
const calibrated = (items: readonly TrueItem[], answers: readonly PracticeAnswer[]): PracticeCalibration =>
  calibratePractice(answers, asKnown(items));
const distance = (errors: readonly number[]): number =>
  Math.sqrt(errors.reduce((sum, x) => sum + x * x, 0) / errors.length);

/** Errors of b over five skills of twelve items, in logits and in standard errors. */
function errorsOf(trial: { readonly people: number; readonly share: number; readonly mean: number }): {
  readonly logits: number[];
  readonly standard: number[];
} {
  const [logits, standard]: [number[], number[]] = [[], []];
  for (let skill = 0; skill < 5; skill += 1) {
    const items = makeItems(12, `items/${skill}`);
    const answers = practise(items, { ...trial, answers: 10, seed: `people/${skill}` });
    for (const [i, { b, seB }] of calibrated(items, answers).items.entries()) {
      logits.push(b - items[i]!.b);
      standard.push((b - items[i]!.b) / seB);
    }
  }
  return { logits, standard };
}

describe('the calibration of practice items', () => {
  it('finds difficulties from drawn answers of people who learn, and says honestly how well', () => {
    const few = errorsOf({ people: 200, share: 0.5, mean: 0 });
    const many = errorsOf({ people: 1000, share: 0.5, mean: 0.5 });
    // The authors were wrong by .7.
    expect(distance(few.logits)).toBeLessThan(0.37);
    expect(distance(many.logits)).toBeLessThan(0.28);
    for (const { standard } of [few, many]) {
      expect(distance(standard)).toBeGreaterThan(0.75);
      expect(distance(standard)).toBeLessThan(1.25);
    }
  });

  it('keeps the mean of the authors however able people are, and finds how able they are', () => {
    const items = makeItems(12, 'able');
    const trial = { people: 600, answers: 10, share: 0.5, seed: 'able' };
    const [weak, able] = [-0.7, 1].map((mean) => calibrated(items, practise(items, { ...trial, mean })));
    for (const made of [weak!, able!]) {
      const all = made.items.reduce((sum, { answers }) => sum + answers, 0);
      const gap = made.items.reduce((sum, { b, answers }, i) => sum + (b - items[i]!.rated) * answers, 0);
      expect(gap / all).toBeCloseTo(0, 6);
      expect(made.converged).toBe(true);
    }
    expect(able!.start - weak!.start).toBeGreaterThan(1.3);
    expect(able!.start - weak!.start).toBeLessThan(2.1);
  });

  it('takes from a chosen answer what it says of the person, and nothing of what it says of the item', () => {
    const items = makeItems(8, 'chosen');
    const answers = practise(items, { people: 300, answers: 8, share: 0.5, mean: 0, seed: 'chosen' });
    const made = calibrated(items, answers);
    const drawn = answers.filter((answer) => answer.drawn);
    made.items.forEach((fit, item) => {
      const own = drawn.filter((answer) => answer.item === item);
      expect(fit.answers).toBe(own.length);
      expect(fit.right).toBe(own.filter(({ correct }) => correct).length);
    });
    const none = calibrated(
      items,
      answers.map((answer) => ({ ...answer, drawn: false })),
    );
    none.items.forEach(({ b, answers: count, infit }, item) => {
      expect([b, count, infit]).toEqual([items[item]!.rated, 0, null]);
    });
  });

  it('is nearer to the truth than shares of right answers would say when able people meet hard items', () => {
    // Everybody gets the easy half first; the hard half is drawn only for people who are known to be able by then.
    const items = [-1, -0.5, 0, 0.5].map((b) => ({ a: 1, b, rated: b }));
    const answers = practise(items, { people: 4000, answers: 4, share: 1, mean: 0, seed: 'mix' });
    const right = new Map<number, number>();
    for (const { person, item, correct } of answers)
      if (item < 2 && correct) right.set(person, (right.get(person) ?? 0) + 1);
    const early = answers.map((answer) => ({ ...answer, at: (answer.item < 2 ? 0 : 1e9) + answer.at / 1e3 }));
    const met = early.filter(({ person, item }) => item < 2 || right.get(person) === 2);
    const made = calibrated(
      items,
      met.sort((x, y) => x.at - y.at),
    );
    // The truth is 1.5 apart. Shares of right answers say half of that, because only able people met the last one.
    const [first, , , last] = made.items;
    const odds = ({ right: n, answers: all }: { right: number; answers: number }) => Math.log(n / (all - n));
    expect(odds(first!) - odds(last!)).toBeLessThan(0.9);
    expect(Math.abs(last!.b - first!.b - 1.5)).toBeLessThan(0.4);
  });

  it('refuses answers out of order and items it does not know', () => {
    const items = asKnown(makeItems(2, 'two'));
    const answer = { person: 0, item: 0, correct: true, at: 5, drawn: true };
    expect(() => calibratePractice([answer, { ...answer, at: 4 }], items)).toThrow(RangeError);
    expect(() => calibratePractice([{ ...answer, item: 2 }], items)).toThrow(RangeError);
  });
});
