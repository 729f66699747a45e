import { Controller, Get } from '@nestjs/common';
import type { z } from 'zod';
import { Api, CurrentActor } from '#kernel';
import type { Actor } from '#kernel';
import { ExceptionsService } from './exceptions.service.js';
import { exceptionsView } from './policies.schemas.js';
import { inBothLanguages } from './requirements.service.js';

@Controller('api/v1/policies/exceptions')
export class ExceptionsController {
  constructor(private readonly exceptions: ExceptionsService) {}

  @Get()
  @Api({
    summary: 'Requirements that need a look: no date, missing data, a date far ahead, two policies at once',
    access: ['hr'],
    scope: 'policies:read',
    returns: exceptionsView,
  })
  async show(@CurrentActor() actor: Actor): Promise<z.output<typeof exceptionsView>> {
    const { counts, items, alarms } = await this.exceptions.show(actor);
    return {
      counts,
      items: items.map((one) => ({ ...one, explanation: inBothLanguages(one.explanation, 'other') })),
      alarms: alarms.map(({ at, changed }) => ({ at: at.toISOString(), changed })),
    };
  }
}
