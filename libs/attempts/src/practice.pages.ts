import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  type Actor,
  Clock,
  CurrentActor,
  fragment,
  type FragmentView,
  isFragment,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { formatDate, formatPercent, t } from '#ui';
import type { Mastery } from '#assessment';
import { type Given, givenOf } from './answer-errors.js';
import { attemptsPaths } from './attempts.paths.js';
import { feedbackModel, practiceQuestion } from './attempts.presenter.js';
import { answerForm, practiceQuery, shownQuery, startPractice } from './attempts.schemas.js';
import { dayIn } from './days.js';
import { type PracticeStep, PracticeService, type Practised } from './practice.service.js';
import { type Progress, ProgressService } from './progress.service.js';
import { bandWords, whyChosen, whyNow, whyWeakest } from './why-now.js';

const uuid = { schema: z.uuid() };
const GROUPS: readonly { mastery: Mastery; tone: string }[] = [
  { mastery: 'practise', tone: 'warn' },
  { mastery: 'nearly', tone: 'info' },
  { mastery: 'solid', tone: 'ok' },
  { mastery: 'unknown', tone: 'sunken' },
];

@Controller()
export class PracticePages {
  constructor(
    private readonly practice: PracticeService,
    private readonly progress: ProgressService,
    private readonly clock: Clock,
  ) {}

  @Get('practice')
  @Page({ access: ['employee'] })
  async door(
    @CurrentActor() actor: Actor,
    @Query({ schema: practiceQuery }) query: { skill?: string },
  ): Promise<PageView | Redirect> {
    const open = await this.practice.findOpen(actor, query.skill);
    if (open) return redirect(attemptsPaths.practiceAttempt({ id: open.attempt.id }));
    return page('attempts/practice', await this.doorModel(actor, query.skill), title(actor));
  }

  @Post('practice')
  @Page({ access: ['employee'] })
  async start(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Redirect> {
    const form = parseForm(startPractice, body);
    const { attempt } = await this.practice.start(actor, form.ok ? form.value.skill : undefined);
    return redirect(attemptsPaths.practiceAttempt({ id: attempt.id }));
  }

  @Get('practice/attempts/:id')
  @Page({ access: ['employee'] })
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Query({ schema: shownQuery }) query: { shown?: number },
  ): Promise<PageView | Redirect> {
    if (query.shown !== undefined) {
      const shown = await this.practice.explain(actor, id, query.shown);
      return page(
        'attempts/practice-answered',
        {
          position: query.shown,
          total: shown.attempt.plan.length,
          answered: answeredModel(actor, shown, shown.practised),
        },
        { ...title(actor), layout: 'exam' },
      );
    }
    const step = await this.practice.current(actor, id);
    if (!step.response) return redirect(attemptsPaths.practiceDone({ id }));
    return this.questionPage(actor, step);
  }

  @Post('practice/attempts/:id/answers')
  @Page({ access: ['employee'] })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<PageView | FragmentView | Redirect> {
    const form = parseForm(answerForm, body);
    if (!form.ok) return redirect(attemptsPaths.practiceAttempt({ id }));
    const { position, confidence, shownAt } = form.value;
    const step = await this.practice.answer(actor, id, { position, confidence, shownAt, raw: form.value });
    if (step.result === 'incomplete') {
      const given = givenOf(form.value, step.item?.body.type);
      return isFragment(request)
        ? fragment(
            'attempts/_question',
            { question: practiceQuestion(step, actor, shownAt ?? this.now(), given) },
            422,
          )
        : this.questionPage(actor, step, given, shownAt);
    }
    return isFragment(request) && step.practised
      ? fragment('attempts/_answered', { answered: answeredModel(actor, step, step.practised) })
      : redirect(attemptsPaths.practiceAttempt({ id, shown: position }));
  }

  @Post('practice/attempts/:id/end')
  @Page({ access: ['employee'] })
  async end(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.practice.end(actor, id);
    return redirect(attemptsPaths.practiceDone({ id }));
  }

