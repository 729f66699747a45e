import { decideExam, nextStep, seeded, type TestSession } from '#assessment';
import type { AttemptRow, NextResponse, ResponseRow } from './attempts.queries.js';
import type { Blueprint } from './blueprints.js';
import { examResult, sessionOf } from './finish-attempt.js';

/** One thing that came out otherwise. `position` is the question's number, null for the exam as a whole. */
export interface ReplayDifference {
  readonly position: number | null;
  readonly what: 'item' | 'question' | 'points' | 'stop' | 'outcome' | 'result';
  readonly stored: unknown;
  readonly replayed: unknown;
}

/** A question derived anew: how its item is put on the screen, and what its stored answer earns; null if unanswered. */
export interface DerivedQuestion {
  readonly question: NextResponse | null;
  readonly points: number | null;
}

/** Ends that the core does not decide: the clock, and the person. */
const ENDED_FROM_OUTSIDE: readonly string[] = ['time', 'handed-in'];

/** Points are stored with seven digits, estimates with all; another engine may differ in the last of them. */
const POINTS_TOLERANCE = 1e-6;
const TOLERANCE = 1e-9;

/**
 * Replays an exam from what was fixed at its start (blueprint, seed, items that stayed away) and its answers: each
 * question must be the one that was asked, in its arrangement, each answer must earn what it earned, and the end and
 * the decision must be the same. `derived` belongs to the stored responses, in their order. Of an open exam the
 * questions so far are compared.
 */
export function replayExam(
  attempt: AttemptRow,
  blueprint: Blueprint,
  derived: readonly DerivedQuestion[],
): ReplayDifference[] {
  const { responses } = attempt;
  const questions = responses.flatMap((response, i) => [
    ...itemDifference(attempt, blueprint, i),
    ...questionDifferences(response, derived[i] ?? { question: null, points: null }),
  ]);
  return attempt.state === 'open' ? questions : [...questions, ...endDifferences(attempt, blueprint)];
}

function itemDifference(attempt: AttemptRow, { pool, terms }: Blueprint, i: number): ReplayDifference[] {
  const { itemId, position, askedAt } = attempt.responses[i]!;
  const session = sessionBefore(attempt, i, askedAt);
  const step = nextStep(session, pool, terms.rules, seeded(attempt.seed));
  const replayed = 'ask' in step ? step.ask.id : `stop: ${step.stop}`;
  return replayed === itemId ? [] : [{ position, what: 'item', stored: itemId, replayed }];
}

function questionDifferences(
  { position, itemId, itemVersion, skill, objective, arrangement, points }: ResponseRow,
  derived: DerivedQuestion,
): ReplayDifference[] {
  const stored = { itemId, itemVersion, skill, objective, arrangement };
  return [
    ...(isSame(stored, derived.question, 0)
      ? []
      : [{ position, what: 'question' as const, stored, replayed: derived.question }]),
    ...(isSame(points, derived.points, POINTS_TOLERANCE)
      ? []
      : [{ position, what: 'points' as const, stored: points, replayed: derived.points }]),
  ];
}

function endDifferences(attempt: AttemptRow, { pool, terms }: Blueprint): ReplayDifference[] {
  const differences: ReplayDifference[] = [];
  const note = (what: ReplayDifference['what'], stored: unknown, replayed: unknown): void => {
    if (!isSame(stored, replayed, TOLERANCE)) differences.push({ position: null, what, stored, replayed });
  };
  const endedAt = attempt.finishedAt ?? attempt.startedAt;
  if (!ENDED_FROM_OUTSIDE.includes(attempt.stopReason ?? '')) {
    const last = sessionBefore(attempt, attempt.responses.length, endedAt.toISOString());
    const step = nextStep(last, pool, terms.rules, seeded(attempt.seed));
    note('stop', attempt.stopReason, 'stop' in step ? step.stop : `ask: ${step.ask.id}`);
  }
  const decision = decideExam(sessionOf(attempt, endedAt.getTime()), pool, terms.rules);
  note('outcome', attempt.outcome, decision.outcome);
  const replayed = examResult(decision) as unknown as Record<string, unknown>;
  const stored = (attempt.result ?? {}) as Record<string, unknown>;
  // The basis was not always kept; what else is stored beside the decision is no part of it.
  const { basis, ...always } = replayed;
  const compared = 'basis' in stored ? { ...always, basis } : always;
  note('result', Object.fromEntries(Object.keys(compared).map((key) => [key, stored[key]])), compared);
  return differences;
}

/** The session as it was when question `i` (from 0) was chosen. */
function sessionBefore(attempt: AttemptRow, i: number, at: string): TestSession {
  const before = { ...attempt, responses: attempt.responses.slice(0, i) };
  return sessionOf(before, Date.parse(at));
}

/** Equal values, numbers to a tolerance; keys without a value are no keys, as in JSON. */
function isSame(x: unknown, y: unknown, tolerance: number): boolean {
  if (typeof x === 'number' && typeof y === 'number') return x === y || Math.abs(x - y) <= tolerance;
  if (typeof x !== 'object' || typeof y !== 'object' || x === null || y === null) return x === y;
  if (Array.isArray(x) !== Array.isArray(y)) return false;
  const one = x as Readonly<Record<string, unknown>>;
  const other = y as Readonly<Record<string, unknown>>;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isSame(one[key], other[key], tolerance));
}
