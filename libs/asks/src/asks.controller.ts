import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor, personOf } from '#kernel';
import { askDetail, askItem } from './asks.presenter.js';
import {
  type AnswerAsk,
  answerAsk,
  type AskDetail,
  askDetail as detailSchema,
  type AskLists,
  askLists,
  type ChangeHelping,
  changeHelping,
  chooseSolution,
  type DecideTurn,
  decideTurn,
  type EndInput,
  endInput,
  type Helping,
  helping,
  type StartAsk,
  startAsk,
} from './asks.schemas.js';
import { AsksService } from './asks.service.js';
import { HelpingService } from './helping.service.js';

const askId = { schema: z.uuid() };

@Controller('api/v1')
export class AsksController {
  constructor(
    private readonly asks: AsksService,
    private readonly helpers: HelpingService,
  ) {}

  @Get('asks')
  @Api({
    summary: 'Your own asks, those that wait for you or that you took, and those to your team',
    access: ['employee'],
    scope: 'asks:read',
    returns: askLists,
  })
  async list(@CurrentActor() actor: Actor): Promise<AskLists> {
    const personId = personOf(actor);
    const { own, helping: mine, team } = await this.asks.lists(actor);
    const items = (asks: typeof own) => asks.map((ask) => askItem(personId, ask));
    return { own: items(own), helping: items(mine), team: items(team) };
  }

  @Post('asks')
  @Api({
    summary:
      'Ask a colleague; refused with what was found when the text holds a password or, unconfirmed, personal data',
    access: ['employee'],
    scope: 'asks:write',
    status: 201,
    returns: z.object({ id: z.uuid() }),
    problems: ['asks-too-many', 'invalid-input'],
  })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: startAsk }) input: StartAsk,
  ): Promise<{ id: string }> {
    return { id: await this.asks.create(actor, input) };
  }

  @Get('asks/:id')
  @Api({
    summary: 'An ask with its answers; for who asked, who is asked, and the team it was put to',
    access: ['employee'],
    scope: 'asks:read',
    returns: detailSchema,
  })
  async show(@CurrentActor() actor: Actor, @Param('id', askId) id: string): Promise<AskDetail> {
    return askDetail(personOf(actor), await this.asks.show(actor, id));
  }

  @Post('asks/:id/answers')
  @Api({
    summary: 'Answer, or say more about your question',
    access: ['employee'],
    scope: 'asks:write',
    status: 201,
    returns: z.object({ id: z.uuid() }),
    problems: ['ask-ended', 'invalid-input'],
  })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', askId) id: string,
    @Body({ schema: answerAsk }) input: AnswerAsk,
  ): Promise<{ id: string }> {
    return { id: await this.asks.answer(actor, id, input) };
  }

  @Post('asks/:id/turn')
  @Api({
    summary: 'Take an ask, pass it on, or say "not now"',
    access: ['employee'],
    scope: 'asks:write',
    status: 204,
    problems: ['ask-ended', 'ask-turn-over'],
  })
  turn(
    @CurrentActor() actor: Actor,
    @Param('id', askId) id: string,
    @Body({ schema: decideTurn }) input: DecideTurn,
  ): Promise<void> {
    return this.asks.turn(actor, id, input);
  }

  @Post('asks/:id/solution')
  @Api({
    summary: 'Say which answer was the solution',
    access: ['employee'],
    scope: 'asks:write',
    status: 204,
    problems: ['ask-ended'],
  })
  solve(
    @CurrentActor() actor: Actor,
    @Param('id', askId) id: string,
    @Body({ schema: chooseSolution }) { message }: z.output<typeof chooseSolution>,
  ): Promise<void> {
    return this.asks.solve(actor, id, message);
  }

  @Post('asks/:id/end')
  @Api({
    summary: 'End your ask, or hand it on to IT; gives the trail that the ticket begins with',
    access: ['employee'],
    scope: 'asks:write',
    status: 200,
    returns: z.object({ trail: z.uuid().nullable() }),
    problems: ['ask-ended'],
  })
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', askId) id: string,
    @Body({ schema: endInput }) input: EndInput,
  ): Promise<{ trail: string | null }> {
    return { trail: await this.asks.end(actor, id, input) };
  }

  @Post('asks/:id/next')
  @Api({
    summary: 'Ask somebody else',
    access: ['employee'],
    scope: 'asks:write',
    status: 204,
    problems: ['ask-ended'],
  })
  next(@CurrentActor() actor: Actor, @Param('id', askId) id: string): Promise<void> {
    return this.asks.askNext(actor, id);
  }

  @Get('helping')
  @Api({
    summary: 'With what, how often and for whom you like to help',
    access: ['employee'],
    scope: 'asks:read',
    returns: helping,
  })
  helping(@CurrentActor() actor: Actor): Promise<Helping> {
    return this.helpers.own(actor);
  }

  @Put('helping')
  @Api({
    summary: 'Change how you like to help; switching off takes effect at once',
    access: ['employee'],
    scope: 'asks:write',
    status: 204,
    problems: ['invalid-input'],
  })
  changeHelping(
    @CurrentActor() actor: Actor,
    @Body({ schema: changeHelping }) input: ChangeHelping,
  ): Promise<void> {
    return this.helpers.change(actor, input);
  }
}
