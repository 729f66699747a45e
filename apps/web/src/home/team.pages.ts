import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { type Actor, CurrentActor, download, Page, page, parseForm, redirect, type View } from '#kernel';
import { t } from '#ui';
import { homePaths } from './home.paths.js';
import { reminderForm, type TeamFilter, teamFilter } from './home.schemas.js';
import { presentTeamFile } from './team-file.presenter.js';
import { presentReminders, presentTeam } from './team.presenter.js';
import { TeamRemindersService } from './team-reminders.service.js';
import { TeamService } from './team.service.js';

@Controller()
export class TeamPages {
  constructor(
    private readonly team: TeamService,
    private readonly reminders: TeamRemindersService,
  ) {}

  @Get('team')
  @Page({ access: ['manager'] })
  async show(@CurrentActor() actor: Actor, @Query({ schema: teamFilter }) filter: TeamFilter): Promise<View> {
    const found = await this.team.show(actor, filter);
    return page('home/team', presentTeam(found, filter, actor.language), {
      title: t(actor.language, 'home.team_title'),
    });
  }

  @Get('team/status.csv')
  @Page({ access: ['manager'] })
  async file(@CurrentActor() actor: Actor, @Query({ schema: teamFilter }) filter: TeamFilter): Promise<View> {
    const found = await this.team.file(actor, filter.view);
    const name = t(actor.language, 'home.file_name', { date: found.today.replaceAll('-', '') });
    return download(name, 'text/csv; charset=utf-8', presentTeamFile(found, actor.language));
  }

  /** Shows who would be reminded of what, before anything is asked for. */
  @Get('team/reminders/new')
  @Page({ access: ['manager'] })
  async preview(@CurrentActor() actor: Actor, @Query() query: Record<string, unknown>): Promise<View> {
    const form = parseForm(reminderForm, query);
    if (!form.ok) return redirect(homePaths.team());
    const reminders = await this.reminders.preview(actor, form.value);
    return page('home/reminder', presentReminders(reminders, form.value, actor.language), {
      title: t(actor.language, 'home.remind_title'),
    });
  }

  @Post('team/reminders')
  @Page({ access: ['manager'] })
  async remind(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View> {
    const form = parseForm(reminderForm, body);
    if (!form.ok) return redirect(homePaths.team(), { flash: { tone: 'warn', key: 'home.choose_somebody' } });
    const receipt = await this.reminders.remind(actor, form.value);
    return redirect(homePaths.team(), {
      flash: { tone: receipt.requested > 0 ? 'ok' : 'info', key: 'home.reminded', args: receipt },
    });
  }
}
