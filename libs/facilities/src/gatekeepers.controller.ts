import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  actualReported,
  deliveryList,
  driftList,
  driftQuery,
  type NewSubscription,
  newSubscription,
  replay,
  type ReportActual,
  reportActual,
  type SaveSubscription,
  saveSubscription,
  subscriptionList,
} from './gatekeeper.schemas.js';
import { GatekeepersService } from './gatekeepers.service.js';

const uuid = { schema: z.uuid() };
const again = z.object({ messages: z.int() });

@Controller('api/v1/facilities')
export class GatekeepersController {
  constructor(private readonly gatekeepers: GatekeepersService) {}

  @Get('subscriptions')
  @Api({
    summary: 'Who hears of changes, with how deliveries stand',
    access: ['admin'],
    scope: 'facilities:read',
    returns: subscriptionList,
  })
  async list(@CurrentActor() actor: Actor): Promise<z.output<typeof subscriptionList>> {
    return { items: await this.gatekeepers.list(actor) };
  }

  @Post('subscriptions')
  @Api({
    summary: 'Add a webhook (Standard Webhooks, CloudEvents 1.0); the secret is shown this once',
    access: ['admin'],
    scope: 'facilities:write',
    returns: newSubscription,
    status: 201,
  })
  add(
    @CurrentActor() actor: Actor,
    @Body({ schema: saveSubscription }) input: SaveSubscription,
  ): Promise<NewSubscription> {
    return this.gatekeepers.add(actor, input);
  }

  @Post('subscriptions/:id/pause')
  @Api({ summary: 'Stop sending', access: ['admin'], scope: 'facilities:write', status: 204 })
  pause(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<void> {
    return this.gatekeepers.pause(actor, id);
  }

  @Post('subscriptions/:id/resumption')
  @Api({ summary: 'Send again from now on', access: ['admin'], scope: 'facilities:write', status: 204 })
  resume(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<void> {
    return this.gatekeepers.resume(actor, id);
  }

  @Post('subscriptions/:id/replay')
  @Api({
    summary: 'Send every message since a day again, under the ids they had',
    access: ['admin'],
    scope: 'facilities:write',
    returns: again,
    status: 200,
  })
  async replay(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: replay }) input: { since: string },
  ): Promise<{ messages: number }> {
    return { messages: await this.gatekeepers.replay(actor, id, input.since) };
  }

  @Get('subscriptions/:id/deliveries')
  @Api({
    summary: 'The last messages with their receipts',
    access: ['admin'],
    scope: 'facilities:read',
    returns: deliveryList,
  })
  async deliveries(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
  ): Promise<z.output<typeof deliveryList>> {
    return { items: await this.gatekeepers.deliveries(actor, id) };
  }

  @Put('actual-state')
  @Api({
    summary: 'Tell what people really have at a facility',
    access: ['admin'],
    scope: 'facilities:write',
    returns: actualReported,
  })
  report(
    @CurrentActor() actor: Actor,
    @Body({ schema: reportActual }) input: ReportActual,
  ): Promise<{ known: number; unknown: string[] }> {
    return this.gatekeepers.report(actor, input);
  }

  @Get('drift')
  @Api({
    summary: 'Where gatekeepers do otherwise than they were told',
    access: ['hr', 'admin'],
    scope: 'facilities:read',
    returns: driftList,
  })
  async drift(
    @CurrentActor() actor: Actor,
    @Query({ schema: driftQuery }) query: { facility?: string | undefined },
  ): Promise<z.output<typeof driftList>> {
    return { items: await this.gatekeepers.drift(actor, query.facility) };
  }
}
