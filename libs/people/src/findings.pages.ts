import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  Page,
  page,
  type PageView,
  parseForm,
  Problem,
  redirect,
  type Redirect,
} from '#kernel';
import { t } from '#ui';
import type { FindingKind } from './finding-kinds.js';
import { findingsPage } from './findings.presenter.js';
import { findingFilter, type FindingFilter, findingKind, setOwner } from './findings.schemas.js';
import { FindingsService } from './findings.service.js';
import { peoplePaths } from './people.paths.js';

const hr = { access: ['hr'] } as const;

/** The page on which HR sees what is wrong in the records, whose work it is, and that it is gone. */
@Controller()
export class FindingsPages {
  constructor(private readonly findings: FindingsService) {}

  @Get('people/quality')
  @Page(hr)
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: findingFilter }) filter: FindingFilter,
  ): Promise<PageView> {
    return this.listPage(actor, filter, {});
  }

  @Post('people/quality/checks')
  @Page(hr)
  async check(@CurrentActor() actor: Actor): Promise<Redirect> {
    const { added, mended } = await this.findings.lookNow(actor);
    return redirect(peoplePaths.quality(), {
      flash: { tone: 'ok', key: 'people.quality_checked', args: { added, mended } },
    });
  }

  @Post('people/quality/findings/:id/owner')
  @Page(hr)
  async owner(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<Redirect> {
    await this.findings.setOwner(actor, id, {});
    return redirect(peoplePaths.quality({ mine: 'true' }), { flash: { tone: 'ok', key: 'people.owner_me' } });
  }

  @Post('people/quality/kinds/:kind/owner')
  @Page(hr)
  async kindOwner(
    @CurrentActor() actor: Actor,
    @Param('kind', { schema: findingKind }) kind: FindingKind,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(setOwner, body);
    const filter = findingFilter.parse({ kind });
    if (!form.ok) return this.listPage(actor, filter, form.errors, form.input);
    try {
      await this.findings.setKindOwner(actor, kind, form.value);
    } catch (error) {
      const [refused] = error instanceof Problem ? error.errors : [];
      if (refused === undefined) throw error;
      return this.listPage(actor, filter, { number: refused.message }, form.value);
    }
    return redirect(peoplePaths.quality({ kind }), { flash: { tone: 'ok', key: 'people.owner_set' } });
  }

  private async listPage(
    actor: Actor,
    filter: FindingFilter,
    errors: Readonly<Record<string, string>>,
    input: Readonly<Record<string, unknown>> = {},
  ): Promise<PageView> {
    const view = await this.findings.list(actor, filter);
    const mended = await this.findings.countMended();
    const model = { ...findingsPage(actor, view, filter, mended, errors), input };
    return page('people/quality', model, {
      title: t(actor.language, 'people.quality_title'),
      status: Object.keys(errors).length > 0 ? 422 : 200,
    });
  }
}
