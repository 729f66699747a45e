import { Body, Controller, Get, Param, Post } from '@nestjs/common';
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
import { t } from '#ui';
import { type Given, givenOf } from './answer-errors.js';
import { attemptsPaths } from './attempts.paths.js';
import { testQuestion } from './attempts.presenter.js';
import { answerForm, categoryCode } from './attempts.schemas.js';
import { AttemptsService } from './attempts.service.js';
import { ResultsService } from './results.service.js';
import { StartTest } from './start-test.js';
import type { AttemptStep } from './test-steps.js';

const uuid = { schema: z.uuid() };
const category = { schema: categoryCode };

@Controller()
export class PlacementPages {
  constructor(
    private readonly attempts: AttemptsService,
    private readonly starts: StartTest,
    private readonly results: ResultsService,
    private readonly clock: Clock,
  ) {}

  @Get('placement/:category')
  @Page({ access: ['employee'] })
  async door(@CurrentActor() actor: Actor, @Param('category', category) code: string): Promise<PageView> {
    const { language } = actor;
    const intro = await this.starts.placementIntro(actor, code);
    const heading = t(language, 'attempts.placement_title', { title: intro.category.title[language] });
    const model = {
      title: heading,
      category: code,
      facts: [
        {
          term: t(language, 'attempts.fact_questions'),
          text: t(language, 'attempts.fact_questions_range', { min: intro.min, max: intro.max }),
        },
        {
          term: t(language, 'attempts.fact_time'),
          text: t(language, 'attempts.fact_about_minutes', { n: intro.minutes }),
        },
      ],
      startLabel: t(language, intro.isOpen ? 'attempts.placement_resume' : 'attempts.placement_start'),
    };
    return page('attempts/placement-intro', model, { title: heading });
  }

  @Post('placement/:category')
  @Page({ access: ['employee'] })
  async start(@CurrentActor() actor: Actor, @Param('category', category) code: string): Promise<Redirect> {
    const { attempt } = await this.starts.startPlacement(actor, code);
    return redirect(attemptsPaths.placementAttempt({ id: attempt.id }));
  }

  @Get('placement/attempts/:id')
  @Page({ access: ['employee'] })
  async show(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView | Redirect> {
    return this.questionPage(actor, await this.attempts.current(actor, id));
  }

  @Post('placement/attempts/:id/answers')
  @Page({ access: ['employee'] })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(answerForm, body);
    if (!form.ok) return redirect(attemptsPaths.placementAttempt({ id }));
    const { position, skip } = form.value;
    const input = { position, raw: form.value, skip: skip !== undefined };
    const { result, step } = await this.attempts.answer(actor, id, input);
    if (result === 'incomplete')
      return this.questionPage(actor, step, givenOf(form.value, step.item?.body.type));
    return redirect(attemptsPaths.placementAttempt({ id }));
  }

  @Get('placement/attempts/:id/result')
  @Page({ access: ['employee'] })
  async result(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView | Redirect> {
    const attempt = await this.attempts.own(actor, id);
    if (attempt.state === 'open') return redirect(attemptsPaths.placementAttempt({ id }));
    const { language } = actor;
    const { known, toLearn, minutesSaved, level } = await this.results.placement(attempt, language);
    const heading = t(
      language,
      known.length > 0 ? 'attempts.placement_done_title' : 'attempts.placement_done_none',
    );
    const isAllKnown = toLearn.length === 0;
    const model = {
      title: heading,
      lead:
        known.length > 0
          ? t(language, 'attempts.placement_saved', { lessons: known.length, n: minutesSaved })
          : t(language, 'attempts.placement_none_lead'),
      level,
      known: known.map(({ name }) => name),
      toLearn: toLearn.map(({ name }) => name),
      nextHref: isAllKnown ? attemptsPaths.exam({ category: attempt.category }) : attemptsPaths.learn(),
      nextLabel: t(language, isAllKnown ? 'attempts.placement_to_exam' : 'attempts.placement_next'),
    };
    return page('attempts/placement-result', model, { title: heading });
  }

  private async questionPage(actor: Actor, step: AttemptStep, given?: Given): Promise<PageView | Redirect> {
    const question = testQuestion(step, actor, this.clock.now().epochMilliseconds, given);
    if (!question) return redirect(attemptsPaths.placementResult({ id: step.attempt.id }));
    const title = await this.results.categoryTitle(step.attempt.category, actor.language);
    const heading = t(actor.language, 'attempts.placement_title', { title });
    return page(
      'attempts/placement',
      { question },
      { title: heading, layout: 'exam', status: given ? 422 : 200 },
    );
  }
}
