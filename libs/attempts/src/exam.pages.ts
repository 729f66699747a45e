import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  Clock,
  CurrentActor,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { formatDate, t } from '#ui';
import { type Given, givenOf } from './answer-errors.js';
import { attemptsPaths } from './attempts.paths.js';
import { secondsLeft, testQuestion } from './attempts.presenter.js';
import { answerForm, categoryCode, extraTime, sessionQuery } from './attempts.schemas.js';
import { AttemptsService } from './attempts.service.js';
import { dayIn } from './days.js';
import { EXTRA_TIME_PERCENTS } from './exam-terms.js';
import { type ExamIntro, ExamsService } from './exams.service.js';
import { ProgressService } from './progress.service.js';
import { ResultsService } from './results.service.js';
import type { SkillProgress } from './skill-states.js';
import { StartTest } from './start-test.js';
import type { AttemptStep } from './test-steps.js';

const uuid = { schema: z.uuid() };
const category = { schema: categoryCode };

@Controller()
export class ExamPages {
  constructor(
    private readonly attempts: AttemptsService,
    private readonly starts: StartTest,
    private readonly exams: ExamsService,
    private readonly results: ResultsService,
    private readonly progress: ProgressService,
    private readonly clock: Clock,
  ) {}

  @Get('exams/:category')
  @Page({ access: ['employee'] })
  async door(@CurrentActor() actor: Actor, @Param('category', category) code: string): Promise<PageView> {
    const [intro, skills] = await Promise.all([this.exams.intro(actor, code), this.progress.skills(actor)]);
    const model = await this.introModel(actor, code, intro, skills);
    return page('attempts/exam-intro', model, { title: model.title });
  }

  @Post('exams/:category')
  @Page({ access: ['employee'] })
  async start(@CurrentActor() actor: Actor, @Param('category', category) code: string): Promise<Redirect> {
    const { attempt, isNew } = await this.starts.startExam(actor, code);
    // An exam that was open already belongs to the window it was opened in; here it has to be taken over first.
    return redirect(
      attemptsPaths.examAttempt({ id: attempt.id, session: isNew ? attempt.activeSession : null }),
    );
  }

  @Post('exams/:category/extra-time')
  @Page({ access: ['employee'] })
  async setExtraTime(
    @CurrentActor() actor: Actor,
    @Param('category', category) code: string,
    @Body() body: unknown,
  ): Promise<Redirect> {
    const form = parseForm(extraTime, body);
    if (!form.ok) return redirect(attemptsPaths.exam({ category: code }));
    await this.exams.setExtraTime(actor, form.value.percent);
    return redirect(attemptsPaths.exam({ category: code }), {
      flash: { tone: 'ok', key: 'attempts.extra_time_saved' },
    });
  }

