import { licenceHealth, type LicenceHealth } from '../memory/licence-health.js';
import { recallChance, remember, review, type MemoryCard, type MemoryTrace } from '../memory/scheduler.js';
import { normalDeviate, seeded, type Random } from '../random.js';

/** How people really remember, as far as it differs from what the schedule believes. */
export interface MemoryTruth {
  /** Spread between people of ln(speed of forgetting); 0 makes everybody the schedule's average person. */
  readonly spread: number;
  /** Chance of a right answer without remembering, 0 to 1. */
  readonly guess: number;
}

export interface YearPlan {
  readonly seed: string;
  readonly truth: MemoryTruth;
  /** Most questions on a working day. */
  readonly perDay: number;
}

/** One licence on one day: what the cards say of each objective, and what is true. */
export interface DayOfMemory {
  readonly believed: Float64Array;
  readonly recall: Float64Array;
  readonly believedHealth: LicenceHealth;
  readonly health: LicenceHealth;
}

/** A year of one person under both ways of keeping a licence. */
export interface PersonYear {
  /** Questions asked in each of the 53 weeks; the yearly block has as many in all. */
  readonly weeks: readonly number[];
  readonly upkeep: readonly DayOfMemory[];
  readonly yearly: readonly DayOfMemory[];
}

/** 8 skills of 5 objectives; in the first three skills two of the five are critical. */
const SKILLS = 8;
const PER_SKILL = 5;
const OBJECTIVES = Array.from({ length: SKILLS * PER_SKILL }, (_, i) => {
  const skill = Math.floor(i / PER_SKILL);
  return { objective: `o${i}`, skill: `s${skill}`, weight: 1, critical: skill < 3 && i % PER_SKILL < 2 };
});
export const DAYS = 365;
/** The ends of the twelve months. */
export const MONTH_ENDS = Array.from({ length: 12 }, (_, i) => Math.round(((i + 1) * DAYS) / 12));

const DAY = 86_400_000;
const START = Date.UTC(2027, 0, 4);

/** What is stored about the objectives, and the memory itself, which lives by the person's own clock. */
interface Memory {
  readonly cards: MemoryCard[];
  readonly inside: MemoryTrace[];
  /** Days of the schedule in one day of this person's forgetting. */
  readonly pace: number;
  readonly asked: number[];
}

/**
 * A year after a passed exam, twice. Upkeep: on working days the most overdue objectives, at most `perDay`. Yearly: the
 * same number of questions in one sitting on a day drawn by the seed, over all objectives again and again, exam
 * included. Memory follows FSRS-6 on a clock of the person's own (exp(spread x N(0, 1)) times as slow); the schedule
 * sees only right and wrong. Every draw is named by person, arm, objective and count, so people can be simulated in
 * any order. Measured at the start of each month's last day.
 */
export function personYear(person: number, plan: YearPlan): PersonYear {
  const random = seeded(`${plan.seed}/${person}`);
  const pace = Math.exp(plan.truth.spread * normalDeviate(random, 'pace'));
  const weeks = new Array<number>(Math.ceil(DAYS / 7)).fill(0);
  const upkeep = live('upkeep', random, pace, plan, (day, memory) => {
    if (day % 7 > 4) return [];
    const today = overdue(memory, day).slice(0, plan.perDay);
    weeks[Math.floor(day / 7)]! += today.length;
    return today;
  });
  const questions = weeks.reduce((sum, count) => sum + count, 0);
  const sitting = 1 + Math.floor(random('sitting') * (DAYS - 1));
  const block = Array.from({ length: questions }, (_, i) => i % OBJECTIVES.length);
  const yearly = live('yearly', random, pace, plan, (day) => (day === sitting ? block : []));
  return { weeks, upkeep, yearly };
}

function live(
  arm: 'upkeep' | 'yearly',
  random: Random,
  pace: number,
  { truth, seed }: YearPlan,
  todays: (day: number, memory: Memory) => readonly number[],
): DayOfMemory[] {
  const first = review(null, 'good', START);
  const memory: Memory = {
    cards: OBJECTIVES.map(() => first),
    inside: OBJECTIVES.map(() => first),
    pace,
    asked: OBJECTIVES.map(() => 0),
  };
  const measured: DayOfMemory[] = [];
  const spreadSeed = `${seed}/${arm}/${random('cards')}`;
  for (let day = 1; day <= DAYS; day += 1) {
    if (MONTH_ENDS.includes(day)) measured.push(measure(memory, day));
    for (const o of todays(day, memory)) {
      const n = (memory.asked[o]! += 1);
      const remembered = random(arm, 'recall', o, n) < trueRecall(memory, o, day);
      const right = remembered || random(arm, 'guess', o, n) < truth.guess;
      const at = START + day * DAY;
      const card = memory.cards[o]!;
      const retention = OBJECTIVES[o]!.critical ? 0.9 : 0.85;
      const rules = { retention, maxDays: 180, spreadSeed: `${spreadSeed}/${o}` };
      const grade = right ? 'good' : 'again';
      // Nobody looks at the next date of a yearly card, and working it out takes most of the time.
      memory.cards[o] =
        arm === 'upkeep' ? review(card, grade, at, rules) : { ...card, ...remember(card, grade, at) };
      // The library counts whole days, so the person's own clock is read in whole days too.
      const own = START + Math.round(day / pace) * DAY;
      memory.inside[o] = remember(memory.inside[o]!, remembered ? 'good' : 'again', own);
    }
  }
  return measured;
}

/** Objectives that are due, the most overdue first. */
function overdue({ cards }: Memory, day: number): number[] {
  const now = START + day * DAY;
  const due: number[] = [];
  for (let o = 0; o < cards.length; o += 1) if (cards[o]!.dueAt <= now) due.push(o);
  return due.sort((x, y) => cards[x]!.dueAt - cards[y]!.dueAt || x - y);
}

function trueRecall({ inside, pace }: Memory, o: number, day: number): number {
  return recallChance(inside[o]!, START + (day / pace) * DAY);
}

function measure(memory: Memory, day: number): DayOfMemory {
  const believed = Float64Array.from(memory.cards, (card) => recallChance(card, START + day * DAY));
  const recall = Float64Array.from(OBJECTIVES, (_, o) => trueRecall(memory, o, day));
  const healthOf = (of: Float64Array): LicenceHealth =>
    licenceHealth(OBJECTIVES.map((objective, o) => ({ ...objective, recall: of[o]! })));
  return { believed, recall, believedHealth: healthOf(believed), health: healthOf(recall) };
}
