import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  fieldErrors,
  Page,
  page,
  type PageView,
  parseForm,
  redirect,
  type Redirect,
} from '#kernel';
import { t } from '#ui';
import { matchPage, mergesPage } from './merges.presenter.js';
import { MergesReads } from './merges.reads.js';
import { proposeMatch } from './merges.schemas.js';
import { MergesService } from './merges.service.js';
import { peoplePaths } from './people.paths.js';

const id = { schema: z.uuid() };
const hr = { access: ['hr'] } as const;

/** Records that may be one person: HR looks, joins, and parts again. */
@Controller()
export class MergesPages {
  constructor(
    private readonly merges: MergesService,
    private readonly reads: MergesReads,
  ) {}

  @Get('people/matches')
  @Page(hr)
  list(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.listPage(actor, {}, {});
  }

  @Post('people/matches')
  @Page(hr)
  async propose(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(proposeMatch, body);
    if (!form.ok) return this.listPage(actor, form.errors, form.input);
    try {
      return redirect(peoplePaths.match({ id: await this.merges.propose(actor, form.value) }));
    } catch (error) {
      return this.listPage(actor, fieldErrors(error), form.value);
    }
  }

  @Get('people/matches/:id')
  @Page(hr)
  async show(@CurrentActor() actor: Actor, @Param('id', id) matchId: string): Promise<PageView> {
    const match = await this.reads.match(actor, matchId);
    return page('people/match', matchPage(actor.language, match), {
      title: t(actor.language, 'people.match_title'),
    });
  }

  @Post('people/matches/:id/merge')
  @Page(hr)
  async merge(@CurrentActor() actor: Actor, @Param('id', id) matchId: string): Promise<Redirect> {
    const merge = await this.reads.merge(actor, await this.merges.merge(actor, matchId));
    return redirect(peoplePaths.show({ id: merge.intoId }), {
      flash: { tone: 'ok', key: 'people.merged_flash', args: { number: merge.number } },
    });
  }

  @Post('people/matches/:id/rejection')
  @Page(hr)
  async reject(@CurrentActor() actor: Actor, @Param('id', id) matchId: string): Promise<Redirect> {
    await this.merges.reject(actor, matchId);
    return redirect(peoplePaths.matches(), { flash: { tone: 'ok', key: 'people.match_rejected' } });
  }

  @Post('people/merges/:id/undo')
  @Page(hr)
  async undo(@CurrentActor() actor: Actor, @Param('id', id) mergeId: string): Promise<Redirect> {
    await this.merges.undo(actor, mergeId);
    return redirect(peoplePaths.matches(), { flash: { tone: 'ok', key: 'people.merge_undone' } });
  }

  private async listPage(
    actor: Actor,
    errors: Readonly<Record<string, string>>,
    input: Readonly<Record<string, unknown>>,
  ): Promise<PageView> {
    const found = await this.reads.list(actor);
    return page('people/matches', mergesPage(actor, found, errors, input), {
      title: t(actor.language, 'people.matches_title'),
      status: Object.keys(errors).length > 0 ? 422 : 200,
    });
  }
}