  @Get('exams/attempts/:id')
  @Page({ access: ['employee'] })
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Query({ schema: sessionQuery }) query: { session?: string },
  ): Promise<PageView | Redirect> {
    return this.questionPage(actor, await this.attempts.current(actor, id), query.session);
  }

  @Post('exams/attempts/:id/answers')
  @Page({ access: ['employee'] })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(answerForm, body);
    if (!form.ok) return redirect(attemptsPaths.examAttempt({ id }));
    const { position, session } = form.value;
    const before = await this.attempts.current(actor, id);
    if (!before.response) return redirect(attemptsPaths.examResult({ id }));
    if (session !== before.attempt.activeSession) return redirect(attemptsPaths.examAttempt({ id }));
    const input = { position, session, raw: form.value };
    const { result, step } = await this.attempts.answer(actor, id, input, before);
    if (result === 'incomplete')
      return this.questionPage(actor, step, session, givenOf(form.value, step.item?.body.type));
    return redirect(attemptsPaths.examAttempt({ id, session }));
  }

  @Post('exams/attempts/:id/session')
  @Page({ access: ['employee'] })
  async takeOver(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    const { attempt } = await this.attempts.takeOver(actor, id);
    return redirect(attemptsPaths.examAttempt({ id, session: attempt.activeSession }));
  }

  @Post('exams/attempts/:id/hand-in')
  @Page({ access: ['employee'] })
  async handIn(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<Redirect> {
    const form = parseForm(sessionQuery, body);
    await this.attempts.handIn(actor, id, form.ok ? form.value.session : null);
    return redirect(attemptsPaths.examResult({ id }));
  }

  @Get('exams/attempts/:id/result')
  @Page({ access: ['employee'] })
  async result(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView | Redirect> {
    const { attempt } = await this.attempts.current(actor, id);
    if (attempt.state === 'open') return redirect(attemptsPaths.examAttempt({ id }));
    const { language } = actor;
    const title = t(language, `attempts.result_${(attempt.outcome ?? 'not-yet').replace('-', '_')}`);
    const reportHref = attemptsPaths.examReport({ id });
    if (attempt.outcome === 'passed') {
      const lead = t(language, 'attempts.result_passed_lead', { category: attempt.category });
      const text = t(language, 'attempts.result_passed_text');
      const next = { nextHref: attemptsPaths.licences(), nextLabel: t(language, 'attempts.see_licence') };
      return page(
        'attempts/exam-result',
        { title, lead, text, tone: 'ok', topics: [], again: '', reportHref, ...next },
        { title },
      );
    }
    const { topics, incomplete } = await this.results.exam(attempt, language);
    const model = {
      title,
      lead: t(language, 'attempts.result_lead_failed', { category: attempt.category }),
      text: t(language, notPassedKey(attempt.outcome, attempt.stopReason, incomplete)),
      tone: 'info',
      reportHref,
      topics,
      again: attempt.retryAt
        ? t(language, 'attempts.result_again', { date: this.day(actor, attempt.retryAt) })
        : '',
      nextHref: attemptsPaths.practice(topics[0] ? { skill: topics[0].skill } : {}),
      nextLabel: t(language, 'attempts.practise_weakest'),
    };
    return page('attempts/exam-result', model, { title });
  }

  private async questionPage(
    actor: Actor,
    step: AttemptStep,
    session: string | undefined,
    given?: Given,
  ): Promise<PageView | Redirect> {
    const { id, category: code } = step.attempt;
    const now = this.clock.now().epochMilliseconds;
    const question = testQuestion(step, actor, now, given);
    if (!question) return redirect(attemptsPaths.examResult({ id }));
    const name = await this.results.categoryTitle(code, actor.language);
    const title = t(actor.language, 'attempts.exam_title', { category: code, title: name });
    if (session !== step.attempt.activeSession) {
      const model = {
        action: attemptsPaths.examSession({ id }),
        secondsLeft: secondsLeft(step.attempt, now) ?? 0,
      };
      return page('attempts/exam-elsewhere', model, { title, layout: 'exam' });
    }
    return page('attempts/exam', { question }, { title, layout: 'exam', status: given ? 422 : 200 });
  }

  private async introModel(actor: Actor, code: string, intro: ExamIntro, skills: readonly SkillProgress[]) {
    const { language } = actor;
    const word = (key: string, args?: Record<string, string | number>): string => t(language, key, args);
    const title = word(titleKey(intro), {
      category: code,
      title: intro.category.title[language],
    });
    const names = await this.progress.skillNames();
    const standing = new Map(skills.map(({ skill, mastery }) => [skill, mastery]));
    const minutes = intro.extraTimePercent
      ? word('attempts.fact_minutes_extra', { n: intro.minutes, percent: intro.extraTimePercent })
      : word('attempts.fact_minutes', { n: intro.minutes });
    return {
      title,
      category: code,
      lead: word(intro.refresh ? 'attempts.exam_lead_refresh' : 'attempts.exam_lead'),
      facts: [
        {
          term: word('attempts.fact_questions'),
          text: word('attempts.fact_questions_range', { min: intro.min, max: intro.max }),
        },
        { term: word('attempts.fact_time'), text: minutes },
        {
          term: word('attempts.fact_again'),
          text: word('attempts.fact_again_text', { n: intro.cooldownDays }),
        },
      ],
      rules: ['saved', 'forward', 'time', 'looked'].map((rule) => word(`attempts.exam_rule_${rule}`)),
      closed: intro.openId ? null : this.closedModel(actor, code, intro),
      start: intro.door.open && !intro.openId ? { label: word('attempts.exam_start') } : null,
      resumeHref: intro.openId ? attemptsPaths.examAttempt({ id: intro.openId }) : '',
      practiceHref: intro.openId ? '' : attemptsPaths.practice(),
      extraTime: intro.extraTimePercent,
      extraTimeOptions: EXTRA_TIME_PERCENTS.map((n) => ({
        value: n,
        label: n === 0 ? word('attempts.extra_time_none') : word('attempts.extra_time_percent', { n }),
      })),
      skills: intro.skills.map((skill) => ({
        term: names.get(skill)?.[language] ?? skill,
        text: word(`attempts.mastery_${standing.get(skill) ?? 'unknown'}`),
        href: attemptsPaths.practice({ skill }),
      })),
    };
  }

  private closedModel(
    actor: Actor,
    code: string,
    { door }: ExamIntro,
  ): { title: string; text: string; href?: string; label?: string } | null {
    const { language } = actor;
    if (door.open) return null;
    if (door.why === 'licence-first') {
      const first = { category: door.missing[0] ?? '' };
      return {
        title: t(language, 'attempts.exam_first_title', first),
        text: t(language, 'attempts.exam_first_text', { ...first, exam: code }),
        href: attemptsPaths.learn(first),
        label: t(language, 'attempts.exam_first_link', first),
      };
    }
    if (door.why === 'still-valid') {
      return {
        title: t(language, 'attempts.exam_valid_title', { category: code }),
        text: t(language, 'attempts.exam_valid_text'),
      };
    }
    const date = formatDate(language, door.from.toZonedDateTimeISO(actor.zone).toPlainDate());
    return {
      title: t(language, 'attempts.exam_cooling_title', { date }),
      text: t(language, 'attempts.exam_cooling_text'),
    };
  }

  private day(actor: Actor, moment: Date): string {
    return formatDate(actor.language, dayIn(moment, actor.zone));
  }
}

function titleKey({ refresh, renewal }: ExamIntro): string {
  if (refresh) return 'attempts.exam_title_refresh';
  return renewal ? 'attempts.exam_title_renewal' : 'attempts.exam_title';
}

function notPassedKey(outcome: string | null, stopReason: string | null, incomplete: boolean): string {
  if (incomplete)
    return stopReason === 'time' ? 'attempts.result_incomplete_text' : 'attempts.result_handed_in_text';
  return outcome === 'nearly' ? 'attempts.result_nearly_text' : 'attempts.result_not_yet_text';
}
