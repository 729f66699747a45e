import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CatalogueService } from '#catalogue';
import {
  type Actor,
  Config,
  CurrentActor,
  Db,
  fieldErrors,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { ChannelWishes } from '#knowledge';
import { t } from '#ui';
import { asksConfig } from './asks.config.js';
import { askLine, type SentForm, type SkillNames, threadPage } from './asks.presenter.js';
import { asksPaths } from './asks.paths.js';
import { answerAsk, chooseSolution, decideTurn, endInput, thankHelper } from './asks.schemas.js';
import { AsksService } from './asks.service.js';
import { HelpingService } from './helping.service.js';
import { ThanksService } from './thanks.service.js';

const askId = { schema: z.uuid() };

/** The thread, and the list of asks. */
@Controller('help')
export class AsksPages {
  constructor(
    private readonly asks: AsksService,
    private readonly helpers: HelpingService,
    private readonly thanks: ThanksService,
    private readonly wishes: ChannelWishes,
    private readonly catalogue: CatalogueService,
    private readonly db: Db,
    private readonly config: Config,
  ) {}

  @Get('asks')
  @Page({ access: ['employee'] })
  async list(@CurrentActor() actor: Actor): Promise<PageView> {
    const { own, helping, team } = await this.asks.lists(actor);
    const nameOf = await this.skillNames(actor);
    const lines = (asks: typeof own) => asks.map((ask) => askLine(actor, ask, nameOf));
    const { isOn } = await this.helpers.own(actor);
    const model = { own: lines(own), helping: lines(helping), team: lines(team), isHelping: isOn };
    return page('asks/asks', model, { title: t(actor.language, 'asks.list_title') });
  }

  @Get('asks/:id')
  @Page({ access: ['employee'] })
  show(@CurrentActor() actor: Actor, @Param('id', askId) id: string): Promise<PageView> {
    return this.threadPage(actor, id);
  }

  @Post('asks/:id/answers')
  @Page({ access: ['employee'] })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', askId) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(answerAsk, body);
    if (!form.ok) return this.threadPage(actor, id, form);
    try {
      await this.asks.answer(actor, id, form.value);
    } catch (error) {
      return this.threadPage(actor, id, { errors: fieldErrors(error), input: form.value });
    }
    return this.back(id, 'asks.answered');
  }

  @Post('asks/:id/turn')
  @Page({ access: ['employee'] })
  async turn(
    @CurrentActor() actor: Actor,
    @Param('id', askId) id: string,
    @Body({ schema: decideTurn }) input: z.output<typeof decideTurn>,
  ): Promise<Redirect> {
    await this.asks.turn(actor, id, input);
    if (input.choice === 'take') return this.back(id, 'asks.turn_taken');
    return redirect(asksPaths.list(), { flash: { tone: 'ok', key: 'asks.turn_passed' } });
  }

  @Post('asks/:id/solution')
  @Page({ access: ['employee'] })
  async solution(
    @CurrentActor() actor: Actor,
    @Param('id', askId) id: string,
    @Body({ schema: chooseSolution }) { message }: z.output<typeof chooseSolution>,
  ): Promise<Redirect> {
    await this.asks.solve(actor, id, message);
    return this.back(id, 'asks.solved');
  }

  /** Ends the ask; towards IT it goes on with the trail, on which everything typed already stands. */
  @Post('asks/:id/end')
  @Page({ access: ['employee'] })
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', askId) id: string,
    @Body({ schema: endInput }) input: z.output<typeof endInput>,
  ): Promise<Redirect> {
    const trail = await this.asks.end(actor, id, input);
    if (input.outcome === 'ticket') return redirect(asksPaths.ticket(trail === null ? {} : { trail }));
    return this.back(id, 'asks.closed');
  }

  @Post('asks/:id/next')
  @Page({ access: ['employee'] })
  async next(@CurrentActor() actor: Actor, @Param('id', askId) id: string): Promise<Redirect> {
    await this.asks.askNext(actor, id);
    return this.back(id, 'asks.next_asked');
  }

  @Post('asks/:id/thanks')
  @Page({ access: ['employee'] })
  async thank(
    @CurrentActor() actor: Actor,
    @Param('id', askId) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(thankHelper, body);
    if (!form.ok) return this.threadPage(actor, id, form);
    await this.thanks.thank(actor, id, form.value);
    return this.back(id, 'asks.thanked');
  }

  @Post('asks/:id/card')
  @Page({ access: ['employee'] })
  async card(@CurrentActor() actor: Actor, @Param('id', askId) id: string): Promise<Redirect> {
    await this.asks.makeCard(actor, id);
    return this.back(id, 'asks.card_made');
  }

  private back(id: string, key: string): Redirect {
    return redirect(asksPaths.show({ id }), { flash: { tone: 'ok', key } });
  }

  private async threadPage(actor: Actor, id: string, sent?: SentForm): Promise<PageView> {
    const shown = await this.asks.show(actor, id);
    const wish = (await this.wishes.of(this.db.read, [shown.ask.askerId])).get(shown.ask.askerId) ?? null;
    const { ASKS_KEEP_MONTHS: keepMonths } = this.config.get(asksConfig);
    const model = threadPage(actor, shown, await this.skillNames(actor), { wish, keepMonths, sent });
    return page('asks/thread', model, { title: shown.ask.wants, status: sent ? 422 : 200 });
  }

  private async skillNames({ language }: Actor): Promise<SkillNames> {
    const { skills } = await this.catalogue.current(this.db.read);
    return (id) => skills.get(id)?.name[language] ?? id;
  }
}
