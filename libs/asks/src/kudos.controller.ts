import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import { claimReward, type Kudos, kudos, type ThankHelper, thankHelper } from './asks.schemas.js';
import { ThanksService } from './thanks.service.js';

@Controller('api/v1')
export class KudosController {
  constructor(private readonly service: ThanksService) {}

  @Get('thanks')
  @Api({
    summary: 'Your thanks, points, and the rewards you may choose',
    access: ['employee'],
    scope: 'asks:read',
    returns: kudos,
  })
  own(@CurrentActor() actor: Actor): Promise<Kudos> {
    return this.service.own(actor);
  }

  @Post('asks/:id/thanks')
  @Api({
    summary: 'Thank who solved your ask; once, and past a cap without points',
    access: ['employee'],
    scope: 'asks:write',
    status: 201,
    returns: z.object({ points: z.number().int() }),
    problems: ['ask-thanked-already'],
  })
  thank(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: thankHelper }) input: ThankHelper,
  ): Promise<{ points: number }> {
    return this.service.thank(actor, id, input);
  }

  @Post('rewards/claims')
  @Api({
    summary: 'Take a reward for your points',
    access: ['employee'],
    scope: 'asks:write',
    status: 204,
    problems: ['reward-retired', 'reward-too-few-points', 'reward-budget-empty'],
  })
  async claim(
    @CurrentActor() actor: Actor,
    @Body({ schema: claimReward }) { reward }: z.output<typeof claimReward>,
  ): Promise<void> {
    await this.service.claim(actor, reward);
  }
}
