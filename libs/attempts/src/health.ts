import {
  type HealthBand,
  type HealthStatus,
  licenceHealth,
  type LicenceHealth,
  nextBand,
  recallChance,
  skillsToRefresh,
} from '#assessment';
import type { WeightsBook } from './weights-in-use.js';

/** The memory of one person as one statement reads it: cards side by side, and what was measured last. */
export interface MemoryRow {
  readonly personId: string;
  readonly zone: string;
  readonly skills: readonly string[];
  readonly objectives: readonly string[];
  readonly stabilities: readonly number[];
  readonly difficulties: readonly number[];
  /** Epoch milliseconds. */
  readonly reviewedAts: readonly number[];
  /** The weights of each card's last review; null for the published ones. */
  readonly weights: readonly (string | null)[];
  readonly before: readonly {
    readonly category: string;
    readonly band: HealthStatus;
    readonly since: number;
  }[];
}

/** What a category asks, as far as health has to know it. */
export interface AskedSkills {
  readonly category: string;
  readonly skills: readonly string[];
}

export interface Measured {
  readonly category: string;
  /** 0 to 100, not rounded. */
  readonly health: number;
  readonly band: HealthBand;
  readonly isNewBand: boolean;
  readonly weakest: string | null;
}

/**
 * The health of one person in every category of which they have at least one card, at `at` (epoch milliseconds).
 * Objectives that somebody never met are left out: what an author adds tomorrow makes nobody's memory worse. All
 * objectives weigh the same and none is critical, as long as the content marks none.
 */
export function measure(
  row: MemoryRow,
  categories: readonly AskedSkills[],
  at: number,
  book: WeightsBook,
): Measured[] {
  return categories.flatMap(({ category, skills }) => {
    const found = healthOf(row, skills, at, book);
    if (!found) return [];
    const known = row.before.find((each) => each.category === category);
    const before = known ? { status: known.band, since: known.since } : null;
    // A sum of parts may stand a hair above a hundred.
    const health = Math.min(100, found.health);
    const band = nextBand(before, health, at);
    const isNewBand = before?.status !== band.status;
    return [{ category, health, band, isNewBand, weakest: weakestOf(found) }];
  });
}

/**
 * The skills of a refresh exam in the order in which they are needed: first all that have faded, weakest first, then
 * the others, for a bank that is too small. `faded` says how many of them have to be asked.
 */
export function refreshOrder(
  row: MemoryRow,
  skills: readonly string[],
  at: number,
  book: WeightsBook,
): { readonly skills: string[]; readonly faded: number } {
  const found = healthOf(row, skills, at, book);
  if (!found) return { skills: [...skills], faded: skills.length };
  const faded = skillsToRefresh(found, (objective) => objective.split('/')[0] ?? '');
  const byRetention = [...found.skills].sort((x, y) => x.retention - y.retention).map(({ skill }) => skill);
  const order = [...new Set([...faded, ...byRetention, ...skills])];
  return { skills: order, faded: Math.max(1, faded.length) };
}

function healthOf(
  row: MemoryRow,
  skills: readonly string[],
  at: number,
  book: WeightsBook,
): LicenceHealth | null {
  const asked = new Set(skills);
  const objectives = row.skills.flatMap((skill, i) => {
    if (!asked.has(skill)) return [];
    const card = {
      stability: row.stabilities[i] ?? 0,
      difficulty: row.difficulties[i] ?? 0,
      reviewedAt: row.reviewedAts[i] ?? 0,
    };
    const name = `${skill}/${row.objectives[i] ?? ''}`;
    const recall = recallChance(card, at, book.of(row.weights[i] ?? null));
    return [{ objective: name, skill, weight: 1, critical: false, recall }];
  });
  return objectives.length === 0 ? null : licenceHealth(objectives);
}

function weakestOf({ skills }: LicenceHealth): string | null {
  const [first, ...rest] = skills;
  if (!first) return null;
  return rest.reduce((weakest, each) => (each.retention < weakest.retention ? each : weakest), first).skill;
}
