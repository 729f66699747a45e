import { clamp } from '../numbers.js';

/** What is known of one learning objective of a licence at one moment. */
export interface ObjectiveRetention {
  readonly objective: string;
  readonly skill: string;
  /** Share of the objective within its skill, relative to the skill's other objectives; above 0. */
  readonly weight: number;
  /** A critical objective may not be forgotten; it makes its skill critical. */
  readonly critical: boolean;
  /** Chance of recall now, 0 to 1 (`recallChance`); 0 for an objective without any review. */
  readonly recall: number;
}

/** Green: nothing to do. Amber: some weeks of targeted questions. Red: a refresh exam of what has faded. */
export type HealthStatus = 'green' | 'amber' | 'red';

/** Where somebody stands: the colour and since when it holds (epoch milliseconds). */
export interface HealthBand {
  readonly status: HealthStatus;
  readonly since: number;
}

export interface SkillHealth {
  readonly skill: string;
  /** Weighted mean recall of the skill's objectives, 0 to 1. */
  readonly retention: number;
  /** 0 at a retention of .60 and below, 1 at .90 and above. */
  readonly health: number;
  readonly critical: boolean;
}

export interface LicenceHealth {
  /** 0 to 100, not rounded. Round down to show it, so that the number never looks better than the colour. */
  readonly health: number;
  readonly status: HealthStatus;
  readonly skills: readonly SkillHealth[];
  /** Critical objectives below .70, which cap health at 59; lowest recall first. */
  readonly cappedBy: readonly string[];
  /** All objectives below .70, lowest recall first: what a refresh exam asks. */
  readonly decayed: readonly string[];
}

const FADED = 0.6;
const FRESH = 0.9;
const MEAN_SHARE = 0.7;
const DECAYED = 0.7;
const CAP = 59;
const GREEN = 80;
const AMBER = 60;
/** Points above a threshold that bring a better colour back, so that nobody changes colour from day to day. */
const HYSTERESIS = 3;
/** So long amber lasts before red: two weeks in which somebody is asked to practise. */
const AMBER_DAYS = 14;
const DAY = 86_400_000;

/**
 * Licence health H = 100 (.7 x weighted mean of h_s + .3 x least h_s of the critical skills), with
 * h_s = clamp((R_s - .60) / (.90 - .60), 0, 1) and R_s the weighted mean recall of the skill. Without a critical skill
 * the mean stands in for the least. A critical objective below .70 holds H at 59 or less. From 80 green, from 60
 * amber, below red. `weights`: share of each skill in the licence; 1 when not named.
 *
 * Throws a RangeError without objectives, for a weight that is not above 0 and for a recall outside [0, 1].
 */
export function licenceHealth(
  objectives: readonly ObjectiveRetention[],
  weights: Readonly<Record<string, number>> = {},
): LicenceHealth {
  check(objectives, weights);
  const skills = skillsOf(objectives);
  const mean = weightedMean(skills.map((s) => ({ value: s.health, weight: weights[s.skill] ?? 1 })));
  const critical = skills.filter((s) => s.critical).map((s) => s.health);
  const least = critical.length > 0 ? Math.min(...critical) : mean;
  const decayed = objectives.filter((o) => o.recall < DECAYED).sort(byRecall);
  const cappedBy = decayed.filter((o) => o.critical).map((o) => o.objective);
  const open = 100 * (MEAN_SHARE * mean + (1 - MEAN_SHARE) * least);
  const health = cappedBy.length > 0 ? Math.min(CAP, open) : open;
  return { health, status: statusOf(health), skills, cappedBy, decayed: decayed.map((o) => o.objective) };
}

function statusOf(health: number): HealthStatus {
  // A sum of products lands a hair below a whole number; nobody loses a colour by rounding of that size.
  const exact = health + 1e-9;
  return exact >= GREEN ? 'green' : exact >= AMBER ? 'amber' : 'red';
}

const RANK: Readonly<Record<HealthStatus, number>> = { green: 2, amber: 1, red: 0 };

/**
 * The band after a measurement of `health` (0 to 100) at `at` (epoch milliseconds). `before` is null at the first
 * measurement, which gives amber at worst. A better colour needs 3 points above its threshold. A worse one comes step
 * by step: green becomes amber at worst, and amber becomes red no sooner than 14 days later. So no single answer, and
 * no single measurement, leads from green to red.
 *
 * Throws a RangeError for a health outside [0, 100].
 */
export function nextBand(before: HealthBand | null, health: number, at: number): HealthBand {
  if (!(health >= 0 && health <= 100 + 1e-9)) {
    throw new RangeError(`health must lie in [0, 100], got ${health}`);
  }
  const now = statusOf(health);
  if (before === null) return { status: now === 'red' ? 'amber' : now, since: at };
  if (RANK[now] > RANK[before.status]) {
    const sure = statusOf(Math.max(0, health - HYSTERESIS));
    return RANK[sure] > RANK[before.status] ? { status: sure, since: at } : before;
  }
  if (RANK[now] === RANK[before.status]) return before;
  if (before.status === 'green') return { status: 'amber', since: at };
  return at - before.since >= AMBER_DAYS * DAY ? { status: 'red', since: at } : before;
}

/**
 * Skills that a refresh exam asks: every skill that is not green by itself (health below .80) and every skill with an
 * objective below .70, weakest first. Once they are fresh again all skills are green, and so is the licence.
 */
export function skillsToRefresh(
  { skills, decayed }: Pick<LicenceHealth, 'skills' | 'decayed'>,
  skillOf: (objective: string) => string,
): string[] {
  const faded = new Set(decayed.map(skillOf));
  return skills
    .filter(({ skill, health }) => health < GREEN / 100 || faded.has(skill))
    .sort((x, y) => x.retention - y.retention || (x.skill < y.skill ? -1 : 1))
    .map(({ skill }) => skill);
}

function skillsOf(objectives: readonly ObjectiveRetention[]): SkillHealth[] {
  const bySkill = new Map<string, ObjectiveRetention[]>();
  for (const one of objectives) {
    const own = bySkill.get(one.skill);
    if (own) own.push(one);
    else bySkill.set(one.skill, [one]);
  }
  return [...bySkill].map(([skill, own]) => {
    const retention = weightedMean(own.map(({ recall, weight }) => ({ value: recall, weight })));
    const health = clamp((retention - FADED) / (FRESH - FADED), 0, 1);
    return { skill, retention, health, critical: own.some((one) => one.critical) };
  });
}

function weightedMean(parts: readonly { readonly value: number; readonly weight: number }[]): number {
  let sum = 0;
  let total = 0;
  for (const { value, weight } of parts) {
    sum += value * weight;
    total += weight;
  }
  return sum / total;
}

function byRecall(x: ObjectiveRetention, y: ObjectiveRetention): number {
  return x.recall - y.recall || (x.objective < y.objective ? -1 : 1);
}

function check(objectives: readonly ObjectiveRetention[], weights: Readonly<Record<string, number>>): void {
  if (objectives.length === 0) throw new RangeError('a licence without objectives has no health');
  for (const { objective, weight, recall } of objectives) {
    if (!(weight > 0)) throw new RangeError(`the weight of ${objective} must be above 0, got ${weight}`);
    if (!(recall >= 0 && recall <= 1)) {
      throw new RangeError(`the recall of ${objective} must lie in [0, 1], got ${recall}`);
    }
  }
  for (const [skill, weight] of Object.entries(weights)) {
    if (!(weight > 0)) throw new RangeError(`the weight of ${skill} must be above 0, got ${weight}`);
  }
}
