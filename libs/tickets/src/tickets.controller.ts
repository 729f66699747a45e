import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import { demandView, type DemandView, teamHelpView, type TeamHelpView } from './insights.schemas.js';
import { InsightsService } from './insights.service.js';
import { QueueService } from './queue.service.js';
import { RecogniseService } from './recognise.service.js';
import {
  type AnswerTicket,
  answerTicket,
  decideSkill,
  type OwnTicket,
  ownTicket,
  ownTicketList,
  type QueuedTicket,
  queuedTicket,
  queuedTicketList,
  type QueueQuery,
  queueQuery,
  type ReplyTicket,
  replyTicket,
  reviewTicketList,
  ruleList,
  saveRule,
  type SaveRule,
  sendTicket,
  type SendTicket,
} from './tickets.schemas.js';
import { TicketsService } from './tickets.service.js';

const uuid = { schema: z.uuid() };
const read = 'tickets:read';
const write = 'tickets:write';
const words = z.object({ q: z.string().trim().max(100).optional() });

@Controller('api/v1/tickets')
export class TicketsController {
  constructor(
    private readonly tickets: TicketsService,
    private readonly queue: QueueService,
    private readonly recognise: RecogniseService,
    private readonly insights: InsightsService,
  ) {}

  @Get()
  @Api({
    summary: 'Your own tickets; with words, those that hold them',
    access: ['employee'],
    scope: read,
    returns: ownTicketList,
  })
  async own(
    @CurrentActor() actor: Actor,
    @Query({ schema: words }) { q }: { q?: string | undefined },
  ): Promise<{ items: OwnTicket[] }> {
    return { items: await this.tickets.own(actor, q) };
  }

  @Post()
  @Api({
    summary: 'Send a ticket to IT, with what you tried',
    access: ['employee'],
    scope: write,
    status: 201,
    returns: z.object({ id: z.uuid() }),
  })
  async send(
    @CurrentActor() actor: Actor,
    @Body({ schema: sendTicket }) input: SendTicket,
  ): Promise<{ id: string }> {
    return { id: await this.tickets.send(actor, input) };
  }

  @Get('queue')
  @Api({ summary: 'What waits for IT', access: ['it'], scope: read, returns: queuedTicketList })
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: queueQuery }) query: QueueQuery,
  ): Promise<{ items: QueuedTicket[] }> {
    return { items: await this.queue.list(actor, query) };
  }

  @Get('queue/:id')
  @Api({
    summary: 'One ticket with everything that came along',
    access: ['it'],
    scope: read,
    returns: queuedTicket,
  })
  work(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<QueuedTicket> {
    return this.queue.show(actor, id);
  }

  @Post('queue/:id/taking')
  @Api({ summary: 'Take a ticket on', access: ['it'], scope: write, status: 204 })
  take(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<void> {
    return this.queue.take(actor, id);
  }

  @Post('queue/:id/answers')
  @Api({
    summary: 'Ask something back, or say what solved it; only the asker closes it',
    access: ['it'],
    scope: write,
    status: 204,
  })
  answer(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: answerTicket }) input: AnswerTicket,
  ): Promise<void> {
    return this.queue.answer(actor, id, input);
  }

  @Get('reviews')
  @Api({
    summary: 'Tickets whose skill a person should look at',
    access: ['it'],
    scope: read,
    returns: reviewTicketList,
  })
  reviews(@CurrentActor() actor: Actor): Promise<z.output<typeof reviewTicketList>> {
    return this.recognise.forReview(actor);
  }

  @Post('reviews/:id')
  @Api({
    summary: 'Say what a ticket is about; without a skill: about none',
    access: ['it'],
    scope: write,
    status: 204,
  })
  decide(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: decideSkill }) { skill }: { skill?: string | undefined },
  ): Promise<void> {
    return this.recognise.decide(actor, id, skill);
  }

  @Get('rules')
  @Api({ summary: 'Words that settle a skill', access: ['it'], scope: read, returns: ruleList })
  async rules(@CurrentActor() actor: Actor): Promise<z.output<typeof ruleList>> {
    return { items: await this.recognise.rules(actor) };
  }

  @Post('rules')
  @Api({ summary: 'Add a rule', access: ['it'], scope: write, status: 204 })
  addRule(@CurrentActor() actor: Actor, @Body({ schema: saveRule }) input: SaveRule): Promise<void> {
    return this.recognise.addRule(actor, input);
  }

  @Post('rules/:id/removal')
  @Api({ summary: 'Remove a rule', access: ['it'], scope: write, status: 204 })
  dropRule(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<void> {
    return this.recognise.dropRule(actor, id);
  }

  @Get('demand')
  @Api({
    summary: 'What the company gets stuck on, in groups of five or more',
    access: ['hr'],
    scope: read,
    returns: demandView,
  })
  demand(@CurrentActor() actor: Actor): Promise<DemandView> {
    return this.insights.demand(actor);
  }

  @Get('team')
  @Api({
    summary: 'What your team gets stuck on: topics without numbers, of five people or more',
    access: ['manager'],
    scope: read,
    returns: teamHelpView,
  })
  team(@CurrentActor() actor: Actor): Promise<TeamHelpView> {
    return this.insights.team(actor);
  }

  @Get(':id')
  @Api({ summary: 'One of your own tickets', access: ['employee'], scope: read, returns: ownTicket })
  show(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<OwnTicket> {
    return this.tickets.show(actor, id);
  }

  @Post(':id/replies')
  @Api({ summary: 'Write back to IT', access: ['employee'], scope: write, status: 204 })
  reply(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: replyTicket }) input: ReplyTicket,
  ): Promise<void> {
    return this.tickets.reply(actor, id, input);
  }

  @Post(':id/confirmation')
  @Api({
    summary: 'Say that it is solved: this closes the ticket',
    access: ['employee'],
    scope: write,
    status: 204,
  })
  confirm(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<void> {
    return this.tickets.confirm(actor, id);
  }

  @Post(':id/reopening')
  @Api({ summary: 'Say that it is not solved', access: ['employee'], scope: write, status: 204 })
  reopen(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<void> {
    return this.tickets.reopen(actor, id);
  }
}
