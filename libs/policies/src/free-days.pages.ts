import { Body, Controller, Get, Post } from '@nestjs/common';
import { CurrentActor, Db, page, Page, parseForm, redirect } from '#kernel';
import type { Actor, View } from '#kernel';
import { PeopleService } from '#people';
import { formatDate, t } from '#ui';
import { FreeDaysService } from './free-days.service.js';
import { policiesPaths } from './policies.paths.js';
import { freeDay, freeDayKey } from './policies.schemas.js';

/** The employer's own free days, by site. */
@Controller('policies/free-days')
export class FreeDaysPages {
  constructor(
    private readonly db: Db,
    private readonly freeDays: FreeDaysService,
    private readonly people: PeopleService,
  ) {}

  @Get()
  @Page({ access: ['hr'] })
  show(@CurrentActor() actor: Actor): Promise<View> {
    return this.list(actor, {}, {});
  }

  @Post()
  @Page({ access: ['hr'] })
  async give(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View> {
    const form = parseForm(freeDay.loose(), body);
    if (!form.ok) return this.list(actor, form.input, form.errors);
    const { siteId, day, name } = form.value;
    await this.freeDays.give(actor, { siteId, day, name });
    return redirect(policiesPaths.freeDays(), { flash: { tone: 'ok', key: 'policies.free_day_given' } });
  }

  @Post('removal')
  @Page({ access: ['hr'] })
  async take(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View> {
    const form = parseForm(freeDayKey.loose(), body);
    if (form.ok) await this.freeDays.take(actor, form.value.siteId, form.value.day);
    return redirect(policiesPaths.freeDays(), { flash: { tone: 'ok', key: 'policies.free_day_taken' } });
  }

  private async list(
    actor: Actor,
    values: Readonly<Record<string, unknown>>,
    errors: Readonly<Record<string, unknown>>,
  ): Promise<View> {
    const { language } = actor;
    const rows = (await this.freeDays.list(actor)).map((one) => ({
      ...one,
      dayText: formatDate(language, one.day),
    }));
    const sites = (await this.people.listSites(this.db.read)).map(({ id, name }) => ({
      value: id,
      label: name,
    }));
    const title = t(language, 'policies.free_days_title');
    const isWrong = Object.keys(errors).length > 0;
    return page(
      'policies/free-days',
      { rows, sites, values, errors },
      { title, ...(isWrong ? { status: 422 } : {}) },
    );
  }
}
