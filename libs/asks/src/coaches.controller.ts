import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor, notFound } from '#kernel';
import { CoachesService } from './coaches.service.js';
import { coachList, type CoachList, coachees, type Coachees, nameCoach } from './rewards.schemas.js';

@Controller('api/v1/digicoaches')
export class CoachesController {
  constructor(private readonly coaches: CoachesService) {}

  @Get()
  @Api({
    summary: 'Digicoaches of now, and what coaching changed over five people or more; never who was coached',
    access: ['hr'],
    scope: 'asks:read',
    returns: coachList,
  })
  async list(@CurrentActor() actor: Actor): Promise<CoachList> {
    const report = await this.coaches.report(actor);
    return { items: await this.coaches.list(), report };
  }

  @Post()
  @Api({
    summary: 'Name somebody a digicoach, by personnel number',
    access: ['hr'],
    scope: 'asks:write',
    status: 204,
    problems: ['invalid-input'],
  })
  name(
    @CurrentActor() actor: Actor,
    @Body({ schema: nameCoach }) { number }: z.output<typeof nameCoach>,
  ): Promise<void> {
    return this.coaches.name(actor, number);
  }

  @Post(':personId/ending')
  @Api({
    summary: 'End the task of a digicoach; those they helped may ask for another',
    access: ['hr'],
    scope: 'asks:write',
    status: 204,
  })
  end(
    @CurrentActor() actor: Actor,
    @Param('personId', { schema: z.uuid() }) personId: string,
  ): Promise<void> {
    return this.coaches.end(actor, personId);
  }

  @Get('caseload')
  @Api({
    summary:
      'Whom you coach, who agreed that you read their wish; nothing of their self-scans. 404 for who is no coach',
    access: ['employee'],
    scope: 'asks:read',
    returns: coachees,
  })
  async caseload(@CurrentActor() actor: Actor): Promise<Coachees> {
    const found = await this.coaches.caseload(actor);
    if (found === null) throw notFound('digicoach');
    return { items: found.map(({ beganAt, ...rest }) => ({ ...rest, beganAt: beganAt.toISOString() })) };
  }
}
