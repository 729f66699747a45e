import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  appointDeputy,
  type AppointDeputy,
  deputiesView,
  type DeputyView,
  relationFilter,
  type RelationFilter,
  relationView,
  type RelationView,
} from './deputies.schemas.js';
import { DeputiesService } from './deputies.service.js';

@Controller('api/v1/deputies')
export class DeputiesController {
  constructor(private readonly deputies: DeputiesService) {}

  @Get()
  @Api({
    summary: 'Who takes the place of which leader: all for HR, for others those they gave or got',
    access: ['manager', 'hr'],
    scope: 'people:read',
    returns: deputiesView,
  })
  async list(@CurrentActor() actor: Actor): Promise<{ items: DeputyView[] }> {
    return { items: await this.deputies.list(actor) };
  }

  @Post()
  @Api({
    summary: 'Lets somebody take the place of a leader on some days',
    access: ['manager', 'hr'],
    scope: 'people:deputies',
    returns: deputiesView,
    status: 201,
    problems: ['invalid-input', 'deputy-twice'],
  })
  async appoint(
    @CurrentActor() actor: Actor,
    @Body({ schema: appointDeputy }) input: AppointDeputy,
  ): Promise<{ items: DeputyView[] }> {
    const id = await this.deputies.appoint(actor, input);
    return { items: (await this.deputies.list(actor)).filter((deputy) => deputy.id === id) };
  }

  @Post(':id/end')
  @Api({
    summary: 'Ends it now: by the leader, by who stands in, or by HR',
    access: ['employee'],
    scope: 'people:deputies',
    status: 204,
  })
  end(@CurrentActor() actor: Actor, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    return this.deputies.end(actor, id);
  }

  @Get('relation')
  @Api({
    summary: 'Who is or was led on a day by the actor and by those they stand in for; by any leader for HR',
    access: ['manager', 'hr'],
    scope: 'people:read',
    returns: relationView,
  })
  relation(
    @CurrentActor() actor: Actor,
    @Query({ schema: relationFilter }) filter: RelationFilter,
  ): Promise<RelationView> {
    return this.deputies.relation(actor, filter);
  }
}
