import { Injectable } from '@nestjs/common';
import {
  decideExam,
  type DecisionBasis,
  type ExamDecision,
  type PersonFit,
  personFit,
  placementOutcome,
  resultOf,
  type TestSession,
} from '#assessment';
import { examFailed, examPassed, placementFinished } from '#events';
import { audit, Clock, Db, publish, systemActor, type Tx } from '#kernel';
import { Temporal } from 'temporal-polyfill';
import { type AnswerWrite, saveFinish, saveLastAnswer } from './answers.queries.js';
import { type AttemptRow, lockAttempt } from './attempts.queries.js';
import { type Blueprint, Blueprints } from './blueprints.js';
import { instantOf } from './days.js';
import { insertFlag } from './exam-flags.queries.js';
import { retryFrom } from './exam-terms.js';
import { type RapidAnswers, rapidAnswers, type TimedAnswer } from './rapid-answers.js';

type LastAnswer = Pick<AnswerWrite, 'position' | 'answer' | 'points' | 'at' | 'ms'>;

/** A test that ends: its log so far, and the answer that ended it. */
interface Ending {
  readonly attempt: AttemptRow;
  readonly blueprint: Blueprint;
  readonly session: TestSession;
  readonly stopReason: string;
  readonly endedAt: Temporal.Instant;
  readonly last: LastAnswer | undefined;
}

/** What is kept of a decision: enough to explain it and to check it again. */
export interface ExamResult {
  readonly theta: number;
  readonly standardError: number;
  readonly cut: number;
  readonly answered: number;
  readonly incomplete: boolean;
  readonly topics: readonly string[];
  /** Never shown: rule, ratio, cut and bounds, and the items that counted. Exams from before it was kept have none. */
  readonly basis?: DecisionBasis & { readonly quotaGaps: readonly string[] };
  /** Never shown to the person, and no part of the decision. */
  readonly rapid?: RapidAnswers;
  /** The same holds for it; null where it can't be told. */
  readonly personFit?: PersonFit | null;
}

/** The part of a decision that is stored as its result; the outcome has a column of its own. */
export const examResult = (decision: ExamDecision): ExamResult => ({
  theta: decision.theta,
  standardError: decision.standardError,
  cut: decision.cut,
  answered: decision.answered,
  incomplete: decision.incomplete,
  topics: decision.topics,
  basis: { ...decision.basis, quotaGaps: decision.quotaGaps },
});

export interface PlacementResult {
  readonly theta: number;
  readonly standardError: number;
  readonly answered: number;
  readonly exempt: readonly string[];
  readonly asked: readonly string[];
}

