import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { AudiencesService, takeStep, toRule } from '#audiences';
import {
  type Actor,
  Clock,
  CurrentActor,
  Db,
  fieldErrors,
  Page,
  page,
  type PageView,
  Problem,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import {
  complete,
  draftOf,
  formField,
  NEW_SURVEY,
  readSurveyDraft,
  type SurveyDraft,
} from './survey-draft.js';
import { formPage, overviewPage, surveyPage } from './surveys.presenter.js';
import { surveysPaths } from './surveys.paths.js';
import { listPredictions } from './surveys.queries.js';
import { SurveysReads } from './surveys.reads.js';
import { SurveysService } from './surveys.service.js';
import { homeToday } from './turn-surveys.js';

const uuid = { schema: z.uuid() };
type Fields = Record<string, unknown>;

/** HR's desk: what is asked of whom, when, and how much that asks of people. */
@Controller('hr/surveys')
export class SurveysPages {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly surveys: SurveysService,
    private readonly reads: SurveysReads,
    private readonly audiences: AudiencesService,
  ) {}

  @Get()
  @Page({ access: ['hr'] })
  async list(@CurrentActor() actor: Actor): Promise<PageView> {
    const model = overviewPage(actor.language, await this.reads.overview(actor));
    return page('surveys/surveys', model, { title: t(actor.language, 'surveys.title') });
  }

  @Get('new')
  @Page({ access: ['hr'] })
  add(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.form(actor, null, NEW_SURVEY, {});
  }

  @Post('new')
  @Page({ access: ['hr'] })
  async create(@CurrentActor() actor: Actor, @Body() sent: unknown): Promise<PageView | Redirect> {
    const body = fieldsOf(sent);
    const draft = readSurveyDraft(body);
    if (isStep(body)) return this.form(actor, null, stepped(draft, body), {});
    const completed = complete(draft);
    if (!completed.ok) return this.form(actor, null, draft, completed.errors, 422);
    try {
      const id = await this.surveys.add(actor, completed.input);
      return redirect(surveysPaths.show({ id }), { flash: { tone: 'ok', key: 'surveys.done_saved' } });
    } catch (error) {
      return this.form(actor, null, draft, formErrors(error), 422);
    }
  }

  @Get(':id')
  @Page({ access: ['hr'] })
  async show(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView> {
    const survey = await this.reads.get(actor, id);
    const tx = this.db.read;
    const today = homeToday(this.clock.now());
    const [predictions, members] = await Promise.all([
      listPredictions(tx, id),
      this.audiences.count(tx, survey.rule, today),
    ]);
    const expected = Math.min(survey.sampleSize ?? members, members);
    const model = surveyPage(actor.language, survey, predictions, expected);
    return page('surveys/survey', model, { title: survey.title[actor.language] });
  }

  @Get(':id/edit')
  @Page({ access: ['hr'] })
  async edit(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView> {
    const survey = await this.reads.get(actor, id);
    return this.form(actor, { id, version: survey.version }, draftOf(survey), {});
  }

  @Post(':id/edit')
  @Page({ access: ['hr'] })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() sent: unknown,
  ): Promise<PageView | Redirect> {
    const body = fieldsOf(sent);
    const draft = readSurveyDraft(body);
    const place = { id, version: Number(body['version']) };
    if (isStep(body)) return this.form(actor, place, stepped(draft, body), {});
    const completed = complete(draft);
    if (!completed.ok) return this.form(actor, place, draft, completed.errors, 422);
    try {
      await this.surveys.change(actor, id, { ...completed.input, version: place.version });
      return redirect(surveysPaths.show({ id }), { flash: { tone: 'ok', key: 'surveys.done_saved' } });
    } catch (error) {
      return this.form(actor, place, draft, formErrors(error), 422);
    }
  }

  @Post(':id/plan')
  @Page({ access: ['hr'] })
  async plan(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    try {
      await this.surveys.plan(actor, id);
    } catch (error) {
      // A first day that has passed in the meantime: back to the form, which says so.
      if (!(error instanceof Problem) || error.errors.length === 0) throw error;
      return redirect(surveysPaths.edit({ id }), { flash: { tone: 'warn', key: 'surveys.plan_refused' } });
    }
    return redirect(surveysPaths.show({ id }), { flash: { tone: 'ok', key: 'surveys.done_planned' } });
  }

  @Post(':id/opening')
  @Page({ access: ['hr'] })
  async open(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    const asked = await this.surveys.open(actor, id);
    const flash = { tone: 'ok', key: 'surveys.done_opened', args: { asked } } as const;
    return redirect(surveysPaths.show({ id }), { flash });
  }

  @Post(':id/closing')
  @Page({ access: ['hr'] })
  async close(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.surveys.close(actor, id);
    return redirect(surveysPaths.perception({ survey: id }), {
      flash: { tone: 'ok', key: 'surveys.done_closed' },
    });
  }

  @Post(':id/removal')
  @Page({ access: ['hr'] })
  async remove(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.surveys.remove(actor, id);
    return redirect(surveysPaths.list(), { flash: { tone: 'ok', key: 'surveys.done_removed' } });
  }

  private async form(
    actor: Actor,
    place: { readonly id: string; readonly version: number } | null,
    draft: SurveyDraft,
    errors: Readonly<Record<string, string>>,
    status = 200,
  ): Promise<PageView> {
    const tx = this.db.read;
    const on = homeToday(this.clock.now());
    const rule = toRule(draft.rule);
    const [topics, builder, preview] = await Promise.all([
      this.surveys.topics(tx),
      this.audiences.builder(tx, actor.language, { draft: draft.rule, errors, categories: [], on }),
      rule.ok ? this.audiences.preview(tx, rule.rule, on, actor.language) : null,
    ]);
    const title = t(actor.language, place ? 'surveys.edit_title' : 'surveys.add_title');
    const action = place ? surveysPaths.edit({ id: place.id }) : surveysPaths.add();
    const back = place ? surveysPaths.show({ id: place.id }) : surveysPaths.list();
    const model = {
      ...formPage(actor.language, draft, topics, errors),
      builder,
      preview,
      title,
      action,
      back,
    };
    return page('surveys/survey-form', { ...model, version: place?.version, today: on }, { title, status });
  }
}

/** An empty form arrives as no body at all. */
const fieldsOf = (body: unknown): Fields =>
  typeof body === 'object' && body !== null ? (body as Fields) : {};

/** A button of the rule builder, or "show who belongs": the form comes back as it is, nothing is saved. */
const isStep = (body: Fields): boolean => typeof body['do'] === 'string' && body['do'] !== 'save';

const stepped = (draft: SurveyDraft, body: Fields): SurveyDraft => ({
  ...draft,
  rule: takeStep(draft.rule, String(body['do']), body),
});

const formErrors = (error: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fieldErrors(error)).map(([field, key]) => [formField(field), key]));
