import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import { ImportSources } from './import-sources.js';
import { setSource, type SetSource, sourceView } from './imports.schemas.js';
import type { Source } from './imports.queries.js';

const id = { schema: z.uuid() };
const hr = { access: ['hr'], scope: 'people:import' } as const;

@Controller('api/v1/import-sources')
export class ImportSourcesController {
  constructor(private readonly sources: ImportSources) {}

  @Get()
  @Api({
    summary: 'Where HR files come from, with their columns and rules',
    ...hr,
    returns: z.object({ items: z.array(sourceView) }),
  })
  async list(@CurrentActor() actor: Actor): Promise<{ items: Source[] }> {
    return { items: await this.sources.list(actor) };
  }

  @Post(':id/settings')
  @Api({
    summary: 'Says what a source is: its system, its dates, what missing means, and its columns by field',
    ...hr,
    returns: sourceView,
    status: 200,
  })
  set(
    @CurrentActor() actor: Actor,
    @Param('id', id) sourceId: string,
    @Body({ schema: setSource }) input: SetSource,
  ): Promise<Source> {
    return this.sources.set(actor, sourceId, input);
  }
}
