import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CatalogueService } from '#catalogue';
import {
  type Actor,
  CurrentActor,
  Db,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { authoringPaths } from './authoring.paths.js';
import { reportsPage, type SentForm } from './reports.presenter.js';
import { answerReport } from './reports.schemas.js';
import { ReportsService } from './reports.service.js';

const author = { access: ['author', 'admin'] } as const;

/** What learners say isn't right, for those who write the questions. */
@Controller('author/reports')
export class AuthorReportsPages {
  constructor(
    private readonly reports: ReportsService,
    private readonly catalogue: CatalogueService,
    private readonly db: Db,
  ) {}

  @Get()
  @Page(author)
  list(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.listPage(actor);
  }

  @Post(':id/answer')
  @Page(author)
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(answerReport, body);
    if (!form.ok) return this.listPage(actor, { id, ...form });
    const n = await this.reports.answer(actor, id, form.value);
    return redirect(authoringPaths.reports(), {
      flash: { tone: 'ok', key: 'authoring.report_answer_sent', args: { n } },
    });
  }

  private async listPage(actor: Actor, sent?: SentForm & { readonly id: string }): Promise<PageView> {
    const { language } = actor;
    const { items } = await this.catalogue.current(this.db.read);
    const versionOf = (id: string): number | undefined => items.get(id)?.body.version;
    const model = reportsPage(language, await this.reports.list(actor), versionOf, sent);
    return page('authoring/reports', model, {
      title: t(language, 'authoring.reports_title'),
      status: sent ? 422 : 200,
    });
  }
}
