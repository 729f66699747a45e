import {
  type Answer,
  type AnswerPace,
  type Confidence,
  DEFAULT_MEMORY_RULES,
  type Grade,
  gradeOf,
  type MemoryRules,
  type MemoryWeights,
  recallChance,
  review,
  type Score,
  scoreResponse,
} from '#assessment';
import type { CatalogueItem } from '#catalogue';
import type { Temporal } from 'temporal-polyfill';
import type { AttemptRow } from './attempts.queries.js';
import type { StoredCard } from './practice.queries.js';
import type { WeightsBook } from './weights-in-use.js';

/** What was known beforehand of the question at a position, and how long its answer took. */
export function paceAt({ plan }: AttemptRow, position: number, ms: number): AnswerPace {
  const planned = plan[position - 1];
  return { ms, usualMs: planned?.usualMs ?? null, expected: planned?.chance ?? null };
}

/**
 * Points of an answer, and what memory makes of it together with how sure somebody was and how it came; and the chance
 * of recall that memory gave it before, null when the objective was new.
 */
export function markAnswer(
  personId: string,
  item: CatalogueItem,
  answer: Answer,
  {
    confidence,
    pace,
    before,
    book,
    now,
  }: {
    readonly confidence: Confidence;
    readonly pace: AnswerPace;
    readonly before: StoredCard | null;
    readonly book: WeightsBook;
    readonly now: Temporal.Instant;
  },
): { score: Score; grade: Grade; card: StoredCard; recall: number | null } {
  const score = scoreResponse(item.body, answer);
  const grade = gradeOf(score.points, confidence, pace);
  const { id, weights } = book.inUse;
  const rules = memoryRules(personId, item.skill, item.body.objective, weights);
  const at = now.epochMilliseconds;
  return {
    ...{ score, grade, card: { ...review(before, grade, at, rules), weightsId: id } },
    recall: before ? recallChance(before, at, book.of(before.weightsId)) : null,
  };
}

/** What draws are made with that belong to one person's memory of one objective. */
export const memorySeed = (personId: string, skill: string, objective: string): string =>
  `${personId}/${skill}/${objective}`;

/** The rules of one person's memory of one objective: with them the stored grades rebuild the card. */
export const memoryRules = (
  personId: string,
  skill: string,
  objective: string,
  weights?: MemoryWeights,
): MemoryRules => ({
  ...{ ...DEFAULT_MEMORY_RULES, weights },
  spreadSeed: memorySeed(personId, skill, objective),
});
