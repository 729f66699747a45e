import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  type FlagList,
  flagList,
  type FlagView,
  flagView,
  inspectFlag,
  type InspectFlag,
} from './exam-flags.schemas.js';
import { ExamFlagsService } from './exam-flags.service.js';

const uuid = { schema: z.uuid() };

@Controller('api/v1/exams/flags')
export class ExamFlagsController {
  constructor(private readonly flags: ExamFlagsService) {}

  @Get()
  @Api({
    summary: 'Exams that a person should look at, those that wait first; no answers and no outcome',
    access: ['hr', 'author', 'admin'],
    scope: 'attempts:read',
    returns: flagList,
  })
  list(@CurrentActor() actor: Actor): Promise<FlagList> {
    return this.flags.list(actor);
  }

  @Post(':id/inspection')
  @Api({
    summary: 'Say what you saw in a flagged exam; nothing follows from it',
    access: ['hr', 'author', 'admin'],
    scope: 'attempts:write',
    returns: flagView,
    status: 200,
    problems: ['exam-flag-inspected'],
  })
  inspect(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: inspectFlag }) input: InspectFlag,
  ): Promise<FlagView> {
    return this.flags.inspect(actor, id, input);
  }
}
