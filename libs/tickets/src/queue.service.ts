import { Injectable } from '@nestjs/common';
import { BriefCards, CardsService } from '#knowledge';
import { ticketAnswered } from '#events';
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
import { knownAmong } from './intake.queries.js';
import { pseudonymise, wordsOf } from './pseudonymise.js';
import { afterMove } from './ticket.js';
import { canSupport } from './tickets.access.js';
import { ticketElsewhere } from './tickets.problems.js';
import {
  findQueued,
  insertReply,
  listQueue,
  type QueuedRow,
  setState,
  timesSent,
} from './tickets.queries.js';
import type { AnswerTicket, QueuedTicket, QueueQuery } from './tickets.schemas.js';

const MOST = 100;

/** What reaches IT after everything else was tried. */
@Injectable()
export class QueueService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly cards: CardsService,
    private readonly brief: BriefCards,
  ) {}

  async list(actor: Actor, { q, state }: QueueQuery): Promise<QueuedTicket[]> {
    may(canSupport(actor));
    const { read } = this.db;
    const found = await listQueue(read, { which: state, personId: actor.personId, words: q, limit: MOST });
    return this.withCards(read, found);
  }

  async show(actor: Actor, id: string): Promise<QueuedTicket> {
    may(canSupport(actor));
    const { read } = this.db;
    const found = await findQueued(read, id);
    const [ticket] = await this.withCards(read, found ? [found] : []);
    if (!ticket) throw notFound('ticket');
    return ticket;
  }

  /** Beside each ticket the card that was found when it came in, as long as that is published: two statements for all of them. */
  private async withCards(tx: Tx, tickets: readonly QueuedRow[]): Promise<QueuedTicket[]> {
    const slugs = [...new Set(tickets.flatMap(({ suggestedCard }) => suggestedCard ?? []))];
    const [cards, sent] = await Promise.all([this.brief.of(tx, slugs), timesSent(tx, slugs)]);
    return tickets.map(({ suggestedCard: slug, ...ticket }) => {
      const card = slug === null ? undefined : cards.get(slug)?.[ticket.language];
      return {
        ...ticket,
        suggestedCard: card && slug !== null ? { ...card, timesSent: sent.get(slug) ?? 0 } : null,
      };
    });
  }

  /** Somebody of IT works on it from now on. */
  async take(actor: Actor, id: string): Promise<void> {
    may(canSupport(actor));
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const ticket = await findQueued(tx, id, true);
      if (!ticket) throw notFound('ticket');
      const state = afterMove(ticket.state, 'take');
      if (state === null) throw ticketElsewhere();
      await setState(tx, id, state, { at: now.toString(), takenBy: actor.personId });
      await audit(tx, actor, { action: 'ticket.taken', subject: { type: 'ticket', id } }, now);
    });
  }

  /** The answer becomes a draft card, with credit to who gives it; names and numbers go out first. Gives the card's id. */
  async makeCard(actor: Actor, id: string): Promise<string> {
    may(canSupport(actor));
    const creditedId = personOf(actor);
    return this.db.transaction(async (tx) => {
      const ticket = await findQueued(tx, id);
      if (!ticket) throw notFound('ticket');
      const { skill, language } = ticket;
      const answers = ticket.replies
        .filter(({ byIt, words }) => byIt && words !== '')
        .map(({ words }) => words);
      if (skill === null || answers.length === 0) throw ticketElsewhere();
      const texts = [ticket.title, ticket.words, ...answers];
      const known = await knownAmong(tx, wordsOf(texts.join(' ')));
      const [title = '', summary = '', ...steps] = texts.map((text) => pseudonymise(text, known));
      const lines = steps.flatMap((step) => step.split('\n')).filter((line) => line.trim() !== '');
      return this.cards.draftFrom(tx, actor, {
        origin: 'ticket',
        language,
        skill,
        title,
        summary,
        steps: lines,
        creditedId,
      });
    });
  }

  /** Writes to the asker: a question back, or what solved it, with a card along if that helps. The asker hears of it; only their yes closes it. */
  async answer(actor: Actor, id: string, { words, kind, card: slug }: AnswerTicket): Promise<void> {
    may(canSupport(actor));
    const now = this.clock.now();
    const at = now.toString();
    await this.db.transaction(async (tx) => {
      const ticket = await findQueued(tx, id, true);
      if (!ticket) throw notFound('ticket');
      const state = afterMove(ticket.state, kind === 'waiting' ? 'ask-back' : 'solve');
      if (state === null) throw ticketElsewhere();
      const card = slug === undefined ? undefined : await this.cardFor(tx, slug, ticket.language);
      const replyId = await insertReply(tx, {
        ticketId: id,
        personId: actor.personId,
        byIt: true,
        words,
        card,
        at,
      });
      await setState(tx, id, state, { at, takenBy: actor.personId });
      if (ticket.asker !== null)
        await publish(tx, ticketAnswered({ replyId, ticketId: id, personId: ticket.asker.id, what: kind }));
      await audit(
        tx,
        actor,
        { action: 'ticket.answered', subject: { type: 'ticket', id }, changes: { kind, card: slug ?? null } },
        now,
      );
    });
  }

  private async cardFor(tx: Tx, slug: string, language: 'nl' | 'en') {
    const card = (await this.brief.of(tx, [slug])).get(slug)?.[language];
    if (!card) throw invalidInput([{ pointer: '/card', message: 'tickets.card_unknown' }]);
    return card;
  }
}
