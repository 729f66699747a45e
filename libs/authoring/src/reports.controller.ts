import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  type AnswerReport,
  answerReport,
  type ApiReport,
  apiReport,
  type AuthorReport,
  authorReportList,
  type OwnReport,
  ownReportList,
} from './reports.schemas.js';
import { ReportsService } from './reports.service.js';

@Controller('api/v1')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get('reports')
  @Api({
    summary: 'Questions you reported, and what came of it',
    access: ['employee'],
    scope: 'authoring:read',
    returns: ownReportList,
  })
  async own(@CurrentActor() actor: Actor): Promise<{ items: OwnReport[] }> {
    return { items: await this.reports.own(actor) };
  }

  @Post('reports')
  @Api({
    summary: 'Report a question you answered; without a position, that some question of an exam wasn’t right',
    access: ['employee'],
    scope: 'authoring:write',
    status: 201,
    returns: z.object({ id: z.uuid() }),
    problems: ['item-report-waits', 'item-reports-too-many', 'invalid-input'],
  })
  async report(
    @CurrentActor() actor: Actor,
    @Body({ schema: apiReport }) { attemptId, position, ...input }: ApiReport,
  ): Promise<{ id: string }> {
    return { id: await this.reports.report(actor, { attemptId, position }, input) };
  }

  @Get('author/reports')
  @Api({
    summary: 'Reported questions, open ones first; who reported it only if they agreed',
    access: ['author', 'admin'],
    scope: 'authoring:read',
    returns: authorReportList,
  })
  async list(@CurrentActor() actor: Actor): Promise<{ items: AuthorReport[] }> {
    return { items: await this.reports.list(actor) };
  }

  @Post('author/reports/:id/answer')
  @Api({
    summary: 'Answer a report and every other open one on the same question; the reporters are told',
    access: ['author', 'admin'],
    scope: 'authoring:write',
    status: 200,
    returns: z.object({ answered: z.int() }),
    problems: ['item-report-answered', 'invalid-input'],
  })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: answerReport }) input: AnswerReport,
  ): Promise<{ answered: number }> {
    return { answered: await this.reports.answer(actor, id, input) };
  }
}
