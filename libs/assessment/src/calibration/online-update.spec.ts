import fc from 'fast-check';
import { normalDeviate, seeded } from '../random.js';
import {
  compareWithBatch,
  LARGEST_MOVE,
  learnFromAnswer,
  type Belief,
  type OnlineItem,
} from './online-update.js';

const item = (mean: number, variance: number, a = 1): OnlineItem => ({
  difficulty: { mean, variance },
  a,
  frozen: false,
});

describe('learning from one practice answer', () => {
  it('gives values that can be checked by hand', () => {
    // P = 1/2, I = 1/4, V = .4 + .6 = 1: damping 1.25, slope .5 / 1.25 = .4.
    const { ability, item: after } = learnFromAnswer({ mean: 0, variance: 0.4 }, item(0, 0.6), true);
    expect(ability.mean).toBeCloseTo(0.16, 12);
    expect(after.difficulty.mean).toBeCloseTo(-0.24, 12);
    expect(ability.variance).toBeCloseTo(0.4 - 0.16 * 0.2, 12);
    expect(after.difficulty.variance).toBeCloseTo(0.6 - 0.36 * 0.2, 12);
  });

  it('moves ability with the answer and difficulty against it, never more than the cap, and is surer after', () => {
    const belief = fc.record({
      mean: fc.double({ min: -6, max: 6, noNaN: true }),
      variance: fc.double({ min: 0.001, max: 9, noNaN: true }),
    });
    fc.assert(
      fc.property(
        belief,
        belief,
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        fc.boolean(),
        (theta, b, a, right) => {
          const after = learnFromAnswer(theta, { difficulty: b, a, frozen: false }, right);
          const sign = right ? 1 : -1;
          expect(sign * (after.ability.mean - theta.mean)).toBeGreaterThanOrEqual(0);
          expect(sign * (after.item.difficulty.mean - b.mean)).toBeLessThanOrEqual(0);
          expect(Math.abs(after.ability.mean - theta.mean)).toBeLessThanOrEqual(LARGEST_MOVE + 1e-12);
          expect(Math.abs(after.item.difficulty.mean - b.mean)).toBeLessThanOrEqual(LARGEST_MOVE + 1e-12);
          for (const [now, before] of [
            [after.ability, theta],
            [after.item.difficulty, b],
          ] as const) {
            expect(now.variance).toBeGreaterThan(0);
            expect(now.variance).toBeLessThanOrEqual(before.variance);
          }
        },
      ),
    );
  });

  it('brings experts, wrong by .7 on average, below .33 after a hundred random answers to each item', () => {
    const random = seeded('online');
    const [people, items] = [600, 60];
    const truth = Array.from({ length: items }, (_, j) => normalDeviate(random, 'b', j));
    const slopes = truth.map((_, j) => Math.exp(0.2 * normalDeviate(random, 'a', j)));
    const thetas = Array.from({ length: people }, (_, i) => normalDeviate(random, 'theta', i));
    const bank = truth.map((b, j) => item(b + 0.7 * normalDeviate(random, 'expert', j), 0.49));
    const abilities = thetas.map((): Belief => ({ mean: 0, variance: 1 }));
    const rmse = () =>
      Math.sqrt(bank.reduce((sum, own, j) => sum + (own.difficulty.mean - truth[j]!) ** 2, 0) / items);
    expect(rmse()).toBeGreaterThan(0.55);
    for (let n = 0; n < 100 * items; n += 1) {
      const [i, j] = [Math.floor(random('who', n) * people), Math.floor(random('what', n) * items)];
      const right = random('x', n) < 1 / (1 + Math.exp(-slopes[j]! * (thetas[i]! - truth[j]!)));
      const after = learnFromAnswer(abilities[i]!, bank[j]!, right);
      [abilities[i], bank[j]] = [after.ability, after.item];
    }
    expect(rmse()).toBeLessThan(0.33);
  });
});

describe('an item that leaves its calibrated difficulty', () => {
  const batch = { b: 0, standardError: 0.1 };

  it('is frozen beyond three standard errors, and watched once', () => {
    // SE of the difference: hypot(.1, 1.5 x .1) = .1803, three of them .5408.
    expect(compareWithBatch(item(0.53, 0.01), batch)).toMatchObject({
      watch: false,
      item: { frozen: false },
    });
    const frozen = compareWithBatch(item(0.55, 0.01), batch);
    expect(frozen).toMatchObject({ watch: true, item: { frozen: true } });
    expect(compareWithBatch(frozen.item, batch)).toMatchObject({ watch: false, item: { frozen: true } });
  });

  it('no longer learns then, but people are still measured with it', () => {
    const frozen = { ...item(0.55, 0.01), frozen: true };
    const after = learnFromAnswer({ mean: 0, variance: 0.5 }, frozen, true);
    expect(after.item).toBe(frozen);
    expect(after.ability.mean).toBeGreaterThan(0);
  });
});
