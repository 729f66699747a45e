import { Inject, Injectable, Optional } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { AudiencesService, type DraftGroup, toRule } from '#audiences';
import { CatalogueService } from '#catalogue';
import {
  type Actor,
  Clock,
  Db,
  decodeCursor,
  encodeCursor,
  type Language,
  may,
  notFound,
  type PageQuery,
  type Tx,
} from '#kernel';
import { type LicenceState, LicencesService } from '#licences';
import { belongsTo, countReach } from './audience.queries.js';
import type { MilestoneDraft } from './milestone-draft.js';
import { phaseOf, shareOf } from './milestone.js';
import { canRead, canSteer } from './roadmap.access.js';
import { MILESTONE_AWARENESS, type MilestoneAwareness } from './ports.js';
import * as presenter from './roadmap.presenter.js';
import {
  findMilestone,
  findVision,
  listMilestones,
  listSnapshots,
  listTold,
  type StoredMilestone,
  type StoredVision,
} from './roadmap.queries.js';
import {
  milestonePlace,
  type MilestoneView,
  type OwnMilestone,
  type OwnRoadmap,
  type SnapshotView,
  toldPlace,
} from './roadmap.schemas.js';
import { sharesToShow } from './small-groups.js';
import { homeToday } from './take-snapshots.js';

/** Decided milestones stay on the roadmap for a year. */
const PAST_DAYS = 365;
/** States in which a licence counts as held; a learner's permit is none yet. */
const HELD: readonly LicenceState[] = ['valid', 'renewal', 'grace'];
/** How many of the people told the page names; the rest is a page further. */
const TOLD_PER_PAGE = 50;

interface Page<Item> {
  readonly items: Item[];
  readonly next: string | null;
}

