import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { formatDateTime, t } from '#ui';
import { facilitiesPaths } from './facilities.paths.js';
import { replay, saveSubscription } from './gatekeeper.schemas.js';
import { GatekeepersService } from './gatekeepers.service.js';

const uuid = { schema: z.uuid() };

/** For administrators: the systems that open and close facilities. */
@Controller('facilities/gatekeepers')
export class GatekeepersPages {
  constructor(private readonly gatekeepers: GatekeepersService) {}

  @Get()
  @Page({ access: ['admin'] })
  show(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.listPage(actor, {});
  }

  @Post()
  @Page({ access: ['admin'] })
  async add(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView> {
    const form = parseForm(saveSubscription, body);
    if (!form.ok) return this.listPage(actor, { form });
    // The secret is shown on this one answer and never again; so there is no redirect to a page that would need it.
    const { secret } = await this.gatekeepers.add(actor, form.value);
    return this.listPage(actor, { secret });
  }

  @Get(':id')
  @Page({ access: ['admin'] })
  async receipts(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView> {
    const { language, zone } = actor;
    const rows = (await this.gatekeepers.deliveries(actor, id)).map((delivery) => ({
      ...delivery,
      when: formatDateTime(language, delivery.at, zone),
      accessWord: t(language, `facilities.access_${delivery.access}`),
      stateWord: t(language, `facilities.delivery_${delivery.state}`),
      tone: { pending: 'info', delivered: 'ok', dead: 'bad' }[delivery.state],
      answer: delivery.error ?? delivery.receipt ?? '',
    }));
    return page('facilities/receipts', { id, rows }, { title: t(language, 'facilities.receipts_title') });
  }

  @Post(':id/pause')
  @Page({ access: ['admin'] })
  async pause(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.gatekeepers.pause(actor, id);
    return done('facilities.subscription_paused');
  }

  @Post(':id/resumption')
  @Page({ access: ['admin'] })
  async resume(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.gatekeepers.resume(actor, id);
    return done('facilities.subscription_resumed');
  }

  @Post(':id/replay')
  @Page({ access: ['admin'] })
  async replay(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(replay, body);
    if (!form.ok) return this.listPage(actor, { form });
    const n = await this.gatekeepers.replay(actor, id, form.value.since);
    return redirect(facilitiesPaths.gatekeepers(), {
      flash: { tone: 'ok', key: 'facilities.replayed', args: { n } },
    });
  }

  private async listPage(
    actor: Actor,
    extra: { form?: { errors: object; input: object }; secret?: string },
  ): Promise<PageView> {
    const { language, zone } = actor;
    const subscriptions = (await this.gatekeepers.list(actor)).map((each) => ({
      ...each,
      line: t(language, 'facilities.deliveries_line', {
        delivered: each.delivered,
        pending: each.pending,
        dead: each.dead,
      }),
      about: each.facilities.length === 0 ? t(language, 'facilities.all') : each.facilities.join(', '),
      paused:
        each.pausedAt &&
        t(language, 'facilities.paused_since', {
          at: formatDateTime(language, each.pausedAt, zone),
          why: each.pauseReason ?? '',
        }),
    }));
    const drift = (await this.gatekeepers.drift(actor)).slice(0, 50).map((each) => ({
      ...each,
      toldWord: t(language, `facilities.access_${each.told}`),
      actualWord: t(language, `facilities.access_${each.actual}`),
      when: formatDateTime(language, each.reportedAt, zone),
    }));
    const title = t(language, 'facilities.gatekeepers_title');
    const model = { subscriptions, drift, form: extra.form ?? null, secret: extra.secret ?? null };
    return page(
      'facilities/gatekeepers',
      model,
      extra.form ? { title: t(language, 'facilities.error_title', { title }), status: 422 } : { title },
    );
  }
}

const done = (key: string): Redirect =>
  redirect(facilitiesPaths.gatekeepers(), { flash: { tone: 'ok', key } });
