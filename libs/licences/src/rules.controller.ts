import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import { categoryRules, type CategoryRule, type ChooseRule, chooseRuleOf } from './licences.schemas.js';
import { RulesService } from './rules.service.js';

@Controller('api/v1/licences/rules')
export class RulesController {
  constructor(private readonly rules: RulesService) {}

  @Get()
  @Api({
    summary: 'How licences of each category end',
    access: ['hr'],
    scope: 'licences:read',
    returns: categoryRules,
  })
  async list(@CurrentActor() actor: Actor): Promise<{ items: CategoryRule[] }> {
    return { items: await this.rules.list(actor) };
  }

  @Put(':category')
  @Api({
    summary: 'Choose how licences of a category end from now on; rule=course leaves it to the courses',
    access: ['hr'],
    scope: 'licences:write',
    returns: categoryRules,
  })
  async choose(
    @CurrentActor() actor: Actor,
    @Param('category', { schema: z.string().max(10) }) category: string,
    @Body({ schema: chooseRuleOf }) input: Omit<ChooseRule, 'category'>,
  ): Promise<{ items: CategoryRule[] }> {
    await this.rules.choose(actor, { ...input, category });
    return this.list(actor);
  }
}
