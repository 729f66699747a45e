import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  type AddReward,
  addReward,
  type ChangeBudget,
  changeBudget,
  type DecideRing,
  decideRing,
  type RewardDesk,
  rewardDesk,
} from './rewards.schemas.js';
import { RewardsService } from './rewards.service.js';

@Controller('api/v1/hr/rewards')
export class RewardsController {
  constructor(private readonly rewards: RewardsService) {}

  @Get()
  @Api({
    summary: 'Budget and caps, the catalogue, and thanks that go round',
    access: ['hr'],
    scope: 'asks:read',
    returns: rewardDesk,
  })
  desk(@CurrentActor() actor: Actor): Promise<RewardDesk> {
    return this.rewards.desk(actor);
  }

  @Put('budget')
  @Api({
    summary: 'Set budget and caps of a quarter',
    access: ['hr'],
    scope: 'asks:write',
    status: 204,
    problems: ['reward-budget-changed', 'invalid-input'],
  })
  budget(@CurrentActor() actor: Actor, @Body({ schema: changeBudget }) input: ChangeBudget): Promise<void> {
    return this.rewards.changeBudget(actor, input);
  }

  @Post('catalogue')
  @Api({
    summary: 'Add a reward to the catalogue',
    access: ['hr'],
    scope: 'asks:write',
    status: 201,
    returns: z.object({ id: z.uuid() }),
    problems: ['invalid-input'],
  })
  async add(
    @CurrentActor() actor: Actor,
    @Body({ schema: addReward }) input: AddReward,
  ): Promise<{ id: string }> {
    return { id: await this.rewards.add(actor, input) };
  }

  @Post('catalogue/:id/retirement')
  @Api({ summary: 'Take a reward out of the catalogue', access: ['hr'], scope: 'asks:write', status: 204 })
  retire(@CurrentActor() actor: Actor, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    return this.rewards.retire(actor, id);
  }

  @Post('rings/:id/decision')
  @Api({
    summary: 'Write what you made of thanks that go round; nothing is taken away by it',
    access: ['hr'],
    scope: 'asks:write',
    status: 204,
  })
  decide(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: decideRing }) input: DecideRing,
  ): Promise<void> {
    return this.rewards.decideRing(actor, id, input);
  }
}
