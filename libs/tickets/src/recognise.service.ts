import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { CatalogueService } from '#catalogue';
import { batches, ticketReviewOffered } from '#events';
import {
  type Actor,
  audit,
  Clock,
  Db,
  invalidInput,
  may,
  notFound,
  personOf,
  publish,
  type Tx,
} from '#kernel';
import { chooseSkill, type SkillChoice } from './choose-skill.js';
import { FIRST_RULES, LABELLED_TEXTS, NAMES_UNTIL_TAUGHT } from './labelled-texts.js';
import { type SkillClassifier, trainClassifier } from './skill-classifier.js';
import type { SkillRule } from './skill-words.js';
import {
  decideSkillOf,
  dismissOffer,
  insertOffers,
  insertRules,
  listForReview,
  listOffers,
  listReviewed,
  listRules,
  loadPatterns,
  removeRule,
  reviewedMark,
  type SkillOfPerson,
} from './skills.queries.js';
import { offersReview, PATTERN_DAYS } from './ticket.js';
import { canSupport } from './tickets.access.js';
import { nameTaken } from './tickets.problems.js';
import type { OfferView, ReviewTicket, RuleView, SaveRule } from './tickets.schemas.js';

/** What the classifier learns from at most; the newest say most about today. */
const MOST_EXAMPLES = 5000;
const MOST_IN_QUEUE = 100;
/** Seeds the rules of a new house. */
export const seedRules = (tx: Tx, at: string): Promise<number> => insertRules(tx, FIRST_RULES, at);

/** From the words of a ticket to a skill, with IT's rules and with what was learned; and the private offer that may follow. */
@Injectable()
export class RecogniseService {
  private learned: { readonly mark: string; readonly model: SkillClassifier | null } | null = null;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
  ) {}

  /** A way of recognising that stays the same for a whole file. */
  async recogniser(tx: Tx): Promise<(text: string) => SkillChoice> {
    const rules: SkillRule[] = await listRules(tx);
    const model = await this.model(tx);
    return (text) => chooseSkill(text, rules, model);
  }

  /** The names of all skills in both languages. */
  async skillNames(tx: Tx = this.db.read): Promise<ReadonlyMap<string, { nl: string; en: string }>> {
    return new Map([...Object.entries(NAMES_UNTIL_TAUGHT), ...(await this.taught(tx))]);
  }

  /**
   * Offers a review to whoever has had two tickets on a skill within 90 days; to them alone. Gives how many offers were
   * made.
   */
  async considerOffers(tx: Tx, pairs: readonly SkillOfPerson[], now: Temporal.Instant): Promise<number> {
    if (pairs.length === 0) return 0;
    const since = now.subtract({ hours: 24 * PATTERN_DAYS }).toString();
    const names = await this.taught(tx);
    // What no course teaches can not be practised.
    const due = (await loadPatterns(tx, pairs, since)).filter(
      (pattern) => names.has(pattern.skill) && offersReview(now.toString(), pattern),
    );
    const offers = await insertOffers(
      tx,
      due.map(({ personId, skill, openedAt }) => ({ personId, skill, tickets: openedAt.length })),
      now.toString(),
    );
    const items = offers.map((offer) => ({
      ...offer,
      name: names.get(offer.skill) ?? { nl: offer.skill, en: offer.skill },
    }));
    await publish(
      tx,
      batches(items).map((some) => ticketReviewOffered({ items: some })),
    );
    return offers.length;
  }

  /** The actor's own offers of the last 90 days. */
  offers(actor: Actor): Promise<OfferView[]> {
    const since = this.clock.now().subtract({ hours: 24 * PATTERN_DAYS });
    return listOffers(this.db.read, personOf(actor), since.toString());
  }

  async dismiss(actor: Actor, id: string): Promise<void> {
    const done = await dismissOffer(this.db.read, personOf(actor), id, this.clock.now().toString());
    if (!done) throw notFound('review');
  }

  async forReview(actor: Actor): Promise<{ items: ReviewTicket[]; waiting: number }> {
    may(canSupport(actor));
    return listForReview(this.db.read, MOST_IN_QUEUE);
  }

  /** A person says what a ticket is about; `skill` undefined: about none of them. The classifier learns from it. */
  async decide(actor: Actor, id: string, skill: string | undefined): Promise<void> {
    may(canSupport(actor));
    const now = this.clock.now();
    if (skill !== undefined) await this.known(skill);
    await this.db.transaction(async (tx) => {
      const ticket = await decideSkillOf(tx, id, skill ?? null);
      if (ticket === undefined) throw notFound('ticket');
      await audit(
        tx,
        actor,
        { action: 'ticket.recognised', subject: { type: 'ticket', id }, changes: { skill: skill ?? null } },
        now,
      );
      if (skill !== undefined && ticket.personId !== null)
        await this.considerOffers(tx, [{ personId: ticket.personId, skill }], now);
    });
  }

  async rules(actor: Actor): Promise<RuleView[]> {
    may(canSupport(actor));
    return listRules(this.db.read);
  }

  async addRule(actor: Actor, input: SaveRule): Promise<void> {
    may(canSupport(actor));
    await this.known(input.skill);
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      if ((await insertRules(tx, [input], now.toString())) === 0) throw nameTaken();
      const subject = { type: 'ticket-rule', id: input.phrase };
      await audit(tx, actor, { action: 'ticket-rule.added', subject, changes: { ...input } }, now);
    });
  }

  async dropRule(actor: Actor, id: string): Promise<void> {
    may(canSupport(actor));
    await this.db.transaction(async (tx) => {
      if (!(await removeRule(tx, id))) throw notFound('rule');
      await audit(
        tx,
        actor,
        { action: 'ticket-rule.removed', subject: { type: 'ticket-rule', id } },
        this.clock.now(),
      );
    });
  }

  private async taught(tx: Tx): Promise<Map<string, { nl: string; en: string }>> {
    return new Map((await this.catalogue.listSkills(tx)).map(({ id, name }) => [id, name]));
  }

  private async known(skill: string): Promise<void> {
    if (!(await this.skillNames()).has(skill))
      throw invalidInput([{ pointer: '/skill', message: 'tickets.skill_unknown' }]);
  }

  /** Learns again only when a person reviewed something since. */
  private async model(tx: Tx): Promise<SkillClassifier | null> {
    const mark = await reviewedMark(tx);
    if (this.learned?.mark !== mark) {
      const reviewed = await listReviewed(tx, MOST_EXAMPLES);
      this.learned = { mark, model: trainClassifier([...LABELLED_TEXTS, ...reviewed]) };
    }
    return this.learned.model;
  }
}
