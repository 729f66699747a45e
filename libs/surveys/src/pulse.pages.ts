import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  Clock,
  CurrentActor,
  fieldErrors,
  Page,
  page,
  type PageView,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { allows, type SentAnswers } from './survey.js';
import { actionsOf, pulsePage } from './surveys.presenter.js';
import { surveysPaths } from './surveys.paths.js';
import { SurveysReads } from './surveys.reads.js';
import { SurveysService } from './surveys.service.js';

const uuid = { schema: z.uuid() };
/** A link in a message may choose an answer beforehand; nothing is kept before the form is sent. */
const chosen = {
  schema: z.record(z.string().max(40), z.union([z.string().max(80), z.array(z.string().max(80))])),
};

/** One to three questions, twenty seconds. */
@Controller()
export class PulsePages {
  constructor(
    private readonly surveys: SurveysService,
    private readonly reads: SurveysReads,
    private readonly clock: Clock,
  ) {}

  @Get('pulse/:id')
  @Page({ access: ['employee'] })
  show(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Query(chosen) query: Record<string, string | string[]>,
  ): Promise<PageView> {
    return this.form(actor, id, query, {});
  }

  @Post('pulse/:id')
  @Page({ access: ['employee'] })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const sent = (typeof body === 'object' && body !== null ? body : {}) as SentAnswers;
    try {
      await this.surveys.answer(actor, id, sent);
      return redirect(surveysPaths.pulse({ id }));
    } catch (error) {
      return this.form(actor, id, sent, fieldErrors(error), 422);
    }
  }

  private async form(
    actor: Actor,
    id: string,
    given: Readonly<Record<string, unknown>>,
    errors: Readonly<Record<string, string>>,
    status = 200,
  ): Promise<PageView> {
    const { survey, view } = await this.reads.pulse(actor, id);
    const title = view.title[actor.language];
    if (!view.answered && allows(survey.state, 'answer')) {
      return page('surveys/pulse', pulsePage(actor.language, view, given, errors), { title, status });
    }
    const today = this.clock.today(actor.zone).toString();
    const actions = actionsOf(actor.language, await this.reads.latestActions(), today);
    const model = { title, isAnswered: view.answered, actions };
    return page('surveys/thanks', model, { title: t(actor.language, 'surveys.thanks_title') });
  }
}
