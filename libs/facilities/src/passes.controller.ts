import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  breakGlass,
  type GiveWaiver,
  giveWaiver,
  passList,
  type ReviewPass,
  reviewPass,
} from './facilities.schemas.js';
import { PassesService } from './passes.service.js';

const uuid = { schema: z.uuid() };
const made = z.object({ id: z.uuid() });

@Controller('api/v1/facilities')
export class PassesController {
  constructor(private readonly passes: PassesService) {}

  @Get('passes')
  @Api({
    summary: 'Broken glass that waits for a review, and waivers that hold',
    access: ['hr'],
    scope: 'facilities:read',
    returns: passList,
  })
  async list(@CurrentActor() actor: Actor): Promise<z.output<typeof passList>> {
    const { unreviewed, waivers } = await this.passes.list(actor);
    return { items: [...unreviewed, ...waivers] };
  }

  @Post('waivers')
  @Api({
    summary: 'Let somebody in without the licence, until a day',
    access: ['hr'],
    scope: 'facilities:write',
    returns: made,
    status: 201,
  })
  async giveWaiver(
    @CurrentActor() actor: Actor,
    @Body({ schema: giveWaiver }) input: GiveWaiver,
  ): Promise<{ id: string }> {
    return { id: await this.passes.giveWaiver(actor, input) };
  }

  @Post('passes/:id/end')
  @Api({
    summary: 'End a waiver or broken glass before its time',
    access: ['hr'],
    scope: 'facilities:write',
    status: 204,
    problems: ['facility-pass-ended'],
  })
  end(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<void> {
    return this.passes.end(actor, id);
  }

  @Post('passes/:id/review')
  @Api({
    summary: 'Review broken glass afterwards',
    access: ['hr'],
    scope: 'facilities:write',
    status: 204,
    problems: ['facility-pass-reviewed'],
  })
  review(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: reviewPass }) input: ReviewPass,
  ): Promise<void> {
    return this.passes.review(actor, id, input);
  }

  @Post(':id/break-glass')
  @Api({
    summary: 'Open a facility for yourself in need, for some hours; HR reviews it afterwards',
    access: ['employee'],
    scope: 'facilities:write',
    returns: made,
    status: 201,
    problems: ['facility-open-anyway', 'facility-glass-refused', 'facility-glass-awaits-review'],
  })
  async breakGlass(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: breakGlass }) input: { reason: string },
  ): Promise<{ id: string }> {
    return { id: await this.passes.breakGlass(actor, id, input) };
  }
}
