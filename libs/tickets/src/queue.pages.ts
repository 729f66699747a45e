import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
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
import { t } from '#ui';
import { QueueService } from './queue.service.js';
import { RecogniseService } from './recognise.service.js';
import { ticketsPaths } from './tickets.paths.js';
import { queuedModel, withSteps } from './tickets.presenter.js';
import { answerTicket, type QueueQuery, queueQuery } from './tickets.schemas.js';

const uuid = { schema: z.uuid() };
const VIEWS = ['waiting-for-it', 'mine', 'all'] as const;

/** IT's own desk: what waits, with everything that was tried before. */
@Controller('it')
export class QueuePages {
  constructor(
    private readonly queue: QueueService,
    private readonly recognise: RecogniseService,
  ) {}

  @Get('queue')
  @Page({ access: ['it'] })
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: queueQuery }) query: QueueQuery,
  ): Promise<PageView> {
    const { language } = actor;
    const names = await this.recognise.skillNames();
    const { waiting } = await this.recognise.forReview(actor);
    const model = {
      q: query.q ?? '',
      state: query.state,
      tickets: (await this.queue.list(actor, query)).map((ticket) => queuedModel(actor, names, ticket)),
      tabs: VIEWS.map((state) => ({
        label: t(language, `tickets.view_${state.replaceAll('-', '_')}`),
        href: ticketsPaths.queue({ state, q: query.q }),
        current: state === query.state,
      })),
      reviewLine: waiting === 0 ? '' : t(language, 'tickets.review_waiting', { n: waiting }),
    };
    return page('tickets/queue', model, { title: t(language, 'tickets.queue_title') });
  }

  @Get('tickets/:id')
  @Page({ access: ['it'] })
  show(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView> {
    return this.workPage(actor, id);
  }

  @Post('tickets/:id/taking')
  @Page({ access: ['it'] })
  async take(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.queue.take(actor, id);
    return redirect(ticketsPaths.work({ id }), { flash: { tone: 'ok', key: 'tickets.taken' } });
  }

  @Post('tickets/:id/answers')
  @Page({ access: ['it'] })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const sent = (body ?? {}) as Readonly<Record<string, unknown>>;
    // Puts the card's steps behind what was typed; nothing is sent yet.
    if (sent['do'] === 'steps') return this.workPage(actor, id, { input: sent, addsSteps: true });
    const form = parseForm(answerTicket, sent);
    if (!form.ok) return this.workPage(actor, id, form);
    await this.queue.answer(actor, id, form.value);
    return redirect(ticketsPaths.queue(), { flash: { tone: 'ok', key: 'tickets.answered' } });
  }

  @Post('tickets/:id/card')
  @Page({ access: ['it'] })
  async makeCard(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    const card = await this.queue.makeCard(actor, id);
    return redirect(ticketsPaths.editCard({ id: card }), { flash: { tone: 'ok', key: 'tickets.card_made' } });
  }

  private async workPage(
    actor: Actor,
    id: string,
    form?: { errors?: object; input: Readonly<Record<string, unknown>>; addsSteps?: boolean },
  ): Promise<PageView> {
    const { language } = actor;
    const ticket = await this.queue.show(actor, id);
    const input = form?.input ?? { kind: 'answered' };
    const steps = ticket.suggestedCard?.steps;
    const model = {
      ticket: queuedModel(actor, await this.recognise.skillNames(), ticket),
      kinds: (['answered', 'waiting'] as const).map((value) => ({
        value,
        label: t(language, `tickets.answer_${value}`),
      })),
      input:
        form?.addsSteps && steps ? { ...input, words: withSteps(input['words'], steps), card: 'on' } : input,
      errors: form?.errors ?? null,
    };
    return page('tickets/work', model, {
      title: form?.errors ? t(language, 'tickets.error_title', { title: ticket.title }) : ticket.title,
      status: form?.errors ? 422 : 200,
    });
  }
}
