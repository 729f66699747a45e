import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  askExport,
  type AskExport,
  exportView,
  type ExportView,
  heldPage,
  heldQuery,
  type HeldQuery,
  lapseList,
  lapsesQuery,
} from './held.schemas.js';
import { HeldService } from './held.service.js';

const uuid = { schema: z.uuid() };

@Controller('api/v1/licences')
export class HeldController {
  constructor(private readonly held: HeldService) {}

  @Get('held')
  @Api({
    summary:
      'Who held what on a day, and as far as was known at a moment; managers see the people below them',
    access: ['hr', 'manager'],
    scope: 'licences:read',
    returns: heldPage,
  })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: heldQuery }) query: HeldQuery,
  ): Promise<z.output<typeof heldPage>> {
    return this.held.held(actor, query);
  }

  @Get('lapses')
  @Api({
    summary: 'What lapses among the people below within a number of days',
    access: ['manager'],
    scope: 'licences:read',
    returns: lapseList,
  })
  async lapses(
    @CurrentActor() actor: Actor,
    @Query({ schema: lapsesQuery }) query: { days: number },
  ): Promise<z.output<typeof lapseList>> {
    return { items: await this.held.lapses(actor, query.days) };
  }

  @Post('exports')
  @Api({
    summary: 'Ask for the report of a day as CSV or as an Excel workbook; it is made in the background',
    access: ['hr'],
    scope: 'licences:write',
    returns: exportView,
    status: 202,
  })
  async ask(
    @CurrentActor() actor: Actor,
    @Body({ schema: askExport }) input: AskExport,
  ): Promise<ExportView> {
    return this.held.exportOf(actor, await this.held.askExport(actor, input));
  }

  @Get('exports/:id')
  @Api({
    summary: 'How far an own report is',
    access: ['hr'],
    scope: 'licences:read',
    returns: exportView,
  })
  progress(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<ExportView> {
    return this.held.exportOf(actor, id);
  }
}
