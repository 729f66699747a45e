import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import type { FindingKind } from './finding-kinds.js';
import {
  findingFilter,
  type FindingFilter,
  findingKind,
  findingsPage,
  type FindingsView,
  looked,
  type Looked,
  setOwner,
  type SetOwner,
} from './findings.schemas.js';
import { FindingsService } from './findings.service.js';

const hr = { access: ['hr'], scope: 'people:quality' } as const;

@Controller('api/v1/people/quality')
export class FindingsController {
  constructor(private readonly findings: FindingsService) {}

  @Get()
  @Api({ summary: 'What is wrong in HR’s records, with what to do about it', ...hr, returns: findingsPage })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: findingFilter }) filter: FindingFilter,
  ): Promise<FindingsView> {
    return this.findings.list(actor, filter);
  }

  @Post('checks')
  @Api({ summary: 'Looks at all records now', ...hr, returns: looked, status: 200 })
  check(@CurrentActor() actor: Actor): Promise<Looked> {
    return this.findings.lookNow(actor);
  }

  @Put('findings/:id/owner')
  @Api({ summary: 'Gives a finding to somebody', ...hr, status: 204, problems: ['invalid-input'] })
  owner(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: setOwner }) input: SetOwner,
  ): Promise<void> {
    return this.findings.setOwner(actor, id, input);
  }

  @Put('kinds/:kind/owner')
  @Api({ summary: 'Gives a kind of finding to somebody', ...hr, status: 204, problems: ['invalid-input'] })
  kindOwner(
    @CurrentActor() actor: Actor,
    @Param('kind', { schema: findingKind }) kind: FindingKind,
    @Body({ schema: setOwner }) input: SetOwner,
  ): Promise<void> {
    return this.findings.setKindOwner(actor, kind, input);
  }
}
