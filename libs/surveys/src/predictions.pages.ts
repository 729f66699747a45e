import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  fieldErrors,
  Page,
  page,
  type PageView,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { allows } from './survey.js';
import { predictionsPage } from './surveys.presenter.js';
import { surveysPaths } from './surveys.paths.js';
import { SurveysReads } from './surveys.reads.js';
import { predictable, SurveysService } from './surveys.service.js';

const uuid = { schema: z.uuid() };
/** A share as somebody types it: "72", "72,5". */
const percent = z
  .string()
  .trim()
  .transform((text) => Number(text.replace(',', '.')))
  .pipe(z.number().min(0).max(100));

/** IT and HR leaders say beforehand what colleagues will answer. */
@Controller('it/predictions')
export class PredictionsPages {
  constructor(
    private readonly surveys: SurveysService,
    private readonly reads: SurveysReads,
  ) {}

  @Get()
  @Page({ access: ['it', 'hr'] })
  show(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.list(actor, null);
  }

  @Post(':id')
  @Page({ access: ['it', 'hr'] })
  async predict(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() sent: unknown,
  ): Promise<PageView | Redirect> {
    const body = (typeof sent === 'object' && sent !== null ? sent : {}) as Record<string, unknown>;
    const keys = predictable(await this.reads.get(actor, id));
    const given = keys.map(
      (key) => [key, percent.safeParse(body[key] === '' ? undefined : body[key])] as const,
    );
    const errors = Object.fromEntries(
      given.filter(([, share]) => !share.success).map(([key]) => [key, 'surveys.wrong_prediction']),
    );
    if (Object.keys(errors).length > 0) return this.list(actor, { id, input: body, errors });
    try {
      await this.surveys.predict(
        actor,
        id,
        Object.fromEntries(given.map(([key, share]) => [key, share.data ?? 0])),
      );
    } catch (error) {
      return this.list(actor, { id, input: body, errors: fieldErrors(error) });
    }
    return redirect(surveysPaths.predictions(), { flash: { tone: 'ok', key: 'surveys.done_predicted' } });
  }

  private async list(
    actor: Actor,
    failed: {
      id: string;
      input: Record<string, unknown>;
      errors: Record<string, string> | Readonly<Record<string, string>>;
    } | null,
  ): Promise<PageView> {
    const surveys = await Promise.all(
      (await this.reads.predictable(actor))
        .filter((survey) => predictable(survey).length > 0 || !allows(survey.state, 'predict'))
        .map(async (survey) => ({ survey, own: await this.reads.ownPredictions(actor, survey.id) })),
    );
    const model = predictionsPage(actor.language, surveys, failed);
    const title = t(actor.language, 'surveys.predictions_title');
    return page('surveys/predictions', model, { title, status: failed ? 422 : 200 });
  }
}
