import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CatalogueService } from '#catalogue';
import {
  type Actor,
  CurrentActor,
  Db,
  fragment,
  type FragmentView,
  hasGrant,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { CardsService } from './cards.service.js';
import { cardFields, editorPage, previewOf, shelfPage } from './it.presenter.js';
import { knowledgePaths } from './knowledge.paths.js';
import { saveCardForm } from './save-card.schemas.js';
import { SearchService } from './search.service.js';
import { setSynonymsForm } from './services.schemas.js';

const writers = { access: ['it', 'author'] } as const;
const idParam = { schema: z.uuid() };
type Sent = Readonly<Record<string, unknown>>;

/** The shelf of cards: what wants a look, what nobody finds, and the editor. */
@Controller('it/knowledge')
export class ItPages {
  constructor(
    private readonly cards: CardsService,
    private readonly search: SearchService,
    private readonly catalogue: CatalogueService,
    private readonly db: Db,
  ) {}

  @Get()
  @Page(writers)
  async shelf(@CurrentActor() actor: Actor): Promise<PageView> {
    const [cards, gaps] = await Promise.all([this.cards.shelf(actor), this.search.gaps(actor)]);
    const model = { ...shelfPage(actor.language, cards, gaps), isIt: hasGrant(actor, 'it') };
    return page('knowledge/shelf', model, { title: t(actor.language, 'knowledge.shelf_title') });
  }

  @Post('gaps/close')
  @Page(writers)
  async closeGap(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Redirect> {
    const form = parseForm(z.object({ text: z.string().max(300) }), body);
    if (form.ok) await this.search.closeGap(actor, form.value.text);
    return redirect(knowledgePaths.shelf(), { flash: { tone: 'ok', key: 'knowledge.gap_closed' } });
  }

  @Get('synonyms')
  @Page({ access: ['it'] })
  async synonyms(@CurrentActor() actor: Actor): Promise<PageView> {
    const groups = (await this.search.synonyms(actor)).map((group) => group.join(', ')).join('\n');
    const model = { action: knowledgePaths.synonyms(), groups };
    return page('knowledge/synonyms', model, { title: t(actor.language, 'knowledge.synonyms_title') });
  }

  @Post('synonyms')
  @Page({ access: ['it'] })
  async setSynonyms(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Redirect> {
    const form = parseForm(setSynonymsForm, body);
    if (!form.ok) return redirect(knowledgePaths.synonyms());
    const n = await this.search.setSynonyms(actor, form.value.groups);
    return redirect(knowledgePaths.synonyms(), {
      flash: { tone: 'ok', key: 'knowledge.synonyms_kept', args: { n } },
    });
  }

  @Get('cards/new')
  @Page(writers)
  async newCard(
    @CurrentActor() actor: Actor,
    @Query('title', { schema: z.string().max(70).default('').catch('') }) title: string,
  ): Promise<PageView> {
    const fields = { ...cardFields(null), [`${actor.language}Title`]: title };
    return this.editor(actor, knowledgePaths.newCard(), fields);
  }

  @Post('cards/new')
  @Page(writers)
  create(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    return this.keep(actor, null, body);
  }

  @Get('cards/:id')
  @Page(writers)
  async edit(@CurrentActor() actor: Actor, @Param('id', idParam) id: string): Promise<PageView> {
    const found = await this.cards.open(actor, id);
    return this.editor(actor, knowledgePaths.editCard({ id }), cardFields(found.card), { found });
  }

  @Post('cards/:id')
  @Page(writers)
  change(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    return this.keep(actor, id, body);
  }

  @Post('cards/:id/review')
  @Page(writers)
  async review(@CurrentActor() actor: Actor, @Param('id', idParam) id: string): Promise<Redirect> {
    await this.cards.review(actor, id);
    return redirect(knowledgePaths.shelf(), { flash: { tone: 'ok', key: 'knowledge.reviewed_now' } });
  }

  /** The piece beside the editor while somebody types. */
  @Post('preview')
  @Page(writers)
  preview(@CurrentActor() actor: Actor, @Body() body: unknown): FragmentView {
    return fragment('knowledge/_preview', { preview: this.previewFrom(actor, (body ?? {}) as Sent) });
  }

  private async keep(actor: Actor, id: string | null, body: unknown): Promise<PageView | Redirect> {
    const sent = (body ?? {}) as Sent;
    const action = id === null ? knowledgePaths.newCard() : knowledgePaths.editCard({ id });
    const found = id === null ? undefined : await this.cards.open(actor, id);
    // Without JavaScript the preview is a button of the same form.
    if (sent['do'] === 'preview') return this.editor(actor, action, sent, { found });
    const form = parseForm(saveCardForm, sent);
    if (!form.ok) return this.editor(actor, action, sent, { found, errors: form.errors });
    const kept = await this.cards.save(actor, id, form.value);
    return redirect(knowledgePaths.editCard({ id: kept }), {
      flash: { tone: 'ok', key: 'knowledge.card_kept' },
    });
  }

  private async editor(
    actor: Actor,
    action: string,
    fields: Sent,
    more: {
      found?: Awaited<ReturnType<CardsService['open']>> | undefined;
      errors?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<PageView> {
    const skills = await this.catalogue.listSkills(this.db.read);
    const preview = this.previewFrom(actor, fields);
    const model = editorPage(actor.language, { action, fields, skills, preview, ...more });
    return page('knowledge/editor', model, {
      title: t(actor.language, 'knowledge.editor_title'),
      status: more.errors ? 422 : 200,
    });
  }

  private previewFrom(actor: Actor, fields: Sent) {
    return previewOf(fields, (text, language) => this.catalogue.fillWords(text, language));
  }
}
