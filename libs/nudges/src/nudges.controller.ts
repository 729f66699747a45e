import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, Clock, CurrentActor, pageQuery, type PageQuery } from '#kernel';
import { presentInbox, presentNotification, presentPreferences } from './nudges.presenter.js';
import {
  changePreferences,
  type ChangePreferences,
  forecastView,
  type ForecastView,
  notificationPage,
  type NotificationPage,
  notificationView,
  type NotificationView,
  preferencesView,
  type PreferencesView,
  read,
} from './nudges.schemas.js';
import { NudgesService } from './nudges.service.js';

@Controller('api/v1/notifications')
export class NotificationsController {
  constructor(
    private readonly nudges: NudgesService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Api({
    summary: 'Own messages, latest first, with the next planned one',
    access: ['employee'],
    scope: 'notifications:read',
    returns: notificationPage,
  })
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<NotificationPage> {
    return presentInbox(actor, await this.nudges.inbox(actor, query));
  }

  @Get('preferences')
  @Api({
    summary: 'Own choices about messages',
    access: ['employee'],
    scope: 'notifications:read',
    returns: preferencesView,
  })
  preferences(@CurrentActor() actor: Actor): Promise<PreferencesView> {
    return this.presentChoices(actor);
  }

  @Patch('preferences')
  @Api({
    summary: 'Choose fewer messages, no e-mail, or a pause',
    access: ['employee'],
    scope: 'notifications:write',
    returns: preferencesView,
  })
  async change(
    @CurrentActor() actor: Actor,
    @Body({ schema: changePreferences }) input: ChangePreferences,
  ): Promise<PreferencesView> {
    await this.nudges.changePreferences(actor, input);
    return this.presentChoices(actor);
  }

  @Post('readings')
  @Api({
    summary: 'Mark all own messages as read',
    access: ['employee'],
    scope: 'notifications:write',
    returns: read,
    status: 200,
  })
  async readAll(@CurrentActor() actor: Actor): Promise<z.output<typeof read>> {
    return { changed: await this.nudges.readAll(actor) };
  }

  @Post(':id/reading')
  @Api({
    summary: 'Mark one own message as read',
    access: ['employee'],
    scope: 'notifications:write',
    returns: notificationView,
    status: 200,
  })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<NotificationView> {
    return presentNotification(actor, await this.nudges.open(actor, id));
  }

  private async presentChoices(actor: Actor): Promise<PreferencesView> {
    const chosen = await this.nudges.preferences(actor);
    return presentPreferences(chosen, this.nudges.rules, this.clock.now().epochMilliseconds);
  }
}

@Controller('api/v1/nudges')
export class NudgesController {
  constructor(private readonly nudges: NudgesService) {}

  @Get('forecast')
  @Api({
    summary: 'What would go out in the coming fourteen days, per day and per purpose',
    access: ['hr'],
    scope: 'nudges:read',
    returns: forecastView,
  })
  async forecast(@CurrentActor() actor: Actor): Promise<ForecastView> {
    const { from, until, days, ...rest } = await this.nudges.forecast(actor);
    return { ...rest, days: [...days], from: from.toString(), until: until.toString() };
  }
}
