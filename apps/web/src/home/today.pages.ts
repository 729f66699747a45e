import { Controller, Get } from '@nestjs/common';
import { type Actor, CurrentActor, Page, page, type View } from '#kernel';
import { t } from '#ui';
import { presentToday } from './today.presenter.js';
import { TodayService } from './today.service.js';

@Controller()
export class TodayPages {
  constructor(private readonly today: TodayService) {}

  @Get('today')
  @Page({ access: ['employee'] })
  async show(@CurrentActor() actor: Actor): Promise<View> {
    const found = await this.today.show(actor);
    return page('home/today', presentToday(found, actor.language, actor.name), {
      title: t(actor.language, 'home.today_title'),
    });
  }
}
