import { Body, Controller, Get, Post } from '@nestjs/common';
import {
  type Actor,
  CurrentActor,
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
import { claimReward } from './asks.schemas.js';
import { kudosPage } from './rewards.presenter.js';
import { setTeamGoal } from './rewards.schemas.js';
import { RewardsService } from './rewards.service.js';
import { ThanksService } from './thanks.service.js';

const REFUSED = ['reward-retired', 'reward-too-few-points', 'reward-budget-empty'];

/** Own thanks, points and rewards. There is no list of persons, and nobody sees another's. */
@Controller('kudos')
export class KudosPages {
  constructor(
    private readonly thanks: ThanksService,
    private readonly rewards: RewardsService,
  ) {}

  @Get()
  @Page({ access: ['employee'] })
  async show(@CurrentActor() actor: Actor): Promise<PageView> {
    const goal = await this.rewards.teamGoal(actor);
    const model = kudosPage(actor.language, await this.thanks.own(actor), goal, actor.isManager);
    return page('asks/kudos', model, { title: t(actor.language, 'asks.kudos_title') });
  }

  @Post('claims')
  @Page({ access: ['employee'] })
  async claim(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Redirect> {
    const form = parseForm(claimReward, body);
    if (!form.ok) return redirect(asksPaths.kudos());
    try {
      await this.thanks.claim(actor, form.value.reward);
    } catch (error) {
      if (!(error instanceof Problem) || !REFUSED.includes(error.definition.type)) throw error;
      return redirect(asksPaths.kudos(), { flash: { tone: 'warn', key: error.definition.title } });
    }
    return redirect(asksPaths.kudos(), { flash: { tone: 'ok', key: 'asks.claimed' } });
  }

  @Post('team-goal')
  @Page({ access: ['manager'] })
  async goal(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Redirect> {
    const form = parseForm(setTeamGoal, body);
    if (!form.ok) return redirect(asksPaths.kudos(), { flash: { tone: 'warn', key: 'asks.goal_wrong' } });
    await this.rewards.setTeamGoal(actor, form.value.goal);
    return redirect(asksPaths.kudos(), { flash: { tone: 'ok', key: 'asks.goal_saved' } });
  }
}
