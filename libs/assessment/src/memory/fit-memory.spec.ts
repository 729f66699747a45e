import { makeMemoryLog } from '../testing/memory.factory.js';
import { fitMemory } from './fit-memory.js';
import { type MemoryLog, predictRecall } from './memory-log.js';
import { memoryQuality } from './memory-quality.js';
import { tryMemory } from './memory-trial.js';
import { checkWeights, DEFAULT_WEIGHTS, settled } from './memory-weights.js';
import { GRADES } from './grade.js';
import { recallChance, replay, review } from './scheduler.js';

const DAY = 86_400_000;
/** People who forget faster at first and gain less by a right answer than the default weights say. */
const TRUTH = settled(
  DEFAULT_WEIGHTS.map((w, i) => (i < 4 ? w * 0.4 : i === 8 ? w - 0.5 : i === 20 ? w + 0.1 : w)),
);
const columns = (log: MemoryLog, keep: (i: number) => boolean): MemoryLog => {
  const of = (column: ArrayLike<number>) => Array.from(column).filter((_, i) => keep(i));
  return { card: of(log.card), at: of(log.at), grade: of(log.grade), counts: of(log.counts) };
};

describe('predicting recall from a log', () => {
  it('says what the scheduler says of the same reviews, with any weights', () => {
    for (const weights of [DEFAULT_WEIGHTS, TRUTH]) {
      const log = makeMemoryLog(TRUTH, { cards: 40, reviews: 9, seed: 'same' });
      const predicted = predictRecall(log, weights);
      let card: ReturnType<typeof replay> = null;
      for (let i = 0; i < predicted.length; i += 1) {
        const isFirst = i === 0 || log.card[i] !== log.card[i - 1];
        if (isFirst) expect(predicted[i]).toBeNaN();
        else expect(predicted[i]).toBeCloseTo(recallChance(card!, log.at[i]!, weights), 6);
        const rules = { retention: 0.85, maxDays: 180, weights };
        card = review(isFirst ? null : card, GRADES[log.grade[i]! - 1]!, log.at[i]!, rules);
      }
    }
  });

  it('judges no review of the same day and none that only moved memory', () => {
    const at = [0, 3 * DAY, 3 * DAY + 60_000, 9 * DAY, 20 * DAY];
    const log = { card: [7, 7, 7, 7, 7], at, grade: [3, 3, 3, 4, 1], counts: [1, 1, 1, 0, 1] };
    const isJudged = [...predictRecall(log, DEFAULT_WEIGHTS)].map((p) => !Number.isNaN(p));
    expect(isJudged).toEqual([false, true, false, false, true]);
  });
});

describe('fitting the weights of memory', () => {
  it('finds weights that predict people who forget otherwise almost as well as the truth does', () => {
    const log = makeMemoryLog(TRUTH, { cards: 1500, reviews: 6, seed: 'learn' });
    const fit = fitMemory(log);
    expect(fit.converged).toBe(true);
    checkWeights(fit.weights);
    const unseen = makeMemoryLog(TRUTH, { cards: 800, reviews: 6, seed: 'unseen' });
    const [fitted, truth, before] = [fit.weights, TRUTH, DEFAULT_WEIGHTS].map((w) =>
      memoryQuality(unseen, w),
    );
    expect(fitted!.logLoss).toBeLessThan(before!.logLoss - 0.02);
    expect(fitted!.logLoss).toBeLessThan(truth!.logLoss + 0.003);
    expect(fitted!.rmseBins).toBeLessThan(before!.rmseBins / 2);
  });

  it('moves hardly from the default weights by a handful of reviews', () => {
    const few = fitMemory(makeMemoryLog(TRUTH, { cards: 4, reviews: 4, seed: 'few' }));
    few.weights.slice(4).forEach((w, i) => expect(Math.abs(w - DEFAULT_WEIGHTS[i + 4]!)).toBeLessThan(0.6));
  });

  it('refuses a log in which nothing can be judged', () => {
    expect(() => fitMemory({ card: [1, 2], at: [0, 0], grade: [3, 3], counts: [1, 1] })).toThrow(RangeError);
  });
});

describe('a trial of fitted weights', () => {
  it('is not held on fewer than 1,000 reviews', () => {
    const log = makeMemoryLog(TRUTH, { cards: 249, reviews: 5, seed: 'trial' });
    expect(tryMemory(log, DEFAULT_WEIGHTS)).toEqual({ reviews: 996, needed: 1000 });
  });

  it('accepts weights that predict later reviews better, and none when those in use are the truth', () => {
    const log = makeMemoryLog(TRUTH, { cards: 900, reviews: 6, seed: 'trial' });
    const won = tryMemory(log, DEFAULT_WEIGHTS);
    const lost = tryMemory(log, TRUTH);
    if (!('fit' in won) || !('fit' in lost)) throw new Error('no trial was held');
    expect(won.better).toBe(true);
    expect(lost.better).toBe(false);
    expect(won.fitted.reviews).toBeGreaterThan(800);
    expect(won.fitted.reviews).toBeLessThan(1000);
  });

  it('fits on what happened before its split, and on nothing after', () => {
    const log = makeMemoryLog(TRUTH, { cards: 600, reviews: 6, seed: 'split' });
    const trial = tryMemory(log, DEFAULT_WEIGHTS);
    if (!('fit' in trial)) throw new Error('no trial was held');
    const past = columns(log, (i) => log.at[i]! <= trial.split);
    expect(fitMemory(past).weights).toEqual(trial.fit.weights);
  });
});

describe('a history with changing weights', () => {
  it('is rebuilt exactly when every review names the weights that were in use', () => {
    const log = GRADES.map((grade, i) => ({ grade, at: i * 9 * DAY, ...(i > 1 ? { weights: TRUTH } : {}) }));
    let card: ReturnType<typeof replay> = null;
    for (const { grade, at, weights } of log)
      card = review(card, grade, at, { retention: 0.85, maxDays: 180, weights });
    expect(replay(log)).toEqual(card);
    expect(replay(log.map(({ grade, at }) => ({ grade, at })))).not.toEqual(card);
  });
});
