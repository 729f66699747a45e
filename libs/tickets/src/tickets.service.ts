import { Injectable } from '@nestjs/common';
import { IncidentsService, putDocuments, suggestCard, type Trail, TrailsService } from '#knowledge';
import { type Actor, audit, Clock, Db, notFound, personOf, type Tx } from '#kernel';
import { enqueueDeliveries } from './handovers.queries.js';
import { RecogniseService } from './recognise.service.js';
import { languageOf } from './skill-words.js';
import { afterMove, type Move } from './ticket.js';
import { ticketElsewhere } from './tickets.problems.js';
import {
  findOwn,
  insertReply,
  insertTicket,
  listOwn,
  lockOwn,
  medianAnswer,
  setState,
} from './tickets.queries.js';
import type { OwnTicket, ReplyTicket, SendTicket } from './tickets.schemas.js';

const MOST = 100;
/** Answers of so many days say how long IT takes. */
const MEASURED_DAYS = 28;

/** A person and their own tickets: send, follow, answer, say that it is solved. */
@Injectable()
export class TicketsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly trails: TrailsService,
    private readonly recognise: RecogniseService,
    private readonly incidents: IncidentsService,
  ) {}

  /** What was typed and tried on the way here; null without a trail of one's own. */
  async trail(actor: Actor, trailId: string | undefined): Promise<Trail | null> {
    return trailId === undefined ? null : this.trails.read(this.db.read, actor, trailId);
  }

  /** What is known not to work now: following it is quicker than a ticket about it. */
  async knownIncidents(actor: Actor): Promise<{ id: string; title: string; followers: number }[]> {
    const open = (await this.incidents.list(actor)).filter(({ closedAt }) => closedAt === null);
    return open.map(({ id, title, followers }) => ({ id, title, followers }));
  }

  /** Sends a ticket to IT, and on to wherever tickets are handed over. Gives its id. */
  async send(actor: Actor, input: SendTicket): Promise<string> {
    const personId = personOf(actor);
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const trail = input.trail === undefined ? null : await this.trails.read(tx, actor, input.trail);
      const text = `${input.title}. ${input.words}`;
      const language = languageOf(text, actor.language);
      const choice = (await this.recognise.recogniser(tx))(text);
      const cardSlug = trail?.cardSlug ?? null;
      const id = await insertTicket(tx, {
        ...input,
        personId,
        language,
        cardSlug,
        cardTitle: trail?.cardTitle ?? null,
        suggestedCard: await suggestCard(tx, [input.title, text], { language, exceptSlug: cardSlug }),
        choice,
        at: now.toString(),
      });
      await enqueueDeliveries(tx, id, now.toString());
      const { title, words } = input;
      const document = {
        kind: 'ticket' as const,
        ref: id,
        language,
        personId,
        skill: choice.skill,
        title,
        summary: words,
      };
      await putDocuments(tx, [{ ...document, said: '', text: '', weight: 1 }]);
      const changes = { impact: input.impact, skill: choice.skill, needsReview: choice.needsReview };
      await audit(tx, actor, { action: 'ticket.sent', subject: { type: 'ticket', id }, changes }, now);
      if (choice.skill !== null && !choice.needsReview)
        await this.recognise.considerOffers(tx, [{ personId, skill: choice.skill }], now);
      return id;
    });
  }

  /** The actor's own tickets; with words, those that hold them. */
  own(actor: Actor, words?: string): Promise<OwnTicket[]> {
    return listOwn(this.db.read, personOf(actor), MOST, words);
  }

  async show(actor: Actor, id: string): Promise<OwnTicket> {
    const ticket = await findOwn(this.db.read, personOf(actor), id);
    if (!ticket) throw notFound('ticket');
    return ticket;
  }

  /** The asker writes back; what waited for that goes on. */
  async reply(actor: Actor, id: string, { words }: ReplyTicket): Promise<void> {
    await this.move(actor, id, 'reply', async (tx, at) => {
      await insertReply(tx, { ticketId: id, personId: personOf(actor), byIt: false, words, at });
    });
  }

  /** The asker's yes: only this closes a ticket. */
  async confirm(actor: Actor, id: string): Promise<void> {
    await this.move(actor, id, 'confirm');
  }

  /** It was not solved after all. */
  async reopen(actor: Actor, id: string): Promise<void> {
    await this.move(actor, id, 'reopen');
  }

  /** How long IT takes to answer: the median of the last four weeks; null when there was nothing to answer. */
  answerMinutes(tx: Tx): Promise<{ minutes: number; n: number } | null> {
    return medianAnswer(
      tx,
      this.clock
        .now()
        .subtract({ hours: 24 * MEASURED_DAYS })
        .toString(),
    );
  }

  private async move(
    actor: Actor,
    id: string,
    move: Move,
    also?: (tx: Tx, at: string) => Promise<void>,
  ): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const ticket = await lockOwn(tx, personOf(actor), id);
      if (!ticket) throw notFound('ticket');
      const state = afterMove(ticket.state, move);
      if (state === null) throw ticketElsewhere();
      await setState(tx, id, state, { at: now.toString() });
      await also?.(tx, now.toString());
      await audit(tx, actor, { action: `ticket.${DONE[move]}`, subject: { type: 'ticket', id } }, now);
    });
  }
}

const DONE: Readonly<Record<Move, string>> = {
  take: 'taken',
  'ask-back': 'asked-back',
  solve: 'solved',
  reply: 'replied',
  confirm: 'confirmed',
  reopen: 'reopened',
};
