import {
  type Answer,
  type AnswerPace,
  type Confidence,
  DEFAULT_MEMORY_RULES,
  type Grade,
  gradeOf,
  type MemoryCard,
  type MemoryRules,
  review,
  type Score,
  scoreResponse,
} from '#assessment';
import type { CatalogueItem } from '#catalogue';
import type { Temporal } from 'temporal-polyfill';
import type { AttemptRow } from './attempts.queries.js';

/** What was known beforehand of the question at a position, and how long its answer took. */
export function paceAt({ plan }: AttemptRow, position: number, ms: number): AnswerPace {
  const planned = plan[position - 1];
  return { ms, usualMs: planned?.usualMs ?? null, expected: planned?.chance ?? null };
}

/** Points of an answer, and what memory makes of it together with how sure somebody was and how it came. */
export function markAnswer(
  personId: string,
  item: CatalogueItem,
  answer: Answer,
  {
    confidence,
    pace,
    before,
    now,
  }: {
    readonly confidence: Confidence;
    readonly pace: AnswerPace;
    readonly before: MemoryCard | null;
    readonly now: Temporal.Instant;
  },
): { score: Score; grade: Grade; card: MemoryCard } {
  const score = scoreResponse(item.body, answer);
  const grade = gradeOf(score.points, confidence, pace);
  const rules = memoryRules(personId, item.skill, item.body.objective);
  return { score, grade, card: review(before, grade, now.epochMilliseconds, rules) };
}

/** The rules of one person's memory of one objective: with them the stored grades rebuild the card. */
export const memoryRules = (personId: string, skill: string, objective: string): MemoryRules => ({
  ...DEFAULT_MEMORY_RULES,
  spreadSeed: `${personId}/${skill}/${objective}`,
});
