import { Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, CurrentActor, Page, page, type PageView, type Redirect, redirect } from '#kernel';
import { t } from '#ui';
import { attemptsPaths } from './attempts.paths.js';
import { MemoryWeightsService } from './memory-weights.service.js';
import { memoryModel } from './memory.presenter.js';

@Controller('memory')
export class MemoryPages {
  constructor(private readonly memory: MemoryWeightsService) {}

  @Get()
  @Page({ access: ['author', 'admin'] })
  async show(@CurrentActor() actor: Actor): Promise<PageView> {
    const { language } = actor;
    const model = memoryModel(language, await this.memory.audits(actor), await this.memory.list(actor));
    return page('attempts/memory', model, { title: t(language, 'attempts.memory_title') });
  }

  @Post('weights/:id/activation')
  @Page({ access: ['author', 'admin'] })
  async activate(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<Redirect> {
    await this.memory.activate(actor, id);
    return redirect(attemptsPaths.memory(), { flash: { tone: 'ok', key: 'attempts.weights_activated' } });
  }
}
