import { Controller, Get } from '@nestjs/common';
import { type Actor, CurrentActor, Page, page, type View } from '#kernel';
import { t } from '#ui';
import { presentOverview } from './overview.presenter.js';
import { OverviewService } from './overview.service.js';

@Controller()
export class OverviewPages {
  constructor(private readonly overview: OverviewService) {}

  @Get('hr')
  @Page({ access: ['hr'] })
  async show(@CurrentActor() actor: Actor): Promise<View> {
    const found = await this.overview.show(actor);
    return page('home/overview', presentOverview(found, actor.language), {
      title: t(actor.language, 'home.overview_title'),
    });
  }
}
