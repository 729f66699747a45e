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
import { type DomainEvent, examFailed, examPassed, placementFinished } from '#events';
import { Clock, Db, systemActor, type Telling } from '#kernel';
import { Temporal } from 'temporal-polyfill';
import { type AnswerWrite, type FinishWrite, saveFinish, saveLastAnswer } from './answers.queries.js';
import { type AttemptRow, lockAttempt } from './attempts.queries.js';
import { type Blueprint, Blueprints } from './blueprints.js';
import { instantOf } from './days.js';
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
   * Finishes once, however many ask for it at the same time (an answer, a click, the worker): the first holds the lock and
   * gets the attempt as it ended, the others find it done. Time ends an attempt at its limit, not when somebody notices.
   */
  async finish(id: string, stopReason: string, last?: LastAnswer): Promise<AttemptRow | null> {
    return this.db.transaction(async (tx) => {
      const attempt = await lockAttempt(tx, id);
      if (!attempt || attempt.state !== 'open' || !attempt.blueprintId) return null;
      const blueprint = await this.blueprints.get(attempt.blueprintId);
      if (last) await saveLastAnswer(tx, id, last.position, last);
      const endedAt = endOf(attempt, stopReason, this.clock.now());
      const session = sessionOf(attempt, endedAt.epochMilliseconds, last);
      const ending = { attempt, blueprint, session, stopReason, endedAt, last };
      const end = attempt.kind === 'exam' ? endOfExam(ending) : endOfPlacement(ending);
      await saveFinish(tx, end.write, this.telling(attempt, end));
      return asEnded(attempt, end.write, last);
    });
  }

  private telling({ kind, category }: AttemptRow, { write, facts, event }: End): Telling {
    return {
      ...{ actor: systemActor('attempts.finish'), at: this.clock.now(), events: [event] },
      ...{ action: 'attempt.finished', subjectType: 'attempt' },
      changes: { kind, category, stopReason: write.stopReason, ...facts },
    };
  }
}

/** What is written at the end, what the audit log says of it, and what the others are told. */
interface End {
  readonly write: FinishWrite;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly event: DomainEvent;
}

/** An exam that stands out is noted for a person to look at; nothing else follows from it. */
function endOfExam({ attempt, blueprint: { pool, terms }, session, stopReason, endedAt, last }: Ending): End {
  const decision = decideExam(session, pool, terms.rules);
  const { outcome, answered } = decision;
  const rapid = rapidAnswers(timesOf(attempt, last));
  const fit = fitOf(session, pool);
  const { id: attemptId, personId, category, renewal } = attempt;
  const at = endedAt.toString();
  const retryAt =
    outcome === 'passed' ? null : retryFrom(endedAt, terms.cooldownDays, attempt.zone).toString();
  const flag = {
    rapid: rapid.flagged ? rapid.positions.length : null,
    answered: rapid.answered,
    personFit: fit?.flagged ? fit.lz : null,
  };
  return {
    write: {
      ...{ attemptId, at, stopReason, outcome, retryAt },
      result: { ...examResult(decision), rapid, personFit: fit },
      flag: rapid.flagged || fit?.flagged ? flag : null,
    },
    facts: { outcome, answered },
    event:
      retryAt === null
        ? examPassed({ attemptId, personId, category, decidedAt: at, renewal })
        : examFailed({ attemptId, personId, category, availableAgainAt: retryAt }),
  };
}

function endOfPlacement({ attempt, blueprint: { pool, terms }, session, stopReason, endedAt }: Ending): End {
  // An unanswered question is missing here, not wrong: nobody is judged by a placement test.
  const answeredOnly = { ...session, asked: session.asked.filter((asked) => asked.points !== null) };
  const { exempt, profile } = placementOutcome(answeredOnly, pool, terms.rules);
  const { theta, standardError, answered } = resultOf(answeredOnly, pool, terms.rules);
  const asked = profile.map(({ skill }) => skill);
  const result: PlacementResult = { theta, standardError, answered, exempt, asked };
  const { id: attemptId, personId, category } = attempt;
  const ended = { attemptId, at: endedAt.toString(), stopReason, outcome: 'placed' };
  return {
    write: { ...ended, result, retryAt: null, flag: null },
    facts: { answered, exempt: exempt.length },
    event: placementFinished({ attemptId, personId, category, exemptSkills: [...exempt] }),
  };
}

/** The attempt as it stands after its end, without reading it again. */
function asEnded(attempt: AttemptRow, write: FinishWrite, last?: LastAnswer): AttemptRow {
  const { stopReason, outcome, result, retryAt } = write;
  return {
    ...{ ...attempt, state: 'finished', finishedAt: new Date(write.at), stopReason, outcome, result },
    ...{ retryAt: retryAt === null ? null : new Date(retryAt), activeSession: null },
    responses: attempt.responses.map((response) =>
      response.position === last?.position && response.points === null
        ? { ...response, answer: last.answer, points: last.points, ms: last.ms }
        : response,
    ),
  };
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
