import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  Clock,
  CurrentActor,
  Db,
  fieldErrors,
  notFound,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { ActionsService } from './actions.service.js';
import { readFilter } from './filters.js';
import { perceptionPage, trendPart } from './perception.presenter.js';
import { surveysPaths } from './surveys.paths.js';
import { SurveysReads } from './surveys.reads.js';
import { actionInput, vipInput } from './surveys.schemas.js';
import { treatmentPage } from './treatment.presenter.js';
import { TreatmentService } from './treatment.service.js';
import { liesIn, periodOf } from './trend.js';
import { homeToday } from './turn-surveys.js';

const uuid = { schema: z.uuid() };
const day = z.iso.date().optional().catch(undefined);
const period = { schema: z.object({ from: day, to: day }) };
const which = {
  schema: period.schema.extend({ survey: z.uuid().optional(), filter: z.string().max(300).optional() }),
};
type Which = z.output<typeof which.schema>;

/** What both sides see of each other, and whether everybody is treated alike. */
@Controller('hr')
export class InsightsPages {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly reads: SurveysReads,
    private readonly actions: ActionsService,
    private readonly treatment: TreatmentService,
  ) {}

  @Get('insights/perception')
  @Page({ access: ['hr', 'it'] })
  perception(@CurrentActor() actor: Actor, @Query(which) query: Which): Promise<PageView> {
    return this.gapPage(actor, query);
  }

  @Post('surveys/:id/actions')
  @Page({ access: ['hr'] })
  async act(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() sent: unknown,
  ): Promise<PageView | Redirect> {
    const body = (typeof sent === 'object' && sent !== null ? sent : {}) as Record<string, unknown>;
    const { question, owner, dueOn } = body;
    const said = { nl: body['saidNl'], en: body['saidEn'] };
    const does = { nl: body['doesNl'], en: body['doesEn'] };
    const form = parseForm(actionInput, { question, said, does, owner, dueOn });
    if (!form.ok)
      return this.gapPage(actor, { survey: id }, { input: body, errors: plainErrors(form.errors) });
    try {
      await this.actions.add(actor, id, form.value);
      const flash = { tone: 'ok', key: 'surveys.done_action' } as const;
      return redirect(surveysPaths.perception({ survey: id }), { flash });
    } catch (error) {
      return this.gapPage(actor, { survey: id }, { input: body, errors: fieldErrors(error) });
    }
  }

  @Post('surveys/actions/:id/done')
  @Page({ access: ['hr'] })
  async finish(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.actions.finish(actor, id);
    return redirect(surveysPaths.perception(), { flash: { tone: 'ok', key: 'surveys.done_finished' } });
  }

  @Get('insights/treatment')
  @Page({ access: ['hr'] })
  async treated(
    @CurrentActor() actor: Actor,
    @Query(period) asked: z.output<typeof period.schema>,
  ): Promise<PageView> {
    const model = treatmentPage(actor.language, await this.treatment.report(actor, asked));
    return page('surveys/treatment', model, { title: t(actor.language, 'surveys.treatment_title') });
  }

  @Post('insights/treatment/vips')
  @Page({ access: ['hr'] })
  async vips(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(vipInput, body);
    const numbers = form.ok ? form.value.numbers : '';
    try {
      await this.actions.setVips(
        actor,
        numbers.split(/[\s,;]+/).filter((number) => number !== ''),
      );
      return redirect(surveysPaths.treatment(), { flash: { tone: 'ok', key: 'surveys.done_vips' } });
    } catch (error) {
      const report = await this.treatment.report(actor);
      const model = treatmentPage(actor.language, report, { numbers, errors: fieldErrors(error) });
      return page('surveys/treatment', model, {
        title: t(actor.language, 'surveys.treatment_title'),
        status: 422,
      });
    }
  }

  private async gapPage(
    actor: Actor,
    { survey, filter, ...asked }: Which,
    failed?: { input: Record<string, unknown>; errors: Readonly<Record<string, string>> },
  ): Promise<PageView> {
    const title = t(actor.language, 'surveys.perception_title');
    const all = await this.reads.closed(actor);
    if (all.length === 0) return page('surveys/perception', { isEmpty: true }, { title });
    const named = all.find(({ id }) => id === survey);
    if (survey !== undefined && !named) throw notFound('survey');
    const today = homeToday(this.clock.now());
    const days = periodOf(asked, today, named);
    const closed = all.filter((one) => liesIn(days, one));
    // What both sides were asked comes first; a probe asks one side only.
    const usual = closed.find(({ topics }) => topics.length === 0) ?? closed[0];
    const chosen = named && liesIn(days, named) ? named : usual;
    if (!chosen) return page('surveys/perception', { ...days }, { title });
    const [results, actions, trends] = await Promise.all([
      this.reads.results(actor, chosen.id, readFilter(filter)),
      this.reads.actions(this.db.read, chosen.id),
      this.reads.trends(actor, closed),
    ]);
    const model = {
      ...perceptionPage(actor.language, results, closed, actions, today),
      ...days,
      trends: trendPart(actor.language, trends, closed),
      mayAct: actor.grants.includes('hr'),
      input: failed?.input ?? {},
      errors: failed?.errors,
    };
    return page('surveys/perception', model, { title, status: failed ? 422 : 200 });
  }
}

/** "said.nl" is the field saidNl of the form. */
const plainErrors = (errors: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).map(([field, key]) => [
      field.replace(/\.(nl|en)$/, (_, language: string) => (language === 'nl' ? 'Nl' : 'En')),
      key,
    ]),
  );