/** What may be read of the roadmap, by whom, ready to show. */
@Injectable()
export class RoadmapReads {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly audiences: AudiencesService,
    private readonly catalogue: CatalogueService,
    private readonly licences: LicencesService,
    @Optional() @Inject(MILESTONE_AWARENESS) private readonly awareness?: MilestoneAwareness,
  ) {}

  /** Everybody's page: now, next, later, and what it means for me. HR also sees the figures behind it. */
  async roadmap(actor: Actor): Promise<Record<string, unknown>> {
    const { vision, milestones, stored } = await this.ownView(actor);
    const steered = canSteer(actor) ? new Map(stored.map((milestone) => [milestone.id, milestone])) : null;
    const known = (await this.awareness?.(this.db.read)) ?? new Map();
    return presenter.roadmapPage(
      actor.language,
      vision,
      milestones,
      { steered, known },
      this.ownToday(actor),
    );
  }

  async own(actor: Actor): Promise<OwnRoadmap> {
    const { vision, milestones } = await this.ownView(actor);
    return { vision, milestones };
  }

  /** Milestones whose message has gone out in the last year, for whoever asks whether people know of them. */
  async announced(tx: Tx): Promise<{ id: string; title: StoredMilestone['title'] }[]> {
    const decidedSince = this.clock.today('UTC').subtract({ days: PAST_DAYS }).toString();
    const found = await listMilestones(tx, { decidedSince });
    return found.filter(({ announcedAt }) => announcedAt !== null).map(({ id, title }) => ({ id, title }));
  }

  private async ownView(actor: Actor): Promise<OwnRoadmap & { stored: StoredMilestone[] }> {
    may(canRead(actor));
    const personId = actor.personId as string;
    const tx = this.db.read;
    const today = this.ownToday(actor);
    const decidedSince = Temporal.PlainDate.from(today).subtract({ days: PAST_DAYS }).toString();
    const [vision, stored, standings] = await Promise.all([
      findVision(tx),
      listMilestones(tx, { decidedSince }),
      this.licences.of(tx, personId),
    ]);
    const inside = await belongsTo(
      tx,
      personId,
      today,
      stored.map(({ rule }) => rule),
    );
    const shown = sharesToShow(
      stored.map(({ id, category, latest }) => ({ id, category, audience: latest?.audience ?? 0 })),
    );
    const held = new Map(
      standings
        .filter(({ state }) => HELD.includes(state))
        .map(({ category, validUntil }) => [category, validUntil]),
    );
    const milestones = stored.map((milestone, index): OwnMilestone => {
      const { id, title, text, category, target, dueOn, state, audience, latest } = milestone;
      const mayShow = canSteer(actor) || shown.has(id);
      return {
        id,
        title,
        text,
        category,
        target,
        dueOn,
        state,
        phase: phaseOf(milestone, today),
        audience,
        isForMe: inside[index] ?? false,
        isHeld: held.has(category),
        validUntil: held.get(category) ?? null,
        share: latest && mayShow ? shareOf(latest) : null,
        isShareHidden: latest !== null && !mayShow,
        countedOn: latest?.takenOn ?? null,
      };
    });
    return { vision: vision ? presenter.presentVision(vision) : null, milestones, stored };
  }

  /** The vision that is written now, for HR who goes on from it. */
  async vision(actor: Actor): Promise<StoredVision | undefined> {
    may(canSteer(actor));
    return findVision(this.db.read);
  }

  /** All milestones, by due day. */
  async list(actor: Actor, query: PageQuery): Promise<Page<MilestoneView>> {
    may(canSteer(actor));
    const place = milestonePlace.safeParse(decodeCursor(query.after)).data;
    const after = place ? { dueOn: place[0], id: place[1] } : null;
    const found = await listMilestones(this.db.read, { after, limit: query.limit + 1 });
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items: items.map(presenter.presentMilestone),
      next: found.length > items.length && last ? encodeCursor([last.dueOn, last.id]) : null,
    };
  }

  async get(actor: Actor, id: string): Promise<StoredMilestone> {
    may(canSteer(actor));
    const milestone = await findMilestone(this.db.read, id);
    if (!milestone) throw notFound('milestone');
    return milestone;
  }

  async snapshots(actor: Actor, id: string): Promise<SnapshotView[]> {
    await this.get(actor, id);
    return (await listSnapshots(this.db.read, id)).map(presenter.presentSnapshot);
  }

  /** Who got the message, latest first. */
  async told(
    actor: Actor,
    id: string,
    query: PageQuery,
  ): Promise<Page<{ personId: string; name: string; toldAt: string }>> {
    await this.get(actor, id);
    const place = toldPlace.safeParse(decodeCursor(query.after)).data;
    const after = place ? { toldAt: place[0], sortName: place[1], personId: place[2] } : null;
    const found = await listTold(this.db.read, id, { after, limit: query.limit + 1 });
    const shown = found.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: shown.map((each) => ({
        personId: each.personId,
        name: each.name,
        toldAt: each.toldAt.toISOString(),
      })),
      next:
        found.length > shown.length && last
          ? encodeCursor([last.toldAt.toISOString(), last.sortName, last.personId])
          : null,
    };
  }

  /** HR's page of one milestone, with whom the message would reach now. */
  async show(actor: Actor, id: string, after: string | undefined): Promise<Record<string, unknown>> {
    const milestone = await this.get(actor, id);
    const tx = this.db.read;
    const [snapshots, reach, told, categories] = await Promise.all([
      listSnapshots(tx, id),
      countReach(tx, id, milestone.rule, homeToday(this.clock.now())),
      this.told(actor, id, { after, limit: TOLD_PER_PAGE }),
      this.categories(tx, actor.language),
    ]);
    const title = categories.find(({ value }) => value === milestone.category)?.label ?? milestone.category;
    return {
      ...presenter.milestonePage(actor.language, milestone, title, snapshots, reach, told.items),
      next: told.next,
      isContinued: after !== undefined,
    };
  }

  /** Everything the form needs: the rule builder, the choices, and who belongs as far as the draft is complete. */
  async form(
    actor: Actor,
    draft: MilestoneDraft,
    errors: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>> {
    may(canSteer(actor));
    const tx = this.db.read;
    const on = homeToday(this.clock.now());
    const categories = await this.categories(tx, actor.language);
    const builder = await this.audiences.builder(tx, actor.language, {
      draft: draft.rule,
      errors,
      categories,
      on,
    });
    return {
      draft,
      errors,
      categories,
      builder,
      preview: await this.preview(tx, actor.language, draft.rule, on),
      today: on,
    };
  }

  private async preview(tx: Tx, language: Language, draft: DraftGroup, on: string) {
    const rule = toRule(draft);
    return rule.ok ? this.audiences.preview(tx, rule.rule, on, language) : null;
  }

  private async categories(tx: Tx, language: Language): Promise<{ value: string; label: string }[]> {
    const listed = await this.catalogue.listCategories(tx);
    return listed.map(({ category, title }) => ({
      value: category,
      label: `${category} · ${title[language]}`,
    }));
  }

  private ownToday(actor: Actor): string {
    return this.clock.today(actor.zone).toString();
  }
}
