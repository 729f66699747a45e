import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  askReminders,
  type AskReminders,
  type OverviewView,
  overviewView,
  remindersAsked,
  type RemindersAsked,
  type TeamFilter,
  teamFilter,
  teamPage,
  type TeamPageView,
  type TodayView,
  todayView,
} from './home.schemas.js';
import { presentOverviewView } from './overview.presenter.js';
import { OverviewService } from './overview.service.js';
import { presentTeamPage } from './team.presenter.js';
import { TeamRemindersService } from './team-reminders.service.js';
import { TeamService } from './team.service.js';
import { presentTodayView } from './today.presenter.js';
import { TodayService } from './today.service.js';

@Controller('api/v1')
export class HomeController {
  constructor(
    private readonly todayService: TodayService,
    private readonly teamService: TeamService,
    private readonly teamReminders: TeamRemindersService,
    private readonly overviewService: OverviewService,
  ) {}

  @Get('today')
  @Api({
    summary: 'The one thing to do now, what else is due, and where each licence stands',
    access: ['employee'],
    scope: 'today:read',
    returns: todayView,
  })
  async today(@CurrentActor() actor: Actor): Promise<TodayView> {
    return presentTodayView(await this.todayService.show(actor), actor.language);
  }

  @Get('team')
  @Api({
    summary: 'States and dates of the licences of the people below you',
    access: ['manager'],
    scope: 'team:read',
    returns: teamPage,
  })
  async team(
    @CurrentActor() actor: Actor,
    @Query({ schema: teamFilter }) filter: TeamFilter,
  ): Promise<TeamPageView> {
    return presentTeamPage(await this.teamService.show(actor, filter), actor.language);
  }

  @Post('team/reminders')
  @Api({
    summary: 'Ask for reminders to people below you; each counts in the receiver’s message budget',
    access: ['manager'],
    scope: 'team:write',
    returns: remindersAsked,
    status: 202,
  })
  async remind(
    @CurrentActor() actor: Actor,
    @Body({ schema: askReminders }) input: AskReminders,
  ): Promise<RemindersAsked> {
    return this.teamReminders.remind(actor, input);
  }

  @Get('overview')
  @Api({
    summary: 'The figures of the whole organisation with the lists behind them',
    access: ['hr'],
    scope: 'overview:read',
    returns: overviewView,
  })
  async overview(@CurrentActor() actor: Actor): Promise<OverviewView> {
    return presentOverviewView(await this.overviewService.show(actor));
  }
}
