import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { takeStep } from '#audiences';
import {
  type Actor,
  Clock,
  CurrentActor,
  Page,
  page,
  type PageView,
  parseForm,
  Problem,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import {
  complete,
  draftOf,
  type MilestoneDraft,
  NEW_MILESTONE,
  readMilestoneDraft,
} from './milestone-draft.js';
import { wrongDays } from './milestone.js';
import { roadmapPaths } from './roadmap.paths.js';
import { RoadmapReads } from './roadmap.reads.js';
import { announceNow, writeVision } from './roadmap.schemas.js';
import { RoadmapService } from './roadmap.service.js';
import { homeToday } from './take-snapshots.js';

const uuid = { schema: z.uuid() };
const afterQuery = { schema: z.object({ after: z.string().max(500).optional() }) };
type Fields = Record<string, unknown>;

@Controller()
export class RoadmapPages {
  constructor(
    private readonly roadmap: RoadmapService,
    private readonly reads: RoadmapReads,
    private readonly clock: Clock,
  ) {}

  @Get('roadmap')
  @Page({ access: ['employee'] })
  async list(@CurrentActor() actor: Actor): Promise<PageView> {
    return page('roadmap/roadmap', await this.reads.roadmap(actor), {
      title: t(actor.language, 'roadmap.title'),
    });
  }

  @Get('roadmap/vision')
  @Page({ access: ['hr'] })
  async vision(@CurrentActor() actor: Actor): Promise<PageView> {
    const vision = await this.reads.vision(actor);
    const input = { nl: vision?.text.nl, en: vision?.text.en, version: vision?.version ?? 0 };
    return page('roadmap/vision', { input }, { title: t(actor.language, 'roadmap.vision_edit') });
  }

  @Post('roadmap/vision')
  @Page({ access: ['hr'] })
  async writeVision(@CurrentActor() actor: Actor, @Body() sent: unknown): Promise<PageView | Redirect> {
    const body = fieldsOf(sent);
    const { nl, en, version } = body;
    const form = parseForm(writeVision, { text: { nl, en }, version: Number(version) });
    if (!form.ok) {
      const errors = Object.fromEntries(
        Object.entries(form.errors).map(([field, key]) => [field.replace('text.', ''), key]),
      );
      const title = t(actor.language, 'roadmap.vision_edit');
      return page('roadmap/vision', { input: body, errors }, { title, status: 422 });
    }
    await this.roadmap.writeVision(actor, form.value);
    return redirect(roadmapPaths.list(), { flash: { tone: 'ok', key: 'roadmap.done_vision' } });
  }

  @Get('roadmap/milestones/new')
  @Page({ access: ['hr'] })
  add(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.form(actor, null, NEW_MILESTONE, {});
  }

  @Post('roadmap/milestones/new')
  @Page({ access: ['hr'] })
  async create(@CurrentActor() actor: Actor, @Body() sent: unknown): Promise<PageView | Redirect> {
    const body = fieldsOf(sent);
    const draft = readMilestoneDraft(body);
    if (isStep(body)) return this.form(actor, null, stepped(draft, body), {});
    const completed = complete(draft);
    const errors = completed.ok ? wrongDays(completed.input, null, this.today()) : completed.errors;
    if (!completed.ok || Object.keys(errors).length > 0) return this.form(actor, null, draft, errors, 422);
    const id = await this.roadmap.add(actor, completed.input);
    return redirect(roadmapPaths.show({ id }), { flash: { tone: 'ok', key: 'roadmap.done_added' } });
  }

  @Get('roadmap/milestones/:id')
  @Page({ access: ['hr'] })
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Query(afterQuery) query: { after?: string },
  ): Promise<PageView> {
    const model = await this.reads.show(actor, id, query.after);
    return page('roadmap/milestone', model, { title: String(model['title']) });
  }

  @Get('roadmap/milestones/:id/edit')
  @Page({ access: ['hr'] })
  async edit(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView> {
    const milestone = await this.reads.get(actor, id);
    return this.form(actor, { id, version: milestone.version }, draftOf(milestone), {});
  }

  @Post('roadmap/milestones/:id/edit')
  @Page({ access: ['hr'] })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() sent: unknown,
  ): Promise<PageView | Redirect> {
    const body = fieldsOf(sent);
    const before = await this.reads.get(actor, id);
    const draft = readMilestoneDraft(body);
    const place = { id, version: Number(body['version']) };
    if (isStep(body)) return this.form(actor, place, stepped(draft, body), {});
    const completed = complete(draft);
    const errors = completed.ok ? wrongDays(completed.input, before, this.today()) : completed.errors;
    if (!completed.ok || Object.keys(errors).length > 0) return this.form(actor, place, draft, errors, 422);
    await this.roadmap.change(actor, id, { ...completed.input, version: place.version });
    return redirect(roadmapPaths.show({ id }), { flash: { tone: 'ok', key: 'roadmap.done_changed' } });
  }

  @Post('roadmap/milestones/:id/removal')
  @Page({ access: ['hr'] })
  async remove(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.roadmap.remove(actor, id);
    return redirect(roadmapPaths.list(), { flash: { tone: 'ok', key: 'roadmap.done_removed' } });
  }

  @Post('roadmap/milestones/:id/announcement')
  @Page({ access: ['hr'] })
  async announce(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<Redirect> {
    const form = parseForm(announceNow, body);
    const shown = form.ok ? form.value.messages : 0;
    try {
      const messages = await this.roadmap.announce(actor, id, shown);
      return redirect(roadmapPaths.show({ id }), {
        flash: { tone: 'ok', key: 'roadmap.done_announced', args: { messages } },
      });
    } catch (error) {
      // More people than HR agreed to: back to the page, which shows the number as it is now.
      if (!(error instanceof Problem) || error.definition.type !== 'milestone-reach-changed') throw error;
      return redirect(roadmapPaths.show({ id }), { flash: { tone: 'warn', key: 'roadmap.reach_grew' } });
    }
  }

  private async form(
    actor: Actor,
    place: { readonly id: string; readonly version: number } | null,
    draft: MilestoneDraft,
    errors: Readonly<Record<string, string>>,
    status = 200,
  ): Promise<PageView> {
    const model = await this.reads.form(actor, draft, errors);
    const title = t(actor.language, place ? 'roadmap.edit_title' : 'roadmap.add_title');
    const action = place ? roadmapPaths.edit({ id: place.id }) : roadmapPaths.add();
    const back = place ? roadmapPaths.show({ id: place.id }) : roadmapPaths.list();
    return page(
      'roadmap/milestone-form',
      { ...model, title, action, back, version: place?.version },
      { title, status },
    );
  }

  private today(): string {
    return homeToday(this.clock.now());
  }
}

/** An empty form arrives as no body at all. */
const fieldsOf = (body: unknown): Fields =>
  typeof body === 'object' && body !== null ? (body as Fields) : {};

/** A button of the rule builder, or "show who belongs": the form comes back as it is, nothing is saved. */
const isStep = (body: Fields): boolean => typeof body['do'] === 'string' && body['do'] !== 'save';

const stepped = (draft: MilestoneDraft, body: Fields): MilestoneDraft => ({
  ...draft,
  rule: takeStep(draft.rule, String(body['do']), body),
});
