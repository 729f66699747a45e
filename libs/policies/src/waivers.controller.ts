import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Api, CurrentActor } from '#kernel';
import type { Actor } from '#kernel';
import { waiverStep, waiverView } from './policies.schemas.js';
import { askWaiver } from './waiver.js';
import type { AskWaiver } from './waiver.js';
import type { Waiver } from './waivers.queries.js';
import { WaiversService } from './waivers.service.js';

const id = { schema: z.uuid() };
const waiverList = z.object({ items: z.array(waiverView), next: z.null() });

@Controller('api/v1/policies')
export class WaiversController {
  constructor(private readonly waivers: WaiversService) {}

  @Get('waivers')
  @Api({
    summary: 'List waivers and extensions, those that wait first',
    access: ['hr'],
    scope: 'policies:read',
    returns: waiverList,
  })
  async list(@CurrentActor() actor: Actor): Promise<{ items: Waiver[]; next: null }> {
    return { items: await this.waivers.list(actor), next: null };
  }

  @Post(':id/waivers')
  @Api({
    summary: 'Ask a waiver or an extension for one person; it counts once a second person grants it',
    access: ['hr'],
    scope: 'policies:write',
    returns: waiverList,
    status: 201,
    problems: ['policy-waiver-day'],
  })
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', id) policyId: string,
    @Body({ schema: askWaiver }) asked: AskWaiver,
  ): Promise<{ items: Waiver[]; next: null }> {
    await this.waivers.ask(actor, policyId, asked);
    return this.list(actor);
  }

  @Post('waivers/:id')
  @Api({
    summary: 'Grant, refuse or withdraw a waiver',
    access: ['hr'],
    scope: 'policies:write',
    returns: waiverList,
    status: 200,
    problems: ['policy-waiver-same-person', 'policy-waiver-own', 'policy-waiver-decided'],
  })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', id) waiverId: string,
    @Body({ schema: waiverStep }) { do: step }: z.output<typeof waiverStep>,
  ): Promise<{ items: Waiver[]; next: null }> {
    await this.waivers.decide(actor, waiverId, step);
    return this.list(actor);
  }
}
