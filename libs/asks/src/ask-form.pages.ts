import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  fieldErrors,
  fragment,
  type FragmentView,
  Page,
  page,
  type PageView,
  parseForm,
  Problem,
  type Redirect,
  redirect,
} from '#kernel';
import { type Answer, AnswerSuggestions, CardsService } from '#knowledge';
import { t } from '#ui';
import { answersModel, askForm, isRefused, type SentForm } from './asks.presenter.js';
import { asksPaths } from './asks.paths.js';
import { skillParam, solvedBy, startAsk, type TypedSoFar, typedSoFar } from './asks.schemas.js';
import { AsksService, secretsIn } from './asks.service.js';
import { HelpingService } from './helping.service.js';

const fromQuery = z.object({
  trail: z.uuid().optional().catch(undefined),
  skill: skillParam.optional().catch(undefined),
});

/** Asking a colleague: the four fields, and what may answer them before they are sent. */
@Controller('help/ask')
export class AskFormPages {
  constructor(
    private readonly asks: AsksService,
    private readonly helpers: HelpingService,
    private readonly suggestions: AnswerSuggestions,
    private readonly cards: CardsService,
  ) {}

  @Get()
  @Page({ access: ['employee'] })
  form(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<PageView> {
    const { trail, skill } = fromQuery.parse(query);
    return this.formPage(actor, trail, skill);
  }

  @Post()
  @Page({ access: ['employee'] })
  async create(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(startAsk, body);
    if (!form.ok) return this.formPage(actor, asText(form.input['trail']), undefined, form);
    try {
      const id = await this.asks.create(actor, form.value);
      return redirect(asksPaths.show({ id }), { flash: { tone: 'ok', key: 'asks.sent' } });
    } catch (error) {
      const { wants, sees, tried, urgency, audience, skill, trail } = form.value;
      const input = { wants, sees, tried, urgency, audience, skill, trail };
      // What was written must not be lost to the day's limit.
      if (error instanceof Problem && error.definition.type === 'asks-too-many')
        return this.formPage(actor, trail, skill, { errors: { wants: error.definition.title }, input });
      const found = secretsIn(form.value);
      return this.formPage(actor, trail, skill, { errors: fieldErrors(error), input }, { found });
    }
  }

  /** What may answer the question already: a piece of the page while it is typed, or the page for who has no JavaScript. */
  @Post('answers')
  @Page({ access: ['employee'] })
  async answers(
    @CurrentActor() actor: Actor,
    @Body({ schema: typedSoFar }) typed: TypedSoFar,
  ): Promise<FragmentView | PageView> {
    const answers = await this.suggestions.of(actor, `${typed.wants} ${typed.sees}`);
    if (typed.look === undefined) return fragment('asks/_answers', answersModel(answers));
    return this.formPage(actor, asText(typed['trail']), undefined, { errors: {}, input: typed }, { answers });
  }

  /** One of them was the answer: it counts for the card, and nobody is asked. */
  @Post('solved')
  @Page({ access: ['employee'] })
  async solved(
    @CurrentActor() actor: Actor,
    @Body({ schema: solvedBy }) { card }: z.output<typeof solvedBy>,
  ): Promise<Redirect> {
    await this.cards.say(actor, card, { outcome: 'solved', steps: [] });
    return redirect(asksPaths.help(), { flash: { tone: 'ok', key: 'asks.solved_by_card' } });
  }

  private async formPage(
    actor: Actor,
    trail: string | undefined,
    skill: string | undefined,
    sent?: SentForm,
    { found = [], answers = [] }: { found?: ReturnType<typeof secretsIn>; answers?: readonly Answer[] } = {},
  ): Promise<PageView> {
    const { language } = actor;
    const start = await this.asks.start(actor, trail, skill);
    const model = askForm(language, start, await this.helpers.skills(), sent && { ...sent, found, answers });
    const title = t(language, 'asks.form_title');
    return page('asks/ask', model, { title, status: isRefused(sent) ? 422 : 200 });
  }
}

const asText = (value: unknown): string | undefined => z.uuid().optional().catch(undefined).parse(value);
