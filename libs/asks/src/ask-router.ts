import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { CatalogueService } from '#catalogue';
import { askRouted, askTurnEnded, askUnanswered } from '#events';
import { type Actor, Clock, Config, Db, one, publish, rows, type RunSummary, type Tx } from '#kernel';
import { type NudgeRules, rulesOf } from '#nudges';
import { PeopleService } from '#people';
import { asksConfig } from './asks.config.js';
import { endTurns } from './asks.queries.js';
import type { Urgency } from './ask.entity.js';
import { loadAskFacts, loadCandidates } from './candidates.queries.js';
import { type Candidate, routeAsk, tryAgainAt, type Why } from './route-ask.js';
import { afterWorking } from './working-time.js';

/** Asks looked at in one transaction. */
const CHUNK = 100;

/** What routing reads of an ask's row. */
interface Routable {
  readonly id: string;
  readonly personId: string;
  readonly skill: string | null;
  readonly language: 'nl' | 'en';
  readonly urgency: Urgency;
}

/** A colleague who could be asked, for showing before anything is sent. */
export interface Suggestion {
  readonly personId: string;
  readonly name: string;
  readonly why: readonly Why[];
}

/** Finds the next colleague for an ask, and the next one when nobody answers. */
@Injectable()
export class AskRouter {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly people: PeopleService,
    private readonly catalogue: CatalogueService,
  ) {}

  /**
   * Asks the next colleague, or writes when the first of them is back; with neither there is nobody, and the way on is a
   * ticket. The ask must be locked by the caller.
   */
  async routeNext(tx: Tx, askId: string): Promise<void> {
    const now = this.clock.now();
    const ask = await one<Routable>(
      tx,
      'SELECT id, person_id AS "personId", skill, language, urgency FROM ask WHERE id = $1',
      [askId],
    );
    if (!ask) throw new Error('an ask that is routed is there');
    // Two asks at once must not both find the same free hands.
    await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('asks.route'))`);
    const { facts, candidates } = await this.load(tx, { ...ask, askerId: ask.personId, askId }, now);
    const route = routeAsk(facts, candidates, now.epochMilliseconds, askId);
    const [first] = route.helpers;
    const helper = candidates.find(({ personId }) => personId === first?.personId);
    if (!first || !helper) {
      const again = tryAgainAt(ask.urgency, now.epochMilliseconds, route.backAt);
      await this.lookAgain(tx, askId, again);
      // Who asked a moment ago reads it on the page; who was waiting is told.
      if (again === null && facts.askedIds.length > 0)
        await publish(tx, askUnanswered({ askId, personId: ask.personId }));
      return;
    }
    const turn = await one<{ id: string }>(
      tx,
      'INSERT INTO ask_turn (ask_id, person_id, asked_at, why) VALUES ($1, $2, $3, $4) RETURNING id',
      [askId, first.personId, now.toString(), first.why],
    );
    if (!turn) throw new Error('the turn was not stored');
    await this.lookAgain(tx, askId, this.turnEnds(helper, ask.urgency, now));
    await publish(tx, askRouted({ askId, turnId: turn.id, personId: first.personId }));
  }

  /** The best colleagues for a skill at this moment, with why; nothing is sent to them. */
  async suggest(
    tx: Tx,
    actor: Actor & { personId: string },
    skill: string | null,
    most: number,
  ): Promise<Suggestion[]> {
    const now = this.clock.now();
    const origin = { askerId: actor.personId, askId: null, skill, language: actor.language };
    const { facts, candidates } = await this.load(tx, origin, now);
    const { helpers } = routeAsk(facts, candidates, now.epochMilliseconds, actor.personId);
    const best = helpers.slice(0, most);
    const names = await rows<{ id: string; name: string }>(
      tx,
      'SELECT id, display_name AS name FROM person WHERE id = ANY($1)',
      [best.map(({ personId }) => personId)],
    );
    const nameOf = new Map(names.map(({ id, name }) => [id, name]));
    return best.map(({ personId, why }) => ({ personId, why, name: nameOf.get(personId) ?? '' }));
  }

  /** Turns that took too long go to the next colleague; asks that waited for the morning are tried again. */
  async moveOn(dry: boolean): Promise<RunSummary> {
    const now = this.clock.now();
    if (dry) {
      const due = await rows(this.db.read, `SELECT 1 FROM ask WHERE state = 'open' AND next_at <= $1`, [
        now.toString(),
      ]);
      return { seen: due.length, changed: 0, skipped: 0 };
    }
    let changed = 0;
    while (true) {
      const done = await this.db.transaction(async (tx) => {
        const due = await rows<{ id: string }>(
          tx,
          `SELECT id FROM ask WHERE state = 'open' AND next_at <= $1 ORDER BY next_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
          [now.toString(), CHUNK],
        );
        for (const { id } of due) {
          const ended = await endTurns(tx, id, { outcome: 'lapsed', at: now.toString() });
          await publish(
            tx,
            ended.map((personId) => askTurnEnded({ askId: id, personId })),
          );
          await this.routeNext(tx, id);
        }
        return due.length;
      });
      changed += done;
      if (done < CHUNK) return { seen: changed, changed, skipped: 0 };
    }
  }

  /** Gives the team its time first; after that one colleague is asked, at work or not in the team. */
  async waitForTeam(tx: Tx, askId: string): Promise<void> {
    await this.lookAgain(tx, askId, this.clock.now().epochMilliseconds + this.minutes('today') * 60_000);
  }

  private async load(tx: Tx, origin: Parameters<typeof loadAskFacts>[1], now: Temporal.Instant) {
    const today = now.toZonedDateTimeISO('UTC').toPlainDate().toString();
    const { skills } = await this.catalogue.current(tx);
    const facts = await loadAskFacts(tx, origin, today);
    const category = origin.skill === null ? null : (skills.get(origin.skill)?.category ?? null);
    const candidates = await loadCandidates(
      tx,
      { people: this.people, rules: this.rules },
      { skill: origin.skill, category, siteId: facts.siteId },
      now,
    );
    return { facts, candidates };
  }

  /** Whoever has no working time left within a fortnight has a day. */
  private turnEnds({ calendar, windows }: Candidate, urgency: Urgency, now: Temporal.Instant): number {
    const at = now.epochMilliseconds;
    return afterWorking(calendar, windows, at, this.minutes(urgency)) ?? at + 86_400_000;
  }

  private async lookAgain(tx: Tx, askId: string, at: number | null): Promise<void> {
    const moment = at === null ? null : Temporal.Instant.fromEpochMilliseconds(at).toString();
    await rows(tx, 'UPDATE ask SET next_at = $2 WHERE id = $1', [askId, moment]);
  }

  private minutes(urgency: Urgency): number {
    const { ASKS_TURN_MINUTES: minutes } = this.config.get(asksConfig);
    return urgency === 'now' ? Math.ceil(minutes / 2) : minutes;
  }

  private get rules(): NudgeRules {
    return rulesOf(this.config);
  }
}
