import { Injectable } from '@nestjs/common';
import { ticketAnswered } from '#events';
import { type Actor, audit, Clock, Db, may, notFound, publish } from '#kernel';
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
