import { Controller, Get } from '@nestjs/common';
import { type Actor, CurrentActor, Page, page, type PageView } from '#kernel';
import { t } from '#ui';
import { demandModel, teamModel } from './insights.presenter.js';
import { InsightsService } from './insights.service.js';

/** What people get stuck on: for HR over the whole company, for a leader over their own people; never about one of them. */
@Controller()
export class InsightsPages {
  constructor(private readonly insights: InsightsService) {}

  @Get('hr/insights/demand')
  @Page({ access: ['hr'] })
  async demand(@CurrentActor() actor: Actor): Promise<PageView> {
    const { language } = actor;
    return page('tickets/demand', demandModel(language, await this.insights.demand(actor)), {
      title: t(language, 'tickets.demand_title'),
    });
  }

  @Get('team/help')
  @Page({ access: ['manager'] })
  async team(@CurrentActor() actor: Actor): Promise<PageView> {
    const { language } = actor;
    return page('tickets/team', teamModel(language, await this.insights.team(actor)), {
      title: t(language, 'tickets.team_title'),
    });
  }
}
