import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { Clock, Db, isSigned, type Tx } from '#kernel';
import {
  type CleanTicket,
  findRequesters,
  findSource,
  knownAmong,
  noteHeard,
  noteSeen,
  saveIncoming,
} from './intake.queries.js';
import { pseudonymise, wordsOf } from './pseudonymise.js';
import { RecogniseService } from './recognise.service.js';
import { languageOf } from './skill-words.js';
import type { HookAnswer } from './sources.schemas.js';
import { type IncomingTicket, readBody } from './ticket-bodies.js';
import { hookNotSigned, hookUnreadable } from './tickets.problems.js';

/** A message as it came in: the bytes that were signed, and the headers of Standard Webhooks. */
export interface HookMessage {
  readonly raw: Buffer;
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  readonly signature: string;
}

/** Rows of one statement. */
const AT_ONCE = 2000;

/** Tickets of other systems: signed messages, and rows of files. Nothing that tells who it was is ever stored. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly recognise: RecogniseService,
  ) {}

  /**
   * Takes a message in. The same message again changes nothing; an older one than what is known neither. Refused:
   * `ticket-hook-not-signed` for an unknown source, a wrong signature or a moment more than five minutes off (one answer
   * for all three), `ticket-hook-unreadable` for a body without what is needed.
   */
  async hear(sourceId: string, message: HookMessage): Promise<HookAnswer> {
    const now = this.clock.now();
    const source = await findSource(this.db.read, sourceId);
    const seconds = Number(message.timestamp);
    if (
      !source ||
      source.kind === 'csv' ||
      source.secret === null ||
      source.paused ||
      !Number.isInteger(seconds)
    )
      throw hookNotSigned();
    const signed = { id: message.id, seconds, body: message.raw.toString('utf8'), header: message.signature };
    const { secret, kind } = source;
    if (!isSigned(secret, signed, Math.floor(now.epochMilliseconds / 1000))) throw hookNotSigned();
    const read = readBody(kind, parse(signed.body));
    if (!read.ok) {
      await noteHeard(this.db.read, sourceId, now.toString(), read.fields.join(', ').slice(0, 200));
      throw hookUnreadable({ fields: read.fields.join(', ') });
    }
    return this.db.transaction(async (tx) => {
      if (!(await noteSeen(tx, sourceId, message.id, now.toString()))) return { outcome: 'repeated' };
      await noteHeard(tx, sourceId, now.toString());
      const { added, updated } = await this.store(tx, sourceId, await this.clean(tx, [read.ticket]), now);
      return { outcome: added > 0 ? 'added' : updated > 0 ? 'updated' : 'stale' };
    });
  }

  /** Tickets as they may be stored: names, numbers and addresses hidden, the requester found, the skill recognised. */
  async clean(tx: Tx, incoming: readonly IncomingTicket[]): Promise<CleanTicket[]> {
    const words = new Set(incoming.flatMap(({ title, words }) => wordsOf(`${title} ${words}`)));
    const known = await knownAmong(tx, [...words]);
    const requesters = await findRequesters(tx, incoming);
    const choose = await this.recognise.recogniser(tx);
    return incoming.map((ticket) => {
      const title = pseudonymise(ticket.title, known).slice(0, 200);
      const text = pseudonymise(ticket.words, known).slice(0, 8000);
      return {
        externalId: ticket.externalId,
        personId: requesters.get(ticket.externalId) ?? null,
        title,
        words: text,
        language: languageOf(`${title} ${text}`),
        state: ticket.state === 'solved' ? 'closed' : 'open',
        openedAt: ticket.openedAt,
        changedAt: ticket.changedAt,
        choice: choose(`${title}. ${text}`),
      };
    });
  }

  /** Stores cleaned tickets, all or nothing with the transaction; and offers a review where two are on one skill. */
  async store(
    tx: Tx,
    sourceId: string,
    tickets: readonly CleanTicket[],
    now: Temporal.Instant,
  ): Promise<{ added: number; updated: number }> {
    const stored = [];
    for (let start = 0; start < tickets.length; start += AT_ONCE)
      stored.push(...(await saveIncoming(tx, sourceId, tickets.slice(start, start + AT_ONCE))));
    const pairs = stored.flatMap(({ personId, skill, needsReview, isNew }) =>
      isNew && personId !== null && skill !== null && !needsReview ? [{ personId, skill }] : [],
    );
    await this.recognise.considerOffers(tx, pairs, now);
    const added = stored.filter(({ isNew }) => isNew).length;
    return { added, updated: stored.length - added };
  }
}

/** What was signed but is no JSON is unreadable like any other body without the fields that are needed. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
