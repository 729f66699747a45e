import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  Page,
  page,
  type PageView,
  parseForm,
  redirect,
  type Redirect,
} from '#kernel';
import { t } from '#ui';
import { ImportSources } from './import-sources.js';
import { setBrake, setSource } from './imports.schemas.js';
import { ImportsService } from './imports.service.js';
import { peoplePaths } from './people.paths.js';
import { sourceForm } from './source-page.presenter.js';

const id = { schema: z.uuid() };
const hr = { access: ['hr'] } as const;

/** What a source is: its system, its columns, what missing means, and its brake. */
@Controller()
export class ImportSourcesPages {
  constructor(
    private readonly sources: ImportSources,
    private readonly imports: ImportsService,
  ) {}

  @Get('people/import-sources/:id')
  @Page(hr)
  show(@CurrentActor() actor: Actor, @Param('id', id) sourceId: string): Promise<PageView> {
    return this.sourcePage(actor, sourceId);
  }

  @Post('people/import-sources/:id')
  @Page(hr)
  async set(
    @CurrentActor() actor: Actor,
    @Param('id', id) sourceId: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(setSource, body);
    if (!form.ok) return this.sourcePage(actor, sourceId, { errors: form.errors, typed: form.input });
    await this.sources.set(actor, sourceId, form.value);
    return redirect(peoplePaths.source({ id: sourceId }), {
      flash: { tone: 'ok', key: 'people.source_saved' },
    });
  }

  @Post('people/import-sources/:id/brake')
  @Page(hr)
  async brake(
    @CurrentActor() actor: Actor,
    @Param('id', id) sourceId: string,
    @Body() body: unknown,
  ): Promise<Redirect> {
    const form = parseForm(setBrake, body);
    const back = peoplePaths.source({ id: sourceId });
    if (!form.ok) return redirect(back, { flash: { tone: 'bad', key: 'people.brake_wrong' } });
    await this.imports.setBrake(actor, sourceId, form.value);
    return redirect(back, { flash: { tone: 'ok', key: 'people.brake_set' } });
  }

  @Post('people/import-refusals/seen')
  @Page(hr)
  async seen(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Redirect> {
    const form = parseForm(z.object({ until: z.iso.datetime() }), body);
    if (form.ok) await this.sources.putAway(actor, form.value.until);
    return redirect(peoplePaths.imports());
  }

  private async sourcePage(
    actor: Actor,
    sourceId: string,
    given: {
      errors: Readonly<Record<string, string>>;
      typed?: Readonly<Record<string, unknown>>;
    } = { errors: {} },
  ): Promise<PageView> {
    const source = await this.sources.get(actor, sourceId);
    const header = await this.sources.latestHeader(actor, sourceId);
    return page('people/import-source', sourceForm(actor.language, source, header, given), {
      title: t(actor.language, 'people.source_title', { source: source.name }),
      status: Object.keys(given.errors).length > 0 ? 422 : 200,
    });
  }
}
