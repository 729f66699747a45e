import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CatalogueService } from '#catalogue';
import {
  type Actor,
  CurrentActor,
  Db,
  Page,
  page,
  type PageView,
  parseForm,
  personOf,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { DEVICES } from './card.js';
import { CardsService } from './cards.service.js';
import { sayOutcome, slugParam } from './cards.schemas.js';
import { ChannelWishes, FrontDoor, FrontDoorService } from './front-door.service.js';
import { cardPage, helpPage, searchPage } from './help.presenter.js';
import { IncidentsService } from './incidents.service.js';
import { knowledgePaths } from './knowledge.paths.js';
import { SearchService } from './search.service.js';
import { chooseWish } from './services.schemas.js';
import { TrailsService } from './trails.service.js';

const employee = { access: ['employee'] } as const;
const question = z.string().trim().max(300).default('').catch('');
const deviceParam = z.enum(DEVICES).optional().catch(undefined);
const trailParam = z.uuid().optional().catch(undefined);

/** The front door: search first, then a colleague, then IT. */
@Controller('help')
export class HelpPages {
  constructor(
    private readonly cards: CardsService,
    private readonly search: SearchService,
    private readonly door: FrontDoorService,
    private readonly wishes: ChannelWishes,
    private readonly incidents: IncidentsService,
    private readonly trails: TrailsService,
    private readonly catalogue: CatalogueService,
    private readonly db: Db,
  ) {}

  @Get()
  @Page(employee)
  async home(@CurrentActor() actor: Actor): Promise<PageView> {
    const personId = personOf(actor);
    const [mostUsed, ladder, wishes, incidents, settings] = await Promise.all([
      this.cards.mostUsed(actor),
      this.door.ladder(),
      this.wishes.of(this.db.read, [personId]),
      this.incidents.list(actor),
      this.door.settings(),
    ]);
    const wish = wishes.get(personId) ?? null;
    const model = helpPage(actor.language, { mostUsed, ladder, wish, incidents, phone: settings.phone });
    return page('knowledge/help', model, { title: t(actor.language, 'knowledge.help_title') });
  }

  @Get('search')
  @Page(employee)
  async results(
    @CurrentActor() actor: Actor,
    @Query('q', { schema: question }) words: string,
  ): Promise<PageView | Redirect> {
    if (words === '') return redirect(knowledgePaths.help());
    const [found, ladder] = await Promise.all([this.search.findOnTrail(actor, words), this.door.ladder()]);
    return page('knowledge/search', searchPage(actor.language, { words, found, ladder }), {
      title: t(actor.language, 'knowledge.search_title'),
    });
  }

  @Get('cards/:slug')
  @Page(employee)
  async card(
    @CurrentActor() actor: Actor,
    @Param('slug', { schema: slugParam }) slug: string,
    @Query('device', { schema: deviceParam }) device: string | undefined,
    @Query('trail', { schema: trailParam }) trail: string | undefined,
  ): Promise<PageView> {
    const card = await this.cards.read(actor, slug, device ?? null);
    const { skills, lessons } = await this.catalogue.current(this.db.read);
    const lesson = [...lessons.values()].find((one) => one.skill === card.skill && one.status !== 'retired');
    const known = trail ? await this.trails.read(this.db.read, actor, trail) : null;
    const model = cardPage(actor.language, card, {
      trail: known?.id ?? null,
      skill: skills.get(card.skill)?.name[actor.language] ?? null,
      lesson: lesson
        ? { id: lesson.id, title: lesson.text[actor.language].title, minutes: lesson.minutes }
        : null,
      ladder: await this.door.ladder(),
    });
    return page('knowledge/card', model, { title: card.title });
  }

  @Post('cards/:slug/outcome')
  @Page(employee)
  async outcome(
    @CurrentActor() actor: Actor,
    @Param('slug', { schema: slugParam }) slug: string,
    @Body() body: unknown,
  ): Promise<Redirect> {
    const form = parseForm(sayOutcome, body);
    if (!form.ok) return redirect(knowledgePaths.card({ slug }));
    const trail = await this.cards.say(actor, slug, form.value);
    if (trail !== null && form.value.outcome === 'no') return redirect(FrontDoor.ask(trail));
    const key = trail === null ? 'knowledge.said_solved' : 'knowledge.said_almost';
    const { device } = form.value;
    return redirect(knowledgePaths.card({ slug, trail, ...(device ? { device } : {}) }), {
      flash: { tone: 'ok', key },
    });
  }

  @Post('wish')
  @Page(employee)
  async wish(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Redirect> {
    const form = parseForm(chooseWish, body);
    if (!form.ok) return redirect(knowledgePaths.help());
    await this.wishes.choose(actor, form.value.wish);
    return redirect(knowledgePaths.help(), { flash: { tone: 'ok', key: 'knowledge.wish_kept' } });
  }
}
