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
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { formatDateTime, t } from '#ui';
import { CoverService } from './cover.service.js';
import { facilitiesPaths } from './facilities.paths.js';
import { breakGlass, giveWaiver, type PassView, reviewPass } from './facilities.schemas.js';
import { FacilitiesService } from './facilities.service.js';
import { PassesService } from './passes.service.js';

const uuid = { schema: z.uuid() };
const coverQuery = z.object({
  on: z.preprocess((value) => (value === '' ? undefined : value), z.iso.date().optional()),
});
interface Form {
  readonly errors: Readonly<Record<string, string>>;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Broken glass, waivers, and who can do what on a day. */
@Controller('facilities')
export class PassesPages {
  constructor(
    private readonly passes: PassesService,
    private readonly facilities: FacilitiesService,
    private readonly cover: CoverService,
    private readonly clock: Clock,
  ) {}

  @Get('cover')
  @Page({ access: ['manager'] })
  async showCover(
    @CurrentActor() actor: Actor,
    @Query({ schema: coverQuery }) query: z.output<typeof coverQuery>,
  ): Promise<PageView> {
    const { language } = actor;
    const say = (key: string, args = {}): string => t(language, key, args);
    const found = await this.cover.cover(actor, query.on);
    const tones = { nobody: 'bad', single: 'warn', none: 'ok' } as const;
    const rows = found.facilities.map(({ name, category, able, away, risk }) => ({
      name: name[language],
      category,
      risk: say(`facilities.risk_${risk}`),
      tone: tones[risk],
      glyph: risk === 'none' ? 'check' : 'alert',
      able: able.map(({ name: who, access }) =>
        access === 'limited' ? say('facilities.cover_limited', { name: who }) : who,
      ),
      away: say('facilities.cover_away', { n: away }),
    }));
    const model = {
      on: found.on,
      rows,
      people: found.people,
      lead: say('facilities.cover_lead', { on: found.on }),
    };
    return page('facilities/cover', model, { title: say('facilities.cover_title') });
  }

  @Get('passes')
  @Page({ access: ['hr'] })
  list(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.listPage(actor);
  }

  @Post('waivers')
  @Page({ access: ['hr'] })
  async giveWaiver(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(giveWaiver, body);
    if (!form.ok) return this.listPage(actor, form);
    try {
      await this.passes.giveWaiver(actor, form.value);
    } catch (error) {
      return this.listPage(actor, { errors: fieldErrors(error), input: form.value });
    }
    return done('facilities.waiver_given');
  }

  @Post('passes/:id/end')
  @Page({ access: ['hr'] })
  async end(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.passes.end(actor, id);
    return done('facilities.pass_ended');
  }

  @Post('passes/:id/review')
  @Page({ access: ['hr'] })
  async review(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(reviewPass, body);
    if (!form.ok) return this.listPage(actor, form);
    await this.passes.review(actor, id, form.value);
    return done('facilities.glass_reviewed');
  }

  @Get(':id/break-glass')
  @Page({ access: ['employee'] })
  async glass(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView> {
    return this.glassPage(actor, id);
  }

  @Post(':id/break-glass')
  @Page({ access: ['employee'] })
  async breakGlass(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(breakGlass, body);
    if (!form.ok) return this.glassPage(actor, id, form);
    await this.passes.breakGlass(actor, id, form.value);
    return redirect(facilitiesPaths.own(), { flash: { tone: 'ok', key: 'facilities.glass_broken' } });
  }

  private async glassPage(actor: Actor, id: string, form?: Form): Promise<PageView> {
    const facility = await this.facilities.inUse(id);
    const name = facility.name[actor.language];
    const title = t(actor.language, 'facilities.glass_title', { name });
    return page(
      'facilities/break-glass',
      { id, title, form: form ?? null },
      form ? { title: t(actor.language, 'facilities.error_title', { title }), status: 422 } : { title },
    );
  }

  private async listPage(actor: Actor, form?: Form): Promise<PageView> {
    const { language } = actor;
    const { unreviewed, waivers } = await this.passes.list(actor);
    const present = (pass: PassView): Record<string, unknown> => ({
      id: pass.id,
      heading: t(language, 'facilities.pass_heading', {
        name: pass.personName,
        facility: pass.facilityName[language],
      }),
      line: t(language, `facilities.pass_line_${pass.kind.replace('-', '_')}`, {
        from: formatDateTime(language, pass.openedAt, actor.zone),
        until: formatDateTime(language, pass.untilAt, actor.zone),
        by: pass.openedByName,
      }),
      reason: pass.reason,
      isOver: pass.untilAt <= this.clock.now().toString(),
      mayReview: pass.personId !== actor.personId,
    });
    const title = t(language, 'facilities.passes_title');
    const model = {
      unreviewed: unreviewed.map(present),
      waivers: waivers.map(present),
      facilities: (await this.facilities.list()).map(({ code, name }) => ({
        value: code,
        label: name[language],
      })),
      verdicts: ['justified', 'not-justified'].map((value) => ({
        value,
        label: t(language, `facilities.verdict_${value.replace('-', '_')}`),
      })),
      form: form ?? null,
    };
    return page(
      'facilities/passes',
      model,
      form ? { title: t(language, 'facilities.error_title', { title }), status: 422 } : { title },
    );
  }
}

const done = (key: string): Redirect => redirect(facilitiesPaths.passes(), { flash: { tone: 'ok', key } });
