import { Injectable } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { askAnswered, askCreated, askSolved, askTurnEnded } from '#events';
import {
  type Actor,
  audit,
  Clock,
  Db,
  type InputError,
  invalidInput,
  may,
  notFound,
  one,
  personOf,
  publish,
  rows,
  type Tx,
} from '#kernel';
import { CardsService, type Trail, TrailsService } from '#knowledge';
import { AskRouter, type Suggestion } from './ask-router.js';
import { canRead, type Standing } from './asks.access.js';
import { askEnded, noCard, tooManyAsks, turnOver } from './asks.problems.js';
import {
  type AskFound,
  countAsksSince,
  endAsk,
  endTurns,
  findAsk,
  insertAsk,
  insertMessage,
  listForHelper,
  listForTeam,
  listMessages,
  listOwn,
  lockAsk,
  noteCard,
  type MessageFound,
  releaseTaken,
  takeAsk,
} from './asks.queries.js';
import type { AnswerAsk, DecideTurn, EndInput, StartAsk } from './asks.schemas.js';
import { stepsIn } from './card-steps.js';
import { findSecrets, type Found } from './check-words.js';

/** More in a day than this is a talk with somebody, not a question. */
const ASKS_A_DAY = 10;
const MOST = 50;
const SUGGESTED = 3;

/** An ask with its answers, as its reader meets it. */
export interface AskShown {
  readonly ask: AskFound;
  readonly standing: Standing;
  readonly messages: readonly MessageFound[];
}

/** The form before anything is typed. */
export interface AskStart {
  readonly trail: Trail | null;
  readonly suggestions: readonly Suggestion[];
  readonly hasTeam: boolean;
}

/** What stands in the four fields that should not be there, by field. */
export function secretsIn(
  input: Pick<StartAsk, 'wants' | 'sees' | 'tried'>,
): { field: string; found: Found[] }[] {
  return (['wants', 'sees', 'tried'] as const)
    .map((field) => ({ field, found: findSecrets(input[field]) }))
    .filter(({ found }) => found.length > 0);
}

