import { Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import { MemoryWeightsService } from './memory-weights.service.js';
import { type AuditFigures, auditFigures, type FittedWeights, fittedWeightsList } from './memory.schemas.js';

const uuid = { schema: z.uuid() };

@Controller('api/v1/memory')
export class MemoryController {
  constructor(private readonly memory: MemoryWeightsService) {}

  @Get('audits')
  @Api({
    summary: 'How predictions of recall did against reviews at a random time; nobody is named',
    access: ['author', 'admin'],
    scope: 'attempts:read',
    returns: auditFigures,
  })
  audits(@CurrentActor() actor: Actor): Promise<AuditFigures> {
    return this.memory.audits(actor);
  }

  @Get('weights')
  @Api({
    summary: 'Weights of memory fitted on reviews: those in use or waiting first, then the newest',
    access: ['author', 'admin'],
    scope: 'attempts:read',
    returns: fittedWeightsList,
  })
  async list(@CurrentActor() actor: Actor): Promise<{ items: FittedWeights[] }> {
    return { items: await this.memory.list(actor) };
  }

  @Post('weights/:id/activation')
  @Api({
    summary: 'Put fitted weights to use: every card takes them on with its next review',
    access: ['author', 'admin'],
    scope: 'attempts:write',
    returns: fittedWeightsList,
    status: 200,
    problems: ['memory-weights-not-a-candidate'],
  })
  async activate(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
  ): Promise<{ items: FittedWeights[] }> {
    await this.memory.activate(actor, id);
    return this.list(actor);
  }
}