  @Get('practice/attempts/:id/done')
  @Page({ access: ['employee'] })
  async done(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView | Redirect> {
    const { attempt } = await this.practice.current(actor, id);
    if (attempt.state === 'open') return redirect(attemptsPaths.practiceAttempt({ id }));
    const { language } = actor;
    const names = await this.progress.skillNames();
    const answers = attempt.responses
      .filter(({ points }) => points !== null)
      .map(({ skill, points }) => {
        const state = points === 1 ? 'right' : 'wrong';
        return {
          skill: names.get(skill)?.[language] ?? skill,
          stateLabel: t(language, `attempts.state_${state}`),
          tone: state === 'right' ? 'ok' : 'warn',
          icon: state === 'right' ? 'check' : 'x',
        };
      });
    const heading = t(language, 'attempts.done_title', { n: answers.length });
    return page(
      'attempts/practice-done',
      { title: heading, lead: t(language, 'attempts.done_lead'), answers },
      { title: heading },
    );
  }

  @Get('progress')
  @Page({ access: ['employee'] })
  async own(@CurrentActor() actor: Actor): Promise<PageView> {
    const { language, zone } = actor;
    const { skills, due, dueDays, weakest, calibration } = await this.progress.own(actor);
    const names = await this.progress.skillNames();
    const nameOf = (skill: string): string => names.get(skill)?.[language] ?? skill;
    const groups = GROUPS.map(({ mastery, tone }) => ({
      tone,
      title: t(language, `attempts.group_${mastery}`),
      text: t(language, `attempts.group_${mastery}_text`),
      skills: skills
        .filter((skill) => skill.mastery === mastery)
        .map(({ skill, band }) => ({
          skill,
          name: nameOf(skill),
          band: band && bandWords(band, language),
        })),
    })).filter((group) => group.skills.length > 0);
    const model = {
      groups,
      lead: t(language, 'attempts.progress_lead'),
      practiceLabel: t(language, 'attempts.progress_due', { n: due }),
      why:
        dueDays !== null
          ? t(language, 'attempts.practice_due_text', { days: dueDays })
          : weakest && whyWeakest(weakest, nameOf(weakest.skill), { now: this.now(), zone, language }),
      calibration: calibration.map(({ confidence, share }) =>
        t(language, `attempts.calibration_${confidence}`, { share: formatPercent(language, share) }),
      ),
    };
    return page('attempts/progress', model, { title: t(language, 'attempts.progress_title') });
  }

  private questionPage(actor: Actor, step: PracticeStep, given?: Given, shownAt = this.now()): PageView {
    const { language } = actor;
    const model = {
      title: t(language, 'attempts.practice_title'),
      lead: '',
      question: practiceQuestion(step, actor, shownAt, given),
      why: step.response && whyNow(step.attempt.plan[step.response.position - 1], language),
      start: null,
    };
    return page('attempts/practice', model, { ...title(actor), layout: 'exam', status: given ? 422 : 200 });
  }

  private async doorModel(actor: Actor, skill: string | undefined) {
    const { language, zone } = actor;
    const progress = await this.progress.own(actor);
    const chosen = progress.skills.find((own) => own.skill === skill);
    const model = {
      title: t(language, 'attempts.practice_title'),
      lead: t(language, 'attempts.practice_lead'),
      question: null,
    };
    if (progress.skills.length === 0 || (skill && !chosen)) return { ...model, start: null };
    const names = await this.progress.skillNames();
    const nameOf = (id: string): string => names.get(id)?.[language] ?? id;
    const start = chosen
      ? {
          title: t(language, 'attempts.practice_skill_title', { skill: nameOf(chosen.skill) }),
          text: whyChosen(chosen.lastAt, { now: this.now(), zone, language }),
        }
      : this.freeRound(actor, progress, nameOf);
    return {
      ...model,
      start: { ...start, label: t(language, 'attempts.practice_start'), skill: skill ?? '' },
    };
  }

  /** The round that a person gets who chose nothing: what is due, else the weakest skill, and why. */
  private freeRound(
    { language, zone }: Actor,
    { due, dueDays, nextDueAt, weakest }: Progress,
    nameOf: (skill: string) => string,
  ): { title: string; text: string } {
    if (dueDays !== null) {
      return {
        title: t(language, 'attempts.practice_due_title', { n: due }),
        text: t(language, 'attempts.practice_due_text', { days: dueDays }),
      };
    }
    const waits = nextDueAt
      ? t(language, 'attempts.practice_next_text', { date: formatDate(language, dayIn(nextDueAt, zone)) })
      : t(language, 'attempts.practice_free_text');
    const why = weakest
      ? whyWeakest(weakest, nameOf(weakest.skill), { now: this.now(), zone, language })
      : '';
    return { title: t(language, 'attempts.practice_free_title'), text: `${waits} ${why}`.trim() };
  }

  private now(): number {
    return this.clock.now().epochMilliseconds;
  }
}

const title = (actor: Actor): { title: string } => ({ title: t(actor.language, 'attempts.practice_title') });

/** An explanation, and where it goes from there: the next question or the end of the round. */
function answeredModel({ language }: Actor, { attempt, response }: PracticeStep, practised: Practised) {
  const { id } = attempt;
  const isOver = response === null;
  return {
    feedback: feedbackModel(practised, language),
    href: isOver ? attemptsPaths.practiceDone({ id }) : attemptsPaths.practiceAttempt({ id }),
    label: t(language, isOver ? 'attempts.round_result' : 'attempts.next'),
  };
}
