import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, Clock, CurrentActor, invalidInput } from '#kernel';
import { t } from '#ui';
import { missingKey } from './answer-errors.js';
import { notAsked } from './attempts.problems.js';
import { attemptView, feedbackForApi } from './attempts.presenter.js';
import {
  type AnswerQuestion,
  answeredView,
  answerQuestion,
  attemptView as attemptSchema,
  progressView,
  resultView,
  type StartAttempt,
  startAttempt,
} from './attempts.schemas.js';
import { AttemptsService } from './attempts.service.js';
import { PracticeService } from './practice.service.js';
import { ProgressService } from './progress.service.js';
import { ResultsService } from './results.service.js';
import { StartTest } from './start-test.js';
import { whyWeakest } from './why-now.js';

const uuid = { schema: z.uuid() };
const sessionBody = z.object({ session: z.string().max(60).optional() });

@Controller('api/v1/attempts')
export class AttemptsController {
  constructor(
    private readonly attempts: AttemptsService,
    private readonly starts: StartTest,
    private readonly practice: PracticeService,
    private readonly progress: ProgressService,
    private readonly results: ResultsService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Api({
    summary: 'Start or resume a placement test, a round of practice or an exam',
    access: ['employee'],
    scope: 'attempts:write',
    returns: attemptSchema,
    status: 201,
    problems: ['exam-cooling-down', 'exam-not-needed', 'licence-first', 'too-few-items'],
  })
  async start(@CurrentActor() actor: Actor, @Body({ schema: startAttempt }) input: StartAttempt) {
    if (input.kind === 'practice') {
      return this.view(actor, { ...(await this.practice.start(actor, input.skill)), blueprint: null });
    }
    if (input.kind === 'placement')
      return this.view(actor, await this.starts.startPlacement(actor, input.category));
    const { isNew, ...step } = await this.starts.startExam(actor, input.category);
    return this.view(actor, step, isNew ? step.attempt.activeSession : null);
  }

  @Get('progress')
  @Api({
    summary: 'Your own skills, in words',
    access: ['employee'],
    scope: 'attempts:read',
    returns: progressView,
  })
  async ownProgress(@CurrentActor() actor: Actor) {
    const { language, zone } = actor;
    const { due, dueDays, weakest, skills } = await this.progress.own(actor);
    const names = await this.progress.skillNames();
    const nameOf = (skill: string): string => names.get(skill)?.[language] ?? skill;
    const now = this.clock.now().epochMilliseconds;
    const next =
      dueDays !== null
        ? { skill: null, reason: t(language, 'attempts.practice_due_text', { days: dueDays }) }
        : weakest && {
            skill: weakest.skill,
            reason: whyWeakest(weakest, nameOf(weakest.skill), { now, zone, language }),
          };
    return {
      ...{ due, next },
      skills: skills.map(({ skill, mastery, band, answered }) => ({
        ...{ skill, name: nameOf(skill), mastery, band, answered },
      })),
    };
  }

  @Get(':id')
  @Api({
    summary: 'The question that is next',
    access: ['employee'],
    scope: 'attempts:read',
    returns: attemptSchema,
  })
  async current(@CurrentActor() actor: Actor, @Param('id', uuid) id: string) {
    return this.view(actor, await this.attempts.current(actor, id));
  }

  @Post(':id/answers')
  @Api({
    summary: 'Answer the question and get the next one; practice explains the answer',
    access: ['employee'],
    scope: 'attempts:write',
    returns: answeredView,
    status: 200,
    problems: ['attempt-finished', 'question-not-asked', 'attempt-active-elsewhere'],
  })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: answerQuestion }) input: AnswerQuestion,
  ): Promise<z.output<typeof answeredView>> {
    const attempt = await this.attempts.own(actor, id);
    const { position, session, answer: raw, confidence } = input;
    if (attempt.kind === 'practice') {
      const answered = await this.practice.answer(actor, id, { position, raw, confidence }, attempt);
      if (answered.result === 'incomplete') throw this.missing(answered.item?.body.type);
      return {
        saved: answered.result === 'saved',
        feedback: answered.practised ? feedbackForApi(answered.practised, actor.language) : null,
        attempt: this.view(actor, { ...answered, blueprint: null }),
      };
    }
    const before = await this.attempts.currentOf(actor, attempt);
    const { result, step } = await this.attempts.answer(
      actor,
      id,
      { position, session, raw, skip: raw.skip },
      before,
    );
    if (result === 'incomplete') throw this.missing(step.item?.body.type);
    return { saved: result === 'saved', feedback: null, attempt: this.view(actor, step) };
  }

  @Post(':id/session')
  @Api({
    summary: 'Continue an exam here; the other window or device stops',
    access: ['employee'],
    scope: 'attempts:write',
    returns: attemptSchema,
    status: 200,
    problems: ['attempt-finished'],
  })
  async takeOver(@CurrentActor() actor: Actor, @Param('id', uuid) id: string) {
    const step = await this.attempts.takeOver(actor, id);
    return this.view(actor, step, step.attempt.activeSession);
  }

  @Post(':id/end')
  @Api({
    summary: 'Hand in a test or end a round of practice',
    access: ['employee'],
    scope: 'attempts:write',
    returns: attemptSchema,
    status: 200,
    problems: ['attempt-active-elsewhere'],
  })
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: sessionBody }) input: z.output<typeof sessionBody>,
  ) {
    const attempt = await this.attempts.own(actor, id);
    if (attempt.kind === 'practice')
      return this.view(actor, { ...(await this.practice.end(actor, id)), blueprint: null });
    return this.view(actor, await this.attempts.handIn(actor, id, input.session));
  }

  @Get(':id/result')
  @Api({
    summary: 'What a finished attempt says: skills and dates, no scores',
    access: ['employee'],
    scope: 'attempts:read',
    returns: resultView,
    problems: ['question-not-asked'],
  })
  async result(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
  ): Promise<z.output<typeof resultView>> {
    const { attempt } = await this.attempts.current(actor, id);
    if (!attempt.finishedAt) throw notAsked();
    const facts = {
      kind: attempt.kind,
      category: attempt.category || null,
      outcome: attempt.outcome ?? '',
      finishedAt: attempt.finishedAt.toISOString(),
    };
    if (attempt.kind === 'placement')
      return { ...facts, ...(await this.results.placement(attempt, actor.language)) };
    if (attempt.kind === 'practice') return facts;
    const { topics } = await this.results.exam(attempt, actor.language);
    return { ...facts, topics, availableAgainAt: attempt.retryAt?.toISOString() ?? null };
  }

  private view(actor: Actor, step: Parameters<typeof attemptView>[0], session: string | null = null) {
    return attemptView(step, actor.language, this.clock.now().epochMilliseconds, session);
  }

  private missing(type: Parameters<typeof missingKey>[0]): Error {
    return invalidInput([{ pointer: '/answer', message: missingKey(type) }]);
  }
}