/** Ends a placement test or an exam: decides, writes, tells. The only place where that happens. */
@Injectable()
export class FinishAttempt {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly blueprints: Blueprints,
  ) {}

  /**
   * Finishes once, however many ask for it at the same time (an answer, a click, the worker): the first holds the lock,
   * the others find it done. Time ends an attempt at its limit, not at the moment somebody notices.
   */
  async finish(id: string, stopReason: string, last?: LastAnswer): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const attempt = await lockAttempt(tx, id);
      if (!attempt || attempt.state !== 'open' || !attempt.blueprintId) return false;
      const blueprint = await this.blueprints.get(attempt.blueprintId);
      if (last) await saveLastAnswer(tx, id, last.position, last);
      const endedAt = endOf(attempt, stopReason, this.clock.now());
      const session = sessionOf(attempt, endedAt.epochMilliseconds, last);
      if (attempt.kind === 'exam')
        await this.finishExam(tx, { attempt, blueprint, session, stopReason, endedAt, last });
      else await this.finishPlacement(tx, attempt, blueprint, session, stopReason, endedAt);
      return true;
    });
  }

  private async finishExam(
    tx: Tx,
    { attempt, blueprint: { pool, terms }, session, stopReason, endedAt, last }: Ending,
  ): Promise<void> {
    const decision = decideExam(session, pool, terms.rules);
    const { outcome, answered } = decision;
    const signs = { rapid: rapidAnswers(timesOf(attempt, last)), personFit: fitOf(session, pool) };
    const result = { ...examResult(decision), ...signs };
    const { id, personId, category, renewal } = attempt;
    const at = endedAt.toString();
    const retryAt =
      outcome === 'passed' ? null : retryFrom(endedAt, terms.cooldownDays, attempt.zone).toString();
    await saveFinish(tx, { attemptId: id, at, stopReason, outcome, result, retryAt });
    await flag(tx, id, at, signs);
    await this.record(tx, attempt, { kind: 'exam', category, outcome, stopReason, answered });
    await publish(
      tx,
      retryAt === null
        ? examPassed({ attemptId: id, personId, category, decidedAt: at, renewal })
        : examFailed({ attemptId: id, personId, category, availableAgainAt: retryAt }),
    );
  }

  private async finishPlacement(
    tx: Tx,
    attempt: AttemptRow,
    { pool, terms }: Blueprint,
    session: TestSession,
    stopReason: string,
    endedAt: Temporal.Instant,
  ): Promise<void> {
    // An unanswered question is missing here, not wrong: nobody is judged by a placement test.
    const answeredOnly = { ...session, asked: session.asked.filter((asked) => asked.points !== null) };
    const { exempt, profile } = placementOutcome(answeredOnly, pool, terms.rules);
    const { theta, standardError, answered } = resultOf(answeredOnly, pool, terms.rules);
    const result: PlacementResult = {
      theta,
      standardError,
      answered,
      exempt,
      asked: profile.map((s) => s.skill),
    };
    const { id, personId, category } = attempt;
    const outcome = 'placed';
    await saveFinish(tx, {
      attemptId: id,
      at: endedAt.toString(),
      stopReason,
      outcome,
      result,
      retryAt: null,
    });
    await this.record(tx, attempt, {
      kind: 'placement',
      category,
      stopReason,
      answered,
      exempt: exempt.length,
    });
    await publish(tx, placementFinished({ attemptId: id, personId, category, exemptSkills: [...exempt] }));
  }

  private async record(tx: Tx, attempt: AttemptRow, changes: Record<string, unknown>): Promise<void> {
    const by = systemActor('attempts.finish');
    const subject = { type: 'attempt', id: attempt.id };
    await audit(tx, by, { action: 'attempt.finished', subject, changes }, this.clock.now());
  }
}

/** An exam that stands out is noted for a person to look at; nothing else follows from it. */
async function flag(
  tx: Tx,
  attemptId: string,
  at: string,
  { rapid, personFit: fit }: { readonly rapid: RapidAnswers; readonly personFit: PersonFit | null },
): Promise<void> {
  if (!rapid.flagged && !fit?.flagged) return;
  await insertFlag(tx, {
    ...{ attemptId, at, answered: rapid.answered },
    rapid: rapid.flagged ? rapid.positions.length : null,
    personFit: fit?.flagged ? fit.lz : null,
  });
}

/** Pilots stay out: where they lie on the scale is not known yet. */
function fitOf(session: TestSession, pool: Blueprint['pool']): PersonFit | null {
  const byId = new Map(pool.map((item) => [item.id, item]));
  return personFit(
    session.asked.flatMap(({ itemId, points }) => {
      const item = byId.get(itemId);
      if (!item || item.scored === false || points === null) return [];
      return [{ parameters: item.parameters, points }];
    }),
  );
}

function endOf(attempt: AttemptRow, stopReason: string, now: Temporal.Instant): Temporal.Instant {
  if (stopReason !== 'time' || !attempt.deadlineAt) return now;
  const limit = instantOf(attempt.deadlineAt);
  return Temporal.Instant.compare(now, limit) < 0 ? now : limit;
}

/** No table keeps the items' percentiles yet, so three seconds alone decide. */
function timesOf(attempt: AttemptRow, last?: LastAnswer): TimedAnswer[] {
  return attempt.responses.flatMap(({ position, points, ms }) => {
    if (points !== null) return [{ position, ms, fifthPercentileMs: null }];
    return last?.position === position ? [{ position, ms: last.ms, fifthPercentileMs: null }] : [];
  });
}

/** What the computation knows of an attempt at a moment (epoch ms), with the answer that comes in just then. */
export function sessionOf(attempt: AttemptRow, at: number, last?: LastAnswer): TestSession {
  return {
    asked: attempt.responses.map(({ position, itemId, points }) => ({
      itemId,
      // The same answer from another window may have been saved first; that one stands.
      points: points ?? (last?.position === position ? last.points : null),
    })),
    excluded: attempt.excluded,
    atCap: attempt.atCap,
    elapsedSeconds: (at - attempt.startedAt.getTime()) / 1000,
  };
}
