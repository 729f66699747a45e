import { yearFigures } from './year.js';
import { personYear } from './year-person.js';

const BELIEVED = { spread: 0, guess: 0 };
const run = (truth = BELIEVED, people = 12) => yearFigures({ people, seed: 'year', truth });
const asBelieved = run();

describe('a simulated year', () => {
  it('leaves more in memory when the questions are spread than when they come in one sitting', () => {
    expect(asBelieved.upkeep.recallAtEnd).toBeGreaterThan(asBelieved.yearly.recallAtEnd + 0.1);
    expect(asBelieved.upkeep.recallOverYear).toBeGreaterThan(asBelieved.yearly.recallOverYear + 0.1);
    expect(asBelieved.upkeep.greenAtEnd).toBeGreaterThan(asBelieved.yearly.greenAtEnd);
  });

  it('never asks more than four questions on a working day, twenty in a week', () => {
    expect(asBelieved.weekMost).toBeLessThanOrEqual(20);
    expect(asBelieved.weekMean).toBeGreaterThan(1);
    expect(asBelieved.weekMean).toBeLessThan(8);
  });

  it('knows memory exactly when people remember as the schedule believes', () => {
    expect(asBelieved.healthSlope).toBeCloseTo(1, 10);
    expect(asBelieved.healthBias).toBeCloseTo(0, 10);
    expect(Math.abs(asBelieved.upkeep.auditSlope - 1)).toBeLessThan(0.25);
  });

  it('shows it when people differ from what the schedule believes', () => {
    const differing = run({ spread: 0.8, guess: 0 });
    expect(Math.abs(differing.healthSlope - 1)).toBeGreaterThan(1e-4);
    expect(Math.abs(differing.healthSlope - 1)).toBeLessThan(0.15);
    const guessing = run({ spread: 0, guess: 0.25 });
    expect(guessing.healthBias).toBeGreaterThan(3);
    expect(guessing.upkeep.auditSlope).toBeLessThan(asBelieved.upkeep.auditSlope);
  });

  it('is the same for a person whoever else was simulated before', () => {
    const plan = { seed: 'year', truth: { spread: 0.4, guess: 0.1 }, perDay: 4 };
    const forth = [0, 1, 2].map((person) => personYear(person, plan));
    const back = [2, 1, 0].map((person) => personYear(person, plan)).reverse();
    expect(back).toEqual(forth);
    expect(forth[0]).not.toEqual(forth[1]);
  });

  it('refuses what cannot be lived', () => {
    expect(() => run({ spread: -1, guess: 0 })).toThrow(RangeError);
    expect(() => run({ spread: 0, guess: 1 })).toThrow(RangeError);
    expect(() => run(BELIEVED, 0)).toThrow(RangeError);
    expect(() => yearFigures({ people: 1, seed: 's', truth: BELIEVED, perDay: 0 })).toThrow(RangeError);
  });
});
