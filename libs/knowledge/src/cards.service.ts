import { Injectable } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { type Actor, audit, Clock, Db, may, notFound, personOf, type Tx } from '#kernel';
import { canWriteCards } from './knowledge.access.js';
import { type CardBody, isDisputed, isStale, slugOf, stepsFor, textFor, weightOf } from './card.js';
import { indexCards } from './card-index.js';
import {
  type CardRow,
  type CardWrite,
  cardsBySlug,
  findCard,
  listCards,
  listVersions,
  lockCard,
  mostUsed,
  setReviewed,
  writeCards,
  writeOutcome,
  type VersionRow,
} from './cards.queries.js';
import type { CardView, SayOutcome } from './cards.schemas.js';
import type { SaveCard } from './save-card.schemas.js';
import { TrailsService } from './trails.service.js';

/** A solved ask or ticket, as it becomes a draft. */
export interface SolvedCase {
  readonly origin: 'ask' | 'ticket';
  readonly language: 'nl' | 'en';
  readonly skill: string;
  readonly title: string;
  /** What was the matter. */
  readonly summary: string;
  readonly steps: readonly string[];
  /** Who found the answer; the card says so. */
  readonly creditedId: string;
}

export interface ShelfCard extends CardRow {
  readonly isStale: boolean;
  readonly isDisputed: boolean;
}

/** A new card is looked at again after so many days. */
const REVIEW_DAYS = 180;

