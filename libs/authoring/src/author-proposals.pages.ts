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
import { skillNames } from './proposals.pages.js';
import { proposalsPage } from './proposals.presenter.js';
import { decideProposal } from './proposals.schemas.js';
import { ProposalsService } from './proposals.service.js';
import type { SentForm } from './reports.presenter.js';

const author = { access: ['author', 'admin'] } as const;

/** Questions that colleagues propose, for those who decide what becomes a draft. */
@Controller('author/proposals')
export class AuthorProposalsPages {
  constructor(
    private readonly proposals: ProposalsService,
    private readonly catalogue: CatalogueService,
    private readonly db: Db,
  ) {}

  @Get()
  @Page(author)
  list(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.listPage(actor);
  }

  @Post(':id/decision')
  @Page(author)
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(decideProposal, body);
    if (!form.ok) return this.listPage(actor, { id, ...form });
    await this.proposals.decide(actor, id, form.value);
    return redirect(authoringPaths.proposals(), {
      flash: { tone: 'ok', key: `authoring.done_${form.value.outcome}` },
    });
  }

  private async listPage(actor: Actor, sent?: SentForm & { readonly id: string }): Promise<PageView> {
    const { language, personId } = actor;
    const nameOf = await skillNames(this.catalogue, this.db, language);
    const found = await this.proposals.list(actor);
    return page('authoring/proposals', proposalsPage(language, found, { nameOf, reader: personId, sent }), {
      title: t(language, 'authoring.proposals_title'),
      status: sent ? 422 : 200,
    });
  }
}
