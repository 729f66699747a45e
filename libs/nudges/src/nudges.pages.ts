import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  Clock,
  CurrentActor,
  Page,
  page,
  pageQuery,
  type PageQuery,
  parseForm,
  redirect,
  type View,
} from '#kernel';
import { t } from '#ui';
import { nudgesPaths } from './nudges.paths.js';
import { forecastPage, inboxPage, wordsOf } from './nudges.presenter.js';
import { changePreferencesForm } from './nudges.schemas.js';
import { NudgesService } from './nudges.service.js';

const inboxQuery = pageQuery.extend({ limit: z.coerce.number().int().min(1).max(50).default(20) });

@Controller()
export class NudgesPages {
  constructor(
    private readonly nudges: NudgesService,
    private readonly clock: Clock,
  ) {}

  @Get('notifications')
  @Page({ access: ['employee'] })
  async list(@CurrentActor() actor: Actor, @Query({ schema: inboxQuery }) query: PageQuery): Promise<View> {
    const inbox = await this.nudges.inbox(actor, query);
    const preferences = await this.nudges.preferences(actor);
    const model = inboxPage(actor, inbox, preferences, this.nudges.rules, this.clock.now().epochMilliseconds);
    return page('nudges/notifications', model, { title: t(actor.language, 'nudges.title') });
  }

  /** Reading is what happens when somebody follows a message to what it is about. */
  @Post('notifications/:id/reading')
  @Page({ access: ['employee'] })
  async open(@CurrentActor() actor: Actor, @Param('id', { schema: z.uuid() }) id: string): Promise<View> {
    return redirect(wordsOf(actor, await this.nudges.open(actor, id)).href);
  }

  @Post('notifications/readings')
  @Page({ access: ['employee'] })
  async readAll(@CurrentActor() actor: Actor): Promise<View> {
    await this.nudges.readAll(actor);
    return redirect(nudgesPaths.list(), { flash: { tone: 'ok', key: 'nudges.read_all_done' } });
  }

  @Post('notifications/preferences')
  @Page({ access: ['employee'] })
  async changePreferences(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View> {
    const form = parseForm(changePreferencesForm, body);
    if (form.ok) await this.nudges.changePreferences(actor, form.value);
    return redirect(nudgesPaths.list(), { flash: { tone: 'ok', key: 'nudges.saved' } });
  }

  @Post('notifications/pause')
  @Page({ access: ['employee'] })
  async pause(@CurrentActor() actor: Actor): Promise<View> {
    await this.nudges.pauseForAWeek(actor);
    return redirect(nudgesPaths.list(), { flash: { tone: 'ok', key: 'nudges.paused' } });
  }

  @Post('notifications/pause/removal')
  @Page({ access: ['employee'] })
  async resume(@CurrentActor() actor: Actor): Promise<View> {
    await this.nudges.resume(actor);
    return redirect(nudgesPaths.list(), { flash: { tone: 'ok', key: 'nudges.resumed' } });
  }

  @Get('nudges/forecast')
  @Page({ access: ['hr'] })
  async forecast(@CurrentActor() actor: Actor): Promise<View> {
    const model = forecastPage(actor, await this.nudges.forecast(actor), this.nudges.rules);
    return page('nudges/forecast', model, { title: t(actor.language, 'nudges.forecast_title') });
  }
}

/** The way out of e-mail, for whoever holds a mail: no sign-in, no cookie. */
@Controller()
export class UnsubscribePages {
  constructor(private readonly nudges: NudgesService) {}

  /** Only shows a button: mail scanners open every link. */
  @Get('unsubscribe/:token')
  @Page({ access: ['anonymous'] })
  async show(@CurrentActor() actor: Actor, @Param('token') token: string): Promise<View> {
    const { isDone } = await this.nudges.showUnsubscription(token);
    return unsubscribePage(actor, token, isDone);
  }

  /** Also what mail programs post to by themselves (RFC 8058): answered at once, without a redirect. */
  @Post('unsubscribe/:token')
  @Page({ access: ['anonymous'] })
  async unsubscribe(@CurrentActor() actor: Actor, @Param('token') token: string): Promise<View> {
    await this.nudges.unsubscribe(token);
    return unsubscribePage(actor, token, true);
  }
}

function unsubscribePage(actor: Actor, token: string, isDone: boolean): View {
  const title = t(actor.language, isDone ? 'nudges.unsubscribed_title' : 'nudges.unsubscribe_title');
  return page('nudges/unsubscribe', { token, isDone }, { title, layout: 'public' });
}
