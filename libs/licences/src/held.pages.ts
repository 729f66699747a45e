import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  Clock,
  CurrentActor,
  download,
  type FileDownload,
  hasGrant,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { formatDate, t } from '#ui';
import { CONTENT_TYPES } from './held-file.js';
import { askExport, heldQuery, type HeldQuery } from './held.schemas.js';
import { HeldService } from './held.service.js';
import { licencesPaths } from './licences.paths.js';
import { stateGlyph, stateTone, stateWord } from './licences.presenter.js';

const uuid = { schema: z.uuid() };
/** The columns of the forecast. */
const HORIZONS = [30, 60, 90] as const;

@Controller('licences')
export class HeldPages {
  constructor(
    private readonly held: HeldService,
    private readonly clock: Clock,
  ) {}

  @Get('held')
  @Page({ access: ['hr', 'manager'] })
  show(@CurrentActor() actor: Actor, @Query({ schema: heldQuery }) query: HeldQuery): Promise<PageView> {
    return this.heldPage(actor, query);
  }

  @Get('lapses')
  @Page({ access: ['manager'] })
  async lapses(@CurrentActor() actor: Actor): Promise<PageView> {
    const { language } = actor;
    const found = await this.held.lapses(actor, HORIZONS[HORIZONS.length - 1] ?? 90);
    const groups = HORIZONS.map((days, index) => {
      const from = HORIZONS[index - 1] ?? -1;
      const own = found.filter(({ daysLeft }) => daysLeft > from && daysLeft <= days);
      return {
        heading: t(language, 'licences.lapses_within', { days, n: own.length }),
        rows: own.map(({ name, category, state, lapsesAfter, daysLeft }) => ({
          name,
          category,
          stateLabel: stateWord(language, state),
          tone: stateTone(state),
          glyph: stateGlyph(state),
          line: t(language, 'licences.lapses_line', { on: lapsesAfter, days: daysLeft }),
        })),
      };
    });
    const model = { groups, n: found.length };
    return page('licences/lapses', model, { title: t(language, 'licences.lapses_title') });
  }

  @Post('exports')
  @Page({ access: ['hr'] })
  async askExport(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(askExport, body);
    if (!form.ok) return this.heldPage(actor, heldQuery.parse({}), form.errors);
    const id = await this.held.askExport(actor, form.value);
    return redirect(licencesPaths.export({ id }));
  }

  @Get('exports/:id')
  @Page({ access: ['hr'] })
  async export(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView> {
    const { language } = actor;
    const { on, state, done, total } = await this.held.exportOf(actor, id);
    const model = {
      id,
      lead: t(language, 'licences.export_lead', { on }),
      isDone: state === 'done',
      done,
      total: total ?? Math.max(done, 1),
      text: t(language, `licences.export_${state}`, { done, total: total ?? 0 }),
    };
    return page('licences/export', model, { title: t(language, 'licences.export_title') });
  }

  @Get('exports/:id/file')
  @Page({ access: ['hr'] })
  async file(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<FileDownload> {
    const { on, format, file } = await this.held.exportFile(actor, id);
    const name = t(actor.language, 'licences.export_file', { day: on.replaceAll('-', ''), format });
    return download(name, CONTENT_TYPES[format], file);
  }

  private async heldPage(
    actor: Actor,
    query: HeldQuery,
    errors?: Readonly<Record<string, string>>,
  ): Promise<PageView> {
    const { language } = actor;
    const on = query.on ?? this.clock.today(actor.zone).toString();
    const isHr = hasGrant(actor, 'hr');
    const { items, next } = await this.held.held(actor, query);
    const counts = isHr ? await this.held.counts(actor, query) : [];
    const { category, limit } = query;
    const model = {
      on,
      category: category ?? '',
      lead: t(language, 'licences.held_lead', { on }),
      isHr,
      errors: errors ?? null,
      counts: counts.map((count) => ({
        text: t(language, 'licences.held_count', {
          category: count.category,
          state: stateWord(language, count.state),
          n: count.n,
        }),
        tone: stateTone(count.state),
      })),
      rows: items.map(({ state, validUntil, ...row }) => ({
        ...row,
        team: row.team ?? '',
        stateLabel: stateWord(language, state),
        tone: stateTone(state),
        glyph: stateGlyph(state),
        until: formatDate(language, validUntil),
      })),
      next: next && licencesPaths.held({ on, category, limit, after: next }),
      first: query.after ? licencesPaths.held({ on, category, limit }) : null,
    };
    const title = t(language, 'licences.held_title');
    return page(
      'licences/held',
      model,
      errors ? { title: t(language, 'licences.error_title', { title }), status: 422 } : { title },
    );
  }
}
