import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Api, CurrentActor } from '#kernel';
import type { Actor } from '#kernel';
import type { FreeDayView } from '#people';
import { day } from './due-rule.js';
import { FreeDaysService } from './free-days.service.js';
import { freeDay, freeDayView } from './policies.schemas.js';

@Controller('api/v1/policies/free-days')
export class FreeDaysController {
  constructor(private readonly freeDays: FreeDaysService) {}

  @Get()
  @Api({
    summary: 'List the free days that the employer gave, from today on',
    access: ['hr'],
    scope: 'policies:read',
    returns: z.object({ items: z.array(freeDayView), next: z.null() }),
  })
  async list(@CurrentActor() actor: Actor): Promise<{ items: FreeDayView[]; next: null }> {
    return { items: await this.freeDays.list(actor), next: null };
  }

  @Post()
  @Api({
    summary: 'Give a free day at a site; dates there are counted again',
    access: ['hr'],
    scope: 'policies:write',
    returns: z.object({ items: z.array(freeDayView), next: z.null() }),
    status: 201,
  })
  async give(
    @CurrentActor() actor: Actor,
    @Body({ schema: freeDay }) given: z.output<typeof freeDay>,
  ): Promise<{ items: FreeDayView[]; next: null }> {
    await this.freeDays.give(actor, given);
    return this.list(actor);
  }

  @Delete(':siteId/:day')
  @Api({
    summary: 'Take a free day back',
    access: ['hr'],
    scope: 'policies:write',
    returns: z.object({ items: z.array(freeDayView), next: z.null() }),
  })
  async take(
    @CurrentActor() actor: Actor,
    @Param('siteId', { schema: z.uuid() }) siteId: string,
    @Param('day', { schema: day }) on: string,
  ): Promise<{ items: FreeDayView[]; next: null }> {
    await this.freeDays.take(actor, siteId, on);
    return this.list(actor);
  }
}
