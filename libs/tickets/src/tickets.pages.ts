import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Trail } from '#knowledge';
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
import { RecogniseService } from './recognise.service.js';
import { IMPACTS } from './ticket.js';
import { ticketsPaths } from './tickets.paths.js';
import { offerModel, ownTicketModel } from './tickets.presenter.js';
import { replyTicket, sendTicket } from './tickets.schemas.js';
import { TicketsService } from './tickets.service.js';

const uuid = { schema: z.uuid() };
const search = z.object({ q: z.string().trim().max(100).catch('') });
const byTrail = z.object({ trail: z.uuid().optional().catch(undefined) });
type Form = { readonly errors: object; readonly input: Readonly<Record<string, unknown>> };

/** One's own tickets: make one with everything already typed, follow it, answer, say that it is solved. */
@Controller('help/tickets')
export class TicketsPages {
  constructor(
    private readonly tickets: TicketsService,
    private readonly recognise: RecogniseService,
  ) {}

  @Get()
  @Page({ access: ['employee'] })
  async own(
    @CurrentActor() actor: Actor,
    @Query({ schema: search }) { q }: { q: string },
  ): Promise<PageView> {
    const { language } = actor;
    const names = await this.recognise.skillNames();
    const model = {
      q,
      tickets: (await this.tickets.own(actor, q === '' ? undefined : q)).map((ticket) =>
        ownTicketModel(actor, ticket),
      ),
      offers: (await this.recognise.offers(actor)).map((offer) => offerModel(language, names, offer)),
    };
    return page('tickets/own', model, { title: t(language, 'tickets.own_title') });
  }

  @Get('new')
  @Page({ access: ['employee'] })
  async draft(
    @CurrentActor() actor: Actor,
    @Query({ schema: byTrail }) query: { trail?: string | undefined },
  ): Promise<PageView> {
    const trail = await this.tickets.trail(actor, query.trail);
    return this.formPage(actor, { input: trail === null ? {} : typedBefore(trail) });
  }

  @Post('new')
  @Page({ access: ['employee'] })
  async send(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(sendTicket, body);
    if (!form.ok) return this.formPage(actor, form);
    const id = await this.tickets.send(actor, form.value);
    return redirect(ticketsPaths.show({ id }), { flash: { tone: 'ok', key: 'tickets.sent' } });
  }

  @Post('offers/:id/dismissal')
  @Page({ access: ['employee'] })
  async dismiss(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.recognise.dismiss(actor, id);
    return redirect(ticketsPaths.own(), { flash: { tone: 'ok', key: 'tickets.offer_dismissed' } });
  }

  @Get(':id')
  @Page({ access: ['employee'] })
  show(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView> {
    return this.ticketPage(actor, id);
  }

  @Post(':id/replies')
  @Page({ access: ['employee'] })
  async reply(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(replyTicket, body);
    if (!form.ok) return this.ticketPage(actor, id, form);
    await this.tickets.reply(actor, id, form.value);
    return redirect(ticketsPaths.show({ id }), { flash: { tone: 'ok', key: 'tickets.replied' } });
  }

  @Post(':id/confirmation')
  @Page({ access: ['employee'] })
  async confirm(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.tickets.confirm(actor, id);
    return redirect(ticketsPaths.show({ id }), { flash: { tone: 'ok', key: 'tickets.confirmed' } });
  }

  @Post(':id/reopening')
  @Page({ access: ['employee'] })
  async reopen(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.tickets.reopen(actor, id);
    return redirect(ticketsPaths.show({ id }), { flash: { tone: 'ok', key: 'tickets.reopened' } });
  }

  private async ticketPage(actor: Actor, id: string, form?: Form): Promise<PageView> {
    const ticket = await this.tickets.show(actor, id);
    const model = {
      ticket: ownTicketModel(actor, ticket),
      input: form?.input ?? {},
      errors: form?.errors ?? null,
    };
    const title = ticket.title;
    return page('tickets/ticket', model, {
      title: form ? t(actor.language, 'tickets.error_title', { title }) : title,
      status: form ? 422 : 200,
    });
  }

  private async formPage(actor: Actor, form: Partial<Form>): Promise<PageView> {
    const { language } = actor;
    const title = t(language, 'tickets.new_title');
    const model = {
      input: { impact: 'one', ...form.input },
      errors: form.errors ?? null,
      incidents: (await this.tickets.knownIncidents(actor)).map(({ id, title: name, followers }) => ({
        href: ticketsPaths.incident({ id }),
        name,
        followers: t(language, 'tickets.followers', { n: followers }),
      })),
      impacts: IMPACTS.map((value) => ({ value, label: t(language, `tickets.impact_${value}`) })),
    };
    return page('tickets/new', model, {
      title: form.errors ? t(language, 'tickets.error_title', { title }) : title,
      status: form.errors ? 422 : 200,
    });
  }
}

/** What was typed and tried on the way here, in the fields of the form. */
function typedBefore({ id, words, device, stepsTried, ask }: Trail): Record<string, unknown> {
  const said = ask === null ? words : [ask.wants, ask.sees].filter((text) => text.trim() !== '').join('\n\n');
  const tried =
    ask === null || ask.tried.trim() === '' ? stepsTried : [...stepsTried, ...ask.tried.split('\n')];
  const title = words.split('\n')[0] ?? '';
  return {
    trail: id,
    title: title.slice(0, 120),
    words: said === title ? '' : said,
    device: device ?? '',
    steps: tried.join('\n'),
  };
}
