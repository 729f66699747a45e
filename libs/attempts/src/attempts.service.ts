import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { nextStep, round, scoreResponse, seeded, type NextStep } from '#assessment';
import { type Actor, audit, Clock, Db, may, notFound } from '#kernel';
import type { Temporal } from 'temporal-polyfill';
import { canTake } from './attempts.access.js';
import { activeElsewhere, attemptFinished, notAsked } from './attempts.problems.js';
import { afterAnswer, saveAnswer } from './answers.queries.js';
import { type AttemptRow, findAttempt, setActiveSession } from './attempts.queries.js';
import type { Blueprint } from './blueprints.js';
import { millisecondsSince } from './days.js';
import { FinishAttempt } from './finish-attempt.js';
import { readAnswer, type RawAnswer } from './read-answer.js';
import { type AttemptStep, TestSteps } from './test-steps.js';

export interface TestAnswer {
  readonly position: number;
  readonly session?: string | null | undefined;
  readonly raw: RawAnswer;
  /** Placement: "I don't know yet" counts as wrong and asks on. */
  readonly skip?: boolean | undefined;
}

export interface TestAnswered {
  /** `again`: this position was answered before, nothing changed. `incomplete`: no whole answer, ask again. */
  readonly result: 'saved' | 'again' | 'incomplete';
  readonly step: AttemptStep;
}

/** Placement tests and exams on their way: resume, answer, take over, hand in. */
@Injectable()
export class AttemptsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly steps: TestSteps,
    private readonly finisher: FinishAttempt,
  ) {}

  /** The question on the screen. An exam past its limit is handed in on the way. */
  async current(actor: Actor, id: string): Promise<AttemptStep> {
    return this.currentOf(actor, await this.own(actor, id));
  }

  /** The same for an attempt that was just read, so that one answer reads it once. */
  async currentOf(actor: Actor, attempt: AttemptRow): Promise<AttemptStep> {
    if (attempt.state === 'open' && this.steps.isOverdue(attempt)) {
      const ended = await this.finisher.finish(attempt.id, 'time');
      return this.steps.of(ended ?? (await this.own(actor, attempt.id)));
    }
    return this.steps.of(attempt);
  }

  /**
   * Saves one answer and decides the next step. Safe to send twice: a position that was answered before changes
   * nothing. An answer after the limit does not count. Two statements in all, until the last one.
   */
  async answer(actor: Actor, id: string, input: TestAnswer, before?: AttemptStep): Promise<TestAnswered> {
    const step = before ?? (await this.current(actor, id));
    const { attempt } = step;
    may(canTake(actor, attempt));
    if (attempt.kind === 'practice') throw notFound('attempt');
    if (attempt.state === 'finished') {
      const isKnown = attempt.responses.some((r) => r.position === input.position && r.points !== null);
      if (!isKnown) throw attemptFinished();
      return { result: 'again', step };
    }
    if (attempt.kind === 'exam' && (input.session ?? '') !== attempt.activeSession) throw activeElsewhere();
    const { response, item, blueprint } = step;
    if (!response || !item || !blueprint || input.position > response.position) throw notAsked();
    if (input.position < response.position) return { result: 'again', step };

    const skipped = attempt.kind === 'placement' && input.skip === true;
    const answer = skipped ? null : readAnswer(item.body, response.arrangement, input.raw);
    if (!answer && !skipped) return { result: 'incomplete', step };
    // As many digits as the column keeps, so that a replay computes with the very same number.
    const points = answer ? round(scoreResponse(item.body, answer).points, 6) : 0;
    const now = this.clock.now();
    const decision = this.decide(attempt, blueprint, { itemId: item.id, points }, now);
    const write = { answer, points, at: now.toString(), ms: millisecondsSince(response.askedAt, now) };
    if ('stop' in decision) {
      const ended = await this.finisher.finish(id, decision.stop, { position: response.position, ...write });
      return { result: 'saved', step: await this.steps.of(ended ?? (await this.own(actor, id))) };
    }
    const asking = {
      ...write,
      attemptId: id,
      position: response.position,
      session: attempt.kind === 'exam' ? attempt.activeSession : null,
      confidence: null,
      next: await this.steps.ask(attempt.seed, response.position + 1, decision.ask.id, blueprint),
      card: null,
      finishes: false,
    };
    if (await saveAnswer(this.db, asking))
      return { result: 'saved', step: await this.steps.of(afterAnswer(attempt, asking)) };
    // Somebody was first: the same answer sent twice, another window, or the limit.
    return { result: 'again', step: await this.current(actor, id) };
  }

  /** Makes this window or device the one that may answer; the other one is told when it tries. */
  async takeOver(actor: Actor, id: string): Promise<AttemptStep> {
    const attempt = await this.own(actor, id);
    if (attempt.kind !== 'exam') return this.steps.of(attempt);
    const session = randomUUID();
    const taken = await this.db.transaction(async (tx) => {
      const done = await setActiveSession(tx, id, session);
      if (done)
        await audit(
          tx,
          actor,
          { action: 'attempt.taken-over', subject: { type: 'attempt', id } },
          this.clock.now(),
        );
      return done;
    });
    if (!taken) throw attemptFinished();
    return this.current(actor, id);
  }

  /** Hands in what is there. Unanswered counts as wrong in an exam. */
  async handIn(actor: Actor, id: string, session?: string | null): Promise<AttemptStep> {
    const attempt = await this.own(actor, id);
    if (attempt.state === 'open') {
      if (attempt.kind === 'exam' && (session ?? '') !== attempt.activeSession) throw activeElsewhere();
      const ended = await this.finisher.finish(id, 'handed-in');
      if (ended) return this.steps.of(ended);
    }
    return this.steps.of(await this.own(actor, id));
  }

  /** An attempt of the actor's own; anybody else's is forbidden, a missing one not found. */
  async own(actor: Actor, id: string): Promise<AttemptRow> {
    const attempt = await findAttempt(this.db, id);
    if (!attempt) throw notFound('attempt');
    may(canTake(actor, attempt));
    return attempt;
  }

  private decide(
    attempt: AttemptRow,
    blueprint: Blueprint,
    latest: { itemId: string; points: number },
    now: Temporal.Instant,
  ): NextStep {
    const asked = attempt.responses.map(({ itemId, points }) =>
      itemId === latest.itemId ? latest : { itemId, points },
    );
    const elapsedSeconds = (now.epochMilliseconds - attempt.startedAt.getTime()) / 1000;
    const session = { asked, excluded: attempt.excluded, atCap: attempt.atCap, elapsedSeconds };
    return nextStep(session, blueprint.pool, blueprint.terms.rules, seeded(attempt.seed));
  }
}