/** Answer cards: read, tried, judged, written. */
@Injectable()
export class CardsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly trails: TrailsService,
  ) {}

  /** A published card in the reader's language, with the steps for a device; `not-found` for drafts and retired ones. */
  async read(actor: Actor, slug: string, device: string | null): Promise<CardView> {
    const card = await findCard(this.db.read, { slug });
    const found = card && card.state === 'published' ? textFor(card.body, actor.language) : null;
    if (!card || !found) throw notFound('card');
    const { text, language } = found;
    const fill = (words: string): string => this.catalogue.fillWords(words, language);
    const said = card.solved + card.almost + card.refused;
    return {
      ...{ slug, skill: card.skill, minutes: card.minutes, language },
      ...{ title: fill(text.title), summary: fill(text.summary), steps: stepsFor(text, device).map(fill) },
      devices: text.variants.map((variant) => variant.device),
      device: text.variants.find((variant) => variant.device === device)?.device ?? null,
      ...{ otherwise: fill(text.otherwise), owner: card.owner, credited: card.credited },
      ...{ reviewedOn: card.reviewedOn, reviewBy: card.reviewBy },
      isStale: isStale(card, this.clock.today(actor.zone).toString()),
      helped: said < 5 ? null : Math.round(((card.solved + card.almost / 2) / said) * 100),
    };
  }

  /** What helped most since seven days, with titles in the reader's language. */
  async mostUsed(actor: Actor): Promise<{ slug: string; title: string; minutes: number }[]> {
    const since = this.clock.now().subtract({ hours: 7 * 24 });
    const found = await mostUsed(this.db.read, since.toString(), 4);
    return found.flatMap(({ slug, body, minutes }) => {
      const text = textFor(body, actor.language);
      return text ? [{ slug, minutes, title: this.catalogue.fillWords(text.text.title, text.language) }] : [];
    });
  }

  /**
   * Keeps whether a card helped. With "almost" and "no" the trail takes along the card, the device and the steps that
   * were done; gives the trail's id then, and null when it is solved.
   */
  async say(actor: Actor, slug: string, input: SayOutcome): Promise<string | null> {
    const personId = personOf(actor);
    const at = this.clock.now().toString();
    const day = this.clock.today(actor.zone).toString();
    return this.db.transaction(async (tx) => {
      const card = await findCard(tx, { slug });
      const found = card && card.state === 'published' ? textFor(card.body, actor.language) : null;
      if (!card || !found) throw notFound('card');
      await writeOutcome(tx, card, { personId, outcome: input.outcome, day, at });
      if (input.outcome === 'solved') return null;
      const known = input.trail ? await this.trails.read(tx, actor, input.trail) : null;
      const id = known?.id ?? (await this.trails.begin(tx, actor, ''));
      const fill = (words: string): string => this.catalogue.fillWords(words, found.language);
      const steps = stepsFor(found.text, input.device ?? null);
      await this.trails.tried(tx, actor, id, {
        device: input.device ?? null,
        ...{ cardSlug: slug, cardTitle: fill(found.text.title), skill: card.skill },
        stepsTried: [...new Set(input.steps)].flatMap((step) =>
          steps[step - 1] ? [fill(steps[step - 1] ?? '')] : [],
        ),
      });
      return id;
    });
  }

  /** Every card, for those who write them. */
  async shelf(actor: Actor): Promise<ShelfCard[]> {
    may(canWriteCards(actor));
    const today = this.clock.today(actor.zone).toString();
    return (await listCards(this.db.read)).map((card) => ({
      ...card,
      isStale: card.state === 'published' && isStale(card, today),
      isDisputed: card.state === 'published' && isDisputed(card),
    }));
  }

  async open(actor: Actor, id: string): Promise<{ card: CardRow; versions: VersionRow[] }> {
    may(canWriteCards(actor));
    const card = await findCard(this.db.read, { id });
    if (!card) throw notFound('card');
    return { card, versions: await listVersions(this.db.read, id) };
  }

  /** Writes a card in the product; from then on its file is not followed. Whoever writes a new one owns it. Gives its id. */
  async save(actor: Actor, id: string | null, input: SaveCard): Promise<string> {
    may(canWriteCards(actor));
    const { skill, minutes, reviewBy, state, nl, en } = input;
    const { skills } = await this.catalogue.current(this.db.read);
    if (!skills.has(skill)) throw notFound('skill');
    return this.db.transaction(async (tx) => {
      const before = id === null ? undefined : await lockCard(tx, id);
      if (id !== null && !before) throw notFound('card');
      const body = { nl, en };
      const write: CardWrite = {
        ...{ key: before?.key ?? null, fileHash: before?.fileHash ?? null, isEdited: true },
        slug: before?.slug ?? (await this.freeSlug(tx, (nl ?? en)?.title ?? '')),
        ...{ skill, minutes, state, body, reviewBy, reviewedOn: this.clock.today(actor.zone).toString() },
        ...{ ownerId: before?.ownerId ?? actor.personId, creditedId: before?.creditedId ?? null },
        origin: before?.origin ?? null,
      };
      return this.write(tx, actor, write, before ? 'card.changed' : 'card.made');
    });
  }

  /** Somebody tried every step today: the card is fresh again, and its outcomes are counted anew. */
  async review(actor: Actor, id: string): Promise<void> {
    may(canWriteCards(actor));
    const today = this.clock.today(actor.zone);
    await this.db.transaction(async (tx) => {
      const card = await lockCard(tx, id);
      if (!card) throw notFound('card');
      await setReviewed(tx, id, today.toString(), today.add({ days: REVIEW_DAYS }).toString());
      const subject = { type: 'card', id };
      await audit(tx, actor, { action: 'card.reviewed', subject, changes: {} }, this.clock.now());
      await this.index(tx, [card.slug]);
    });
  }

  /** A solved ask or ticket becomes a draft card, with credit to who found the answer. Gives its id. */
  async draftFrom(
    tx: Tx,
    actor: Actor,
    { origin, language, skill, creditedId, ...text }: SolvedCase,
  ): Promise<string> {
    const today = this.clock.today(actor.zone);
    const own = { ...text, words: [], variants: [], otherwise: '' };
    const body: CardBody = { nl: language === 'nl' ? own : null, en: language === 'en' ? own : null };
    const dates = { reviewedOn: today.toString(), reviewBy: today.add({ days: REVIEW_DAYS }).toString() };
    const write: CardWrite = {
      ...{
        key: null,
        fileHash: null,
        isEdited: true,
        slug: await this.freeSlug(tx, text.title),
        skill,
        minutes: 3,
      },
      ...{ state: 'draft', ownerId: null, creditedId, origin, body, ...dates },
    };
    return this.write(tx, actor, write, 'card.drafted');
  }

  private async write(tx: Tx, actor: Actor, card: CardWrite, action: string): Promise<string> {
    const now = this.clock.now();
    const [written] = await writeCards(tx, [card], { personId: actor.personId, at: now.toString() });
    if (!written) throw new Error('the card was not stored');
    const subject = { type: 'card', id: written.id };
    await audit(tx, actor, { action, subject, changes: { state: card.state, skill: card.skill } }, now);
    await this.index(tx, [written.slug]);
    return written.id;
  }

  /** Brings the search to what these cards say now. */
  async index(tx: Tx, slugs: readonly string[]): Promise<void> {
    const today = this.clock.today('Europe/Amsterdam').toString();
    const fill = (text: string, language: 'nl' | 'en') => this.catalogue.fillWords(text, language);
    await indexCards(tx, await cardsBySlug(tx, slugs), { fill, weightOf: (card) => weightOf(card, today) });
  }

  private async freeSlug(tx: Tx, title: string): Promise<string> {
    const slug = slugOf(title);
    const taken = new Set((await listCards(tx)).map((card) => card.slug));
    for (let n = 1; ; n++) {
      const free = n === 1 ? slug : `${slug}-${n}`;
      if (!taken.has(free)) return free;
    }
  }
}
