import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  Page,
  page,
  type PageView,
  parseForm,
  Problem,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { authoringPaths } from './authoring.paths.js';
import { ownReportsPage, reasonWord, type SentForm } from './reports.presenter.js';
import { REASONS } from './report.js';
import { reportItem } from './reports.schemas.js';
import { type Place, ReportsService } from './reports.service.js';

const uuid = { schema: z.uuid() };
const number = { schema: z.coerce.number().int().min(1).max(1000) };

/** "Isn't this right? Report it": the form, and what came of one's own reports. */
@Controller('reports')
export class ReportsPages {
  constructor(private readonly reports: ReportsService) {}

  @Get()
  @Page({ access: ['employee'] })
  async own(@CurrentActor() actor: Actor): Promise<PageView> {
    return page('authoring/own-reports', ownReportsPage(actor.language, await this.reports.own(actor)), {
      title: t(actor.language, 'authoring.own_reports_title'),
    });
  }

  @Get('attempts/:id/questions/:position')
  @Page({ access: ['employee'] })
  ofQuestion(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) attemptId: string,
    @Param('position', number) position: number,
  ): Promise<PageView> {
    return this.formPage(actor, { attemptId, position });
  }

  @Post('attempts/:id/questions/:position')
  @Page({ access: ['employee'] })
  reportQuestion(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) attemptId: string,
    @Param('position', number) position: number,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    return this.send(actor, { attemptId, position }, body);
  }

  @Get('attempts/:id')
  @Page({ access: ['employee'] })
  ofExam(@CurrentActor() actor: Actor, @Param('id', uuid) attemptId: string): Promise<PageView> {
    return this.formPage(actor, { attemptId });
  }

  @Post('attempts/:id')
  @Page({ access: ['employee'] })
  reportExam(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) attemptId: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    return this.send(actor, { attemptId }, body);
  }

  private async send(actor: Actor, place: Place, body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(reportItem, body);
    if (!form.ok) return this.formPage(actor, place, form);
    try {
      await this.reports.report(actor, place, form.value);
    } catch (error) {
      // Sent twice, or the day's limit: nothing is lost, and the list says what waits.
      if (!(error instanceof Problem) || !REFUSED.includes(error.definition.type)) throw error;
      return redirect(authoringPaths.ownReports(), { flash: { tone: 'info', key: error.definition.title } });
    }
    return redirect(authoringPaths.ownReports(), { flash: { tone: 'ok', key: 'authoring.report_sent' } });
  }

  private async formPage(actor: Actor, place: Place, form?: SentForm): Promise<PageView> {
    const { language } = actor;
    const { stem, category } = await this.reports.look(actor, place);
    const { attemptId: id, position } = place;
    const model = {
      stem: stem?.[language] ?? '',
      about: category === null ? '' : t(language, 'authoring.report_of_exam', { category }),
      action:
        position === undefined ? authoringPaths.examReport({ id }) : authoringPaths.report({ id, position }),
      reasons: REASONS.map((value) => ({ value, label: reasonWord(language, value) })),
      errors: form?.errors,
      input: form?.input,
    };
    return page('authoring/report', model, {
      title: t(language, 'authoring.report_title'),
      status: form ? 422 : 200,
    });
  }
}

const REFUSED: readonly string[] = ['item-report-waits', 'item-reports-too-many'];
