import { Injectable } from '@nestjs/common';
import { type Actor, Clock, notFound, personOf, type Tx } from '#kernel';
import type { Trail, TrailAsk } from './trail.js';
import { beginTrail, readTrail, writeAsk, writeTried, type Walker } from './trails.queries.js';

/** Carries what somebody typed and tried from a card to a colleague and on to IT. */
@Injectable()
export class TrailsService {
  constructor(private readonly clock: Clock) {}

  /** The actor's own trail; null when it is not there, gone after thirty days, or somebody else's. */
  async read(tx: Tx, actor: Actor, trailId: string): Promise<Trail | null> {
    return (await readTrail(tx, personOf(actor), trailId)) ?? null;
  }

  /** A trail that begins with these words; the same words within half an hour go on with the trail of then. Gives its id. */
  begin(tx: Tx, actor: Actor, words: string): Promise<string> {
    return beginTrail(tx, this.walker(actor), { words: words.trim(), language: actor.language });
  }

  /** Adds the card that didn't help and the steps that were done; `not-found` unless the trail is the actor's own. */
  async tried(
    tx: Tx,
    actor: Actor,
    trailId: string,
    what: Pick<Trail, 'device' | 'cardSlug' | 'cardTitle' | 'skill' | 'stepsTried'>,
  ): Promise<void> {
    if (!(await writeTried(tx, trailId, this.walker(actor), what))) throw notFound('trail');
  }

  /** Adds what was asked of a colleague, for the ticket that may follow; `not-found` unless the trail is the actor's own. */
  async note(tx: Tx, actor: Actor, trailId: string, { ask }: { readonly ask: TrailAsk }): Promise<void> {
    if (!(await writeAsk(tx, trailId, this.walker(actor), ask))) throw notFound('trail');
  }

  private walker(actor: Actor): Walker {
    return { personId: personOf(actor), at: this.clock.now().toString() };
  }
}
