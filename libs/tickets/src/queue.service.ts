import { Injectable } from '@nestjs/common';
import { CardsService } from '#knowledge';
import { ticketAnswered } from '#events';
import { type Actor, audit, Clock, Db, may, notFound, personOf, publish } from '#kernel';
import { knownAmong } from './intake.queries.js';
import { pseudonymise, wordsOf } from './pseudonymise.js';
import { afterMove } from './ticket.js';
import { canSupport } from './tickets.access.js';
import { ticketElsewhere } from './tickets.problems.js';
import { findQueued, insertReply, listQueue, setState } from './tickets.queries.js';
import type { AnswerTicket, QueuedTicket, QueueQuery } from './tickets.schemas.js';

const MOST = 100;

/** What reaches IT after everything else was tried. */
@Injectable()
export class QueueService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly cards: CardsService,
  ) {}

  async list(actor: Actor, { q, state }: QueueQuery): Promise<QueuedTicket[]> {
    may(canSupport(actor));
    return listQueue(this.db.read, { which: state, personId: actor.personId, words: q, limit: MOST });
  }

  async show(actor: Actor, id: string): Promise<QueuedTicket> {
    may(canSupport(actor));
    const ticket = await findQueued(this.db.read, id);
    if (!ticket) throw notFound('ticket');
    return ticket;
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
      const answers = ticket.replies.filter(({ byIt }) => byIt).map(({ words }) => words);
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

  /** Writes to the asker: a question back, or what solved it. The asker hears of it; only their yes closes it. */
  async answer(actor: Actor, id: string, { words, kind }: AnswerTicket): Promise<void> {
    may(canSupport(actor));
    const now = this.clock.now();
    const at = now.toString();
    await this.db.transaction(async (tx) => {
      const ticket = await findQueued(tx, id, true);
      if (!ticket) throw notFound('ticket');
      const state = afterMove(ticket.state, kind === 'waiting' ? 'ask-back' : 'solve');
      if (state === null) throw ticketElsewhere();
      const replyId = await insertReply(tx, {
        ticketId: id,
        personId: actor.personId,
        byIt: true,
        words,
        at,
      });
      await setState(tx, id, state, { at, takenBy: actor.personId });
      if (ticket.asker !== null)
        await publish(tx, ticketAnswered({ replyId, ticketId: id, personId: ticket.asker.id, what: kind }));
      await audit(
        tx,
        actor,
        { action: 'ticket.answered', subject: { type: 'ticket', id }, changes: { kind } },
        now,
      );
    });
  }
}
