import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  Clock,
  CurrentActor,
  fieldErrors,
  hasGrant,
  Page,
  page,
  type PageView,
  parseForm,
  redirect,
  type Redirect,
} from '#kernel';
import { t } from '#ui';
import { deputiesPage, relationPage } from './deputies.presenter.js';
import { appointDeputy, relationFilter, type RelationFilter } from './deputies.schemas.js';
import { DeputiesService } from './deputies.service.js';
import { peoplePaths } from './people.paths.js';

/** Standing in for a leader, and the team as it was on any day. */
@Controller()
export class DeputiesPages {
  constructor(
    private readonly deputies: DeputiesService,
    private readonly clock: Clock,
  ) {}

  @Get('deputies')
  @Page({ access: ['manager', 'hr'] })
  list(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.listPage(actor, {}, {});
  }

  @Post('deputies')
  @Page({ access: ['manager', 'hr'] })
  async appoint(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(appointDeputy, body);
    if (!form.ok) return this.listPage(actor, form.errors, form.input);
    try {
      await this.deputies.appoint(actor, form.value);
      return redirect(peoplePaths.deputies(), { flash: { tone: 'ok', key: 'people.deputy_appointed' } });
    } catch (error) {
      return this.listPage(actor, fieldErrors(error), form.value);
    }
  }

  @Post('deputies/:id/end')
  @Page({ access: ['employee'] })
  async end(@CurrentActor() actor: Actor, @Param('id', { schema: z.uuid() }) id: string): Promise<Redirect> {
    await this.deputies.end(actor, id);
    // Who stood in has no leader's pages any more.
    const next = actor.isManager || hasGrant(actor, 'hr') ? peoplePaths.deputies() : '/today';
    return redirect(next, { flash: { tone: 'ok', key: 'people.deputy_ended' } });
  }

  @Get('team/relation')
  @Page({ access: ['manager', 'hr'] })
  async relation(
    @CurrentActor() actor: Actor,
    @Query({ schema: relationFilter }) filter: RelationFilter,
  ): Promise<PageView> {
    const isHr = hasGrant(actor, 'hr');
    const found = await this.deputies.relation(actor, filter);
    return page('people/relation', relationPage(actor, found, filter, isHr), {
      title: t(actor.language, 'people.relation_title'),
    });
  }

  private async listPage(
    actor: Actor,
    errors: Readonly<Record<string, string>>,
    input: Readonly<Record<string, unknown>>,
  ): Promise<PageView> {
    const isHr = hasGrant(actor, 'hr');
    const given = {
      deputies: await this.deputies.list(actor),
      candidates: isHr ? [] : await this.deputies.candidates(actor),
      today: this.clock.today(actor.zone).toString(),
    };
    return page('people/deputies', deputiesPage(actor, isHr, given, errors, input), {
      title: t(actor.language, 'people.deputies_title'),
      status: Object.keys(errors).length > 0 ? 422 : 200,
    });
  }
}
