import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  handoverList,
  type HookAnswer,
  hookAnswer,
  type NewSource,
  newSource,
  saveHandover,
  type SaveHandover,
  saveSource,
  type SaveSource,
  sourceList,
} from './sources.schemas.js';
import { SourcesService } from './sources.service.js';

const uuid = { schema: z.uuid() };
const access = ['it', 'admin'] as const;

@Controller('api/v1/ticket-connections')
export class SourcesController {
  constructor(private readonly sources: SourcesService) {}

  @Get('sources')
  @Api({ summary: 'Systems that tell about tickets', access, scope: 'tickets:read', returns: sourceList })
  async list(@CurrentActor() actor: Actor): Promise<z.output<typeof sourceList>> {
    return { items: await this.sources.sources(actor) };
  }

  @Post('sources')
  @Api({
    summary: 'Add a system; its secret is shown this once',
    access,
    scope: 'tickets:write',
    status: 201,
    returns: newSource,
  })
  add(@CurrentActor() actor: Actor, @Body({ schema: saveSource }) input: SaveSource): Promise<NewSource> {
    return this.sources.addSource(actor, input);
  }

  @Post('sources/:id/test')
  @Api({
    summary: 'Send a signed sample through the door and take it back',
    access,
    scope: 'tickets:write',
    status: 200,
    returns: hookAnswer,
  })
  test(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<HookAnswer> {
    return this.sources.testSource(actor, id);
  }

  @Get('handovers')
  @Api({ summary: 'Where tickets made here go', access, scope: 'tickets:read', returns: handoverList })
  async handovers(@CurrentActor() actor: Actor): Promise<z.output<typeof handoverList>> {
    return { items: await this.sources.handovers(actor) };
  }

  @Post('handovers')
  @Api({
    summary: 'Add a mailbox or webhook; a webhook’s secret is shown this once',
    access,
    scope: 'tickets:write',
    status: 201,
    returns: newSource,
  })
  addHandover(
    @CurrentActor() actor: Actor,
    @Body({ schema: saveHandover }) input: SaveHandover,
  ): Promise<NewSource> {
    return this.sources.addHandover(actor, input);
  }
}
