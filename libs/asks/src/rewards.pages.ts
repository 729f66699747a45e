import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  Clock,
  CurrentActor,
  download,
  type FileDownload,
  Page,
  page,
  type PageView,
  parseForm,
  Problem,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { asksPaths } from './asks.paths.js';
import type { SentForm } from './asks.presenter.js';
import { rewardsPage } from './rewards.presenter.js';
import { addReward, changeBudget, decideRing } from './rewards.schemas.js';
import { RewardsService } from './rewards.service.js';

/** HR's desk of rewards. */
@Controller('hr/rewards')
export class RewardsPages {
  constructor(
    private readonly rewards: RewardsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Page({ access: ['hr'] })
  show(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.deskPage(actor);
  }

  @Post('budget')
  @Page({ access: ['hr'] })
  async budget(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(changeBudget, body);
    if (!form.ok) return this.deskPage(actor, { ...form, form: 'budget' });
    try {
      await this.rewards.changeBudget(actor, form.value);
    } catch (error) {
      if (!(error instanceof Problem) || error.definition.type !== 'reward-budget-changed') throw error;
      return this.deskPage(actor, {
        errors: { budget: error.definition.title },
        input: body as object & SentForm['input'],
        form: 'budget',
      });
    }
    return this.back('asks.budget_saved');
  }

  @Post('catalogue')
  @Page({ access: ['hr'] })
  async add(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(addReward, body);
    if (!form.ok) return this.deskPage(actor, { ...form, form: 'catalogue' });
    await this.rewards.add(actor, form.value);
    return this.back('asks.reward_added');
  }

  @Post('catalogue/:id/retirement')
  @Page({ access: ['hr'] })
  async retire(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<Redirect> {
    await this.rewards.retire(actor, id);
    return this.back('asks.reward_retired_done');
  }

  @Post('rings/:id/decision')
  @Page({ access: ['hr'] })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body() body: unknown,
  ): Promise<Redirect> {
    const form = parseForm(decideRing, body);
    if (!form.ok)
      return redirect(asksPaths.rewards(), { flash: { tone: 'warn', key: 'asks.ring_needs_note' } });
    await this.rewards.decideRing(actor, id, form.value);
    return this.back('asks.ring_decided');
  }

  /** A file may leave once: asking for it marks what is in it. */
  @Post('payroll')
  @Page({ access: ['hr'] })
  async payroll(@CurrentActor() actor: Actor): Promise<FileDownload> {
    const { csv } = await this.rewards.exportPayroll(actor);
    const day = this.clock.today(actor.zone).toString();
    return download(`${t(actor.language, 'asks.payroll_file')}-${day}.csv`, 'text/csv; charset=utf-8', csv);
  }

  private back(key: string): Redirect {
    return redirect(asksPaths.rewards(), { flash: { tone: 'ok', key } });
  }

  private async deskPage(
    actor: Actor,
    sent?: SentForm & { form: 'budget' | 'catalogue' },
  ): Promise<PageView> {
    const desk = await this.rewards.desk(actor);
    const model = rewardsPage(actor.language, desk, this.rewards.thisPeriod(), actor.personId, sent);
    return page('asks/rewards', model, {
      title: t(actor.language, 'asks.rewards_title'),
      status: sent ? 422 : 200,
    });
  }
}