/** Asking a colleague: from the four fields to "this was the solution". */
@Injectable()
export class AsksService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly trails: TrailsService,
    private readonly router: AskRouter,
    private readonly cards: CardsService,
  ) {}

  /** What the form begins with: the trail so far, and who could be asked at this moment. */
  async start(actor: Actor, trailId: string | undefined, skill?: string): Promise<AskStart> {
    const personId = personOf(actor);
    const tx = this.db.read;
    const trail = trailId === undefined ? null : await this.trails.read(tx, actor, trailId);
    const about = skill ?? trail?.skill ?? null;
    const suggestions = await this.router.suggest(tx, { ...actor, personId }, about, SUGGESTED);
    return { trail, suggestions, hasTeam: (await this.teamOf(tx, personId)) !== null };
  }

  /**
   * Puts a question to a colleague or to the team and asks the first helper at once. Refused with what was found in the
   * text, unless the writer confirmed it; a password is never sent. At most ten a day. Gives the ask's id.
   */
  async create(actor: Actor, input: StartAsk): Promise<string> {
    const personId = personOf(actor);
    refuseSecrets(input);
    const now = this.clock.now();
    if (input.skill !== undefined && !(await this.catalogue.current(this.db.read)).skills.has(input.skill))
      throw invalidInput([{ pointer: '/skill', message: 'kernel.field_choice' }]);
    return this.db.transaction(async (tx) => {
      const since = now.subtract({ hours: 24 }).toString();
      if ((await countAsksSince(tx, personId, since)) >= ASKS_A_DAY) throw tooManyAsks();
      const { wants, sees, tried, urgency } = input;
      const trailId = input.trail ?? (await this.trails.begin(tx, actor, wants));
      const trail = await this.trails.read(tx, actor, trailId);
      if (trail) await this.trails.note(tx, actor, trailId, { ask: { wants, sees, tried, urgency } });
      const teamId = input.audience === 'team' ? await this.teamOf(tx, personId) : null;
      const audience = teamId === null ? ('one' as const) : ('team' as const);
      const skill = input.skill ?? trail?.skill ?? null;
      const id = await insertAsk(tx, {
        ...{ personId, trailId: trail && trailId, skill, language: actor.language, audience, teamId },
        ...{ wants, sees, tried, urgency, at: now.toString() },
      });
      await lockAsk(tx, id);
      if (audience === 'team') await this.router.waitForTeam(tx, id);
      else await this.router.routeNext(tx, id);
      await publish(tx, askCreated({ askId: id, personId, skill }));
      await audit(
        tx,
        actor,
        { action: 'ask.made', subject: { type: 'ask', id }, changes: { audience } },
        now,
      );
      return id;
    });
  }

  /** One ask with its answers; 404 for everybody it does not concern, HR included. */
  async show(actor: Actor, id: string): Promise<AskShown> {
    const { ask, standing } = await this.find(this.db.read, actor, id);
    return { ask, standing, messages: await listMessages(this.db.read, id) };
  }

  /** Own asks, those that wait for one or that one took, and those to one's team. */
  async lists(actor: Actor): Promise<{ own: AskFound[]; helping: AskFound[]; team: AskFound[] }> {
    const [personId, today, tx] = [personOf(actor), this.today(actor), this.db.read];
    const own = await listOwn(tx, personId, today, MOST);
    const helping = await listForHelper(tx, personId, today, MOST);
    return { own, helping, team: await listForTeam(tx, personId, today, MOST) };
  }

  /** Take it, pass it on, or say "not now"; whoever was not asked at this moment is told that the turn is over. */
  async turn(actor: Actor, id: string, { choice }: DecideTurn): Promise<void> {
    const personId = personOf(actor);
    const at = this.clock.now().toString();
    await this.change(actor, id, async (tx, { ask }) => {
      if (ask.turn === null || ask.turn.outcome !== null) throw turnOver();
      const outcome = choice === 'take' ? 'taken' : choice === 'pass' ? 'passed' : 'not-now';
      await endTurns(tx, id, { outcome, at, personId });
      await publish(tx, askTurnEnded({ askId: id, personId }));
      if (choice === 'take') await takeAsk(tx, id, personId, at);
      else await this.router.routeNext(tx, id);
      return { action: `ask.${outcome}` };
    });
  }

  /** Writes an answer, or more about the question. A team mate who answers first has thereby taken it. Gives its id. */
  async answer(actor: Actor, id: string, { words }: AnswerAsk): Promise<string> {
    const personId = personOf(actor);
    if (findSecrets(words).some(({ isBarred }) => isBarred))
      throw invalidInput([{ pointer: '/words', message: 'asks.found_password' }]);
    const at = this.clock.now().toString();
    let messageId = '';
    await this.change(actor, id, async (tx, { ask, standing }) => {
      messageId = await insertMessage(tx, { askId: id, personId, words, at });
      if (!standing.isAsker) {
        const ended = await endTurns(tx, id, { outcome: ask.turn?.outcome === null ? 'taken' : 'over', at });
        await publish(tx, [
          ...ended.map((helperId) => askTurnEnded({ askId: id, personId: helperId })),
          askAnswered({ askId: id, messageId, personId: ask.askerId }),
        ]);
        if (ask.helperId === null) await takeAsk(tx, id, personId, at);
      }
      return { action: 'ask.answered' };
    });
    return messageId;
  }

  /** "This was the solution", by who asked; the writer of that answer is who helped. */
  async solve(actor: Actor, id: string, messageId: string): Promise<void> {
    const at = this.clock.now().toString();
    await this.change(actor, id, async (tx, { ask, standing }) => {
      may(standing.isAsker);
      const message = (await listMessages(tx, id)).find((one) => one.id === messageId);
      if (!message || message.personId === null || message.personId === ask.askerId) throw notFound('answer');
      const helperId = message.personId;
      await this.closeTurns(tx, id, at);
      await endAsk(tx, id, { state: 'solved', at, solutionId: messageId, helperId });
      await publish(tx, askSolved({ askId: id, personId: ask.askerId, helperId, skill: ask.skill }));
      return { action: 'ask.solved' };
    });
  }

  /** The asker needs no colleague any more, or goes on to IT with everything typed. Gives the trail for the ticket. */
  async end(actor: Actor, id: string, { outcome }: EndInput): Promise<string | null> {
    const at = this.clock.now().toString();
    let trailId: string | null = null;
    await this.change(actor, id, async (tx, { ask, standing }) => {
      may(standing.isAsker);
      trailId = ask.trailId;
      await this.closeTurns(tx, id, at);
      await endAsk(tx, id, { state: outcome, at });
      return { action: `ask.${outcome === 'ticket' ? 'handed-on' : 'closed'}` };
    });
    return trailId;
  }

  /** The asker looks further: whoever had it is released and the next colleague is asked. */
  async askNext(actor: Actor, id: string): Promise<void> {
    const at = this.clock.now().toString();
    await this.change(actor, id, async (tx, { standing }) => {
      may(standing.isAsker);
      await this.closeTurns(tx, id, at);
      await releaseTaken(tx, id);
      await this.router.routeNext(tx, id);
      return { action: 'ask.moved-on' };
    });
  }

  /** A solved ask becomes a draft card in one click, with credit to who found the answer; an author looks at it first. */
  async makeCard(actor: Actor, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      if (!(await lockAsk(tx, id))) throw notFound('ask');
      const { ask, standing } = await this.find(tx, actor, id);
      may(standing.isAsker || standing.isHelper);
      const solution = (await listMessages(tx, id)).find((one) => one.id === ask.solutionId);
      const { skill, helperId: creditedId } = ask;
      if (ask.cardId !== null || skill === null || creditedId === null || !solution) throw noCard();
      const text = { title: ask.wants, summary: ask.sees, steps: stepsIn(solution.words) };
      const { language } = ask;
      const cardId = await this.cards.draftFrom(tx, actor, {
        origin: 'ask',
        language,
        skill,
        creditedId,
        ...text,
      });
      await noteCard(tx, id, cardId);
    });
  }

  private async closeTurns(tx: Tx, id: string, at: string): Promise<void> {
    const ended = await endTurns(tx, id, { outcome: 'over', at });
    await publish(
      tx,
      ended.map((personId) => askTurnEnded({ askId: id, personId })),
    );
  }

  /** Locks, looks, refuses what has ended, changes and writes the audit; all of it or nothing. */
  private async change(
    actor: Actor,
    id: string,
    work: (tx: Tx, found: { ask: AskFound; standing: Standing }) => Promise<{ action: string }>,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      if (!(await lockAsk(tx, id))) throw notFound('ask');
      const found = await this.find(tx, actor, id);
      if (found.ask.state !== 'open') throw askEnded();
      const { action } = await work(tx, found);
      await audit(tx, actor, { action, subject: { type: 'ask', id } }, this.clock.now());
    });
  }

  private async find(tx: Tx, actor: Actor, id: string): Promise<{ ask: AskFound; standing: Standing }> {
    const personId = personOf(actor);
    const ask = await findAsk(tx, id, personId, this.today(actor));
    if (!ask) throw notFound('ask');
    const { turn } = ask;
    const isHelper =
      (turn !== null && (turn.outcome === null || turn.outcome === 'taken')) || ask.helperId === personId;
    const standing = { isAsker: ask.askerId === personId, isHelper, isTeamMate: ask.isTeamMate };
    if (!canRead(standing)) throw notFound('ask');
    return { ask, standing };
  }

  private async teamOf(tx: Tx, personId: string): Promise<string | null> {
    const today = this.clock.today('UTC').toString();
    const found = await one<{ id: string }>(
      tx,
      'SELECT team_id AS id FROM placement WHERE person_id = $1 AND valid @> $2::date ORDER BY seat LIMIT 1',
      [personId, today],
    );
    return found?.id ?? null;
  }

  private today(actor: Actor): string {
    return this.clock.today(actor.zone).toString();
  }
}

function refuseSecrets(input: StartAsk): void {
  const errors: InputError[] = secretsIn(input).flatMap(({ field, found }) =>
    found
      .filter(({ isBarred }) => isBarred || !input.confirm)
      .map(({ kind }) => ({ pointer: `/${field}`, message: `asks.found_${kind.replaceAll('-', '_')}` })),
  );
  if (errors.length > 0) throw invalidInput(errors);
}

/** Minutes from an ask to its confirmed solution: the median of the last ninety days, null under five of them. */
export async function medianMinutes(tx: Tx, now: string): Promise<{ minutes: number; n: number } | null> {
  const [found] = await rows<{ minutes: number | null; n: number }>(
    tx,
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM a.ended_at - a.created_at) / 60) AS minutes, count(*)::int AS n
     FROM ask a WHERE a.state = 'solved' AND a.ended_at > $1::timestamptz - interval '90 days'`,
    [now],
  );
  return found && found.minutes !== null && found.n >= 5
    ? { minutes: Math.round(found.minutes), n: found.n }
    : null;
}
