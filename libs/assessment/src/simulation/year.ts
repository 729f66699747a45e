import { calibrationSlope } from '../learning/prediction-quality.js';
import { u } from '../random.js';
import { DAYS, personYear, type DayOfMemory, type MemoryTruth } from './year-person.js';

/** How one way of keeping a licence went. */
export interface ArmFigures {
  /** True recall of an objective at the end of the year, and on the mean month's last day; 0 to 1. */
  readonly recallAtEnd: number;
  readonly recallOverYear: number;
  /** What the cards said at the end of the year. */
  readonly believedAtEnd: number;
  /** Share of licences that are truly green at the end (health from 80). */
  readonly greenAtEnd: number;
  /** Slope of right answers to audit questions on the log odds of predicted recall; 1 is right. */
  readonly auditSlope: number;
}

export interface YearFigures {
  readonly people: number;
  readonly truth: MemoryTruth;
  /** Questions per person: mean in the year, and per week the mean, nine in ten person-weeks, and the most. */
  readonly questions: number;
  readonly weekMean: number;
  readonly weekP90: number;
  readonly weekMost: number;
  readonly upkeep: ArmFigures;
  readonly yearly: ArmFigures;
  /** Least-squares slope of true on predicted licence health, all people, months and both arms; 1 is right. */
  readonly healthSlope: number;
  /** Mean of predicted - true health, in points. */
  readonly healthBias: number;
}

export interface YearTrial {
  readonly people: number;
  readonly seed: string;
  readonly truth: MemoryTruth;
  /** Most questions on a working day; 4 are about two minutes. */
  readonly perDay?: number;
  readonly onPerson?: (done: number) => void;
}

/**
 * A year of a population, keeping a licence by daily questions against one yearly sitting of as many questions. Audit
 * questions are asked beside it, of every objective at each month's end, and teach nothing. Throws a RangeError for no
 * people, a negative spread, a chance of guessing outside [0, 1) and less than one question a day.
 */
export function yearFigures({ people, seed, truth, perDay = 4, onPerson }: YearTrial): YearFigures {
  if (!(people >= 1)) throw new RangeError(`at least one person must live the year, got ${people}`);
  if (!(truth.spread >= 0)) throw new RangeError(`spread must be at least 0, got ${truth.spread}`);
  if (!(truth.guess >= 0 && truth.guess < 1))
    throw new RangeError(`guess must be in [0, 1), got ${truth.guess}`);
  if (!(perDay >= 1)) throw new RangeError(`at least one question a day is needed, got ${perDay}`);
  const weeks: number[] = [];
  const arms = { upkeep: newTally(), yearly: newTally() };
  for (let person = 0; person < people; person += 1) {
    const year = personYear(person, { seed, truth, perDay });
    weeks.push(...year.weeks);
    addYear(arms.upkeep, year.upkeep, truth, `${seed}/audit/upkeep/${person}`);
    addYear(arms.yearly, year.yearly, truth, `${seed}/audit/yearly/${person}`);
    onPerson?.(person + 1);
  }
  const questions = weeks.reduce((sum, count) => sum + count, 0) / people;
  weeks.sort((x, y) => x - y);
  const believed = [...arms.upkeep.believedHealth, ...arms.yearly.believedHealth];
  const health = [...arms.upkeep.health, ...arms.yearly.health];
  return {
    people,
    truth,
    questions,
    weekMean: (questions * 7) / DAYS,
    weekP90: weeks[Math.ceil(0.9 * weeks.length) - 1]!,
    weekMost: weeks[weeks.length - 1]!,
    upkeep: armFigures(arms.upkeep),
    yearly: armFigures(arms.yearly),
    healthSlope: slope(believed, health),
    healthBias: mean(believed) - mean(health),
  };
}

interface Tally {
  readonly predicted: number[];
  readonly right: number[];
  readonly believedHealth: number[];
  readonly health: number[];
  readonly recall: number[];
  readonly lastRecall: number[];
  readonly lastBelieved: number[];
  readonly green: number[];
}

function newTally(): Tally {
  return {
    predicted: [],
    right: [],
    believedHealth: [],
    health: [],
    recall: [],
    lastRecall: [],
    lastBelieved: [],
    green: [],
  };
}

function addYear(tally: Tally, year: readonly DayOfMemory[], { guess }: MemoryTruth, seed: string): void {
  year.forEach(({ believed, recall, believedHealth, health }, month) => {
    for (let o = 0; o < believed.length; o += 1) {
      tally.predicted.push(believed[o]!);
      tally.right.push(u(seed, month, o) < recall[o]! + guess * (1 - recall[o]!) ? 1 : 0);
    }
    tally.believedHealth.push(believedHealth.health);
    tally.health.push(health.health);
    tally.recall.push(mean(recall));
  });
  const end = year[year.length - 1]!;
  tally.lastRecall.push(mean(end.recall));
  tally.lastBelieved.push(mean(end.believed));
  tally.green.push(end.health.status === 'green' ? 1 : 0);
}

function armFigures(tally: Tally): ArmFigures {
  return {
    recallAtEnd: mean(tally.lastRecall),
    recallOverYear: mean(tally.recall),
    believedAtEnd: mean(tally.lastBelieved),
    greenAtEnd: mean(tally.green),
    auditSlope: calibrationSlope(tally.predicted, tally.right),
  };
}

function slope(xs: readonly number[], ys: readonly number[]): number {
  const [meanX, meanY] = [mean(xs), mean(ys)];
  let covariance = 0;
  let variance = 0;
  xs.forEach((x, i) => {
    covariance += (x - meanX) * (ys[i]! - meanY);
    variance += (x - meanX) ** 2;
  });
  return covariance / variance;
}

function mean(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i += 1) sum += numbers[i]!;
  return sum / numbers.length;
}
