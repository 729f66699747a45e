import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Answer,
  type Confidence,
  type MemoryCard,
  type Score,
  scoreResponse,
  UNKNOWN_PACE,
} from '#assessment';
import { type CatalogueItem, CatalogueService } from '#catalogue';
import { reviewCompleted } from '#events';
import { type Actor, Clock, Db, isDuplicate, may, notFound, publish, type Tx } from '#kernel';
import type { Arrangement } from './arrange-item.js';
import { canTake, learnerOf } from './attempts.access.js';
import { attemptFinished, notAsked } from './attempts.problems.js';
import { afterAnswer, saveAnswer } from './answers.queries.js';
import {
  type AttemptRow,
  findAttempt,
  findOpenAttempt,
  insertAttempt,
  recordStart,
  type ResponseRow,
} from './attempts.queries.js';
import { dayIn, millisecondsSince } from './days.js';
import { markAnswer, paceAt } from './mark-answer.js';
import { PracticeBank } from './practice-bank.js';
import { endPractice, findCard, insertAnswered } from './practice.queries.js';
import { readAnswer, type RawAnswer } from './read-answer.js';
import { WeightsInUse } from './weights-in-use.js';

/** An answered item with everything its explanation needs. */
export interface Practised {
  readonly item: CatalogueItem;
  readonly arrangement: Arrangement;
  readonly answer: Answer;
  readonly score: Score;
  readonly confidence: Confidence;
  readonly card: MemoryCard;
  /** Where it was asked: names the answered question without naming the item. */
  readonly asked: { readonly attemptId: string; readonly position: number };
}

export interface PracticeStep {
  readonly attempt: AttemptRow;
  readonly response: ResponseRow | null;
  readonly item: CatalogueItem | null;
}

export interface PracticeAnswered extends PracticeStep {
  readonly result: 'saved' | 'again' | 'incomplete';
  /** The explanation of the answered item; null when the answer was not whole. */
  readonly practised: Practised | null;
}

const ROUND = 'practice';

/** How an answer is graded when nobody said how sure they were. */
const UNASKED: Confidence = 'fairly';

/** Rounds of practice, and practice inside lessons: answers are explained at once and feed memory. */
@Injectable()
export class PracticeService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly bank: PracticeBank,
    private readonly weights: WeightsInUse,
  ) {}

  /** The open round, if any: with a skill, the round of that skill. */
  async findOpen(actor: Actor, skill?: string): Promise<PracticeStep | null> {
    const open = await findOpenAttempt(this.db.read, learnerOf(actor), 'practice', {
      context: contextOf(skill),
    });
    return open ? this.step(open) : null;
  }

  /**
   * Starts a round of at most five items, or gives the open one: what is due first, then the weakest skills, or only
   * `skill` when it is named. A round that was left on an earlier day is ended and a new one made.
   */
  async start(actor: Actor, skill?: string): Promise<PracticeStep> {
    const personId = learnerOf(actor);
    const context = contextOf(skill);
    const open = await findOpenAttempt(this.db.read, personId, 'practice', { context });
    if (open && this.isOfToday(actor, open)) return this.step(open);
    if (open) await endPractice(this.db.read, open.id, this.clock.now().toString());
    const seed = randomUUID();
    const plan = await this.bank.plan(personId, actor.zone, seed, skill);
    const [first] = plan;
    if (!first) throw notFound('item');
    const id = randomUUID();
    try {
      await recordStart(
        this.db,
        {
          ...this.newRound(actor, personId, id, context, seed),
          plan,
          first: await this.bank.ask(seed, 1, first),
        },
        {
          ...{ actor, at: this.clock.now(), action: 'attempt.started', subjectType: 'attempt' },
          changes: { kind: 'practice' },
        },
      );
    } catch (error) {
      if (!isDuplicate(error, 'attempt_open_practice_uq')) throw error;
      const other = await findOpenAttempt(this.db.read, personId, 'practice', { context });
      if (!other) throw error;
      return this.step(other);
    }
    return this.current(actor, id);
  }

  async current(actor: Actor, id: string): Promise<PracticeStep> {
    return this.step(await this.own(actor, id));
  }

  /**
   * Saves an answer with how sure somebody was, moves the memory of its objective, and asks the next item of the
   * round. Safe to send twice: the second time gives the explanation of what was saved first.
   */
  async answer(
    actor: Actor,
    id: string,
    input: {
      readonly position: number;
      readonly confidence?: Confidence | undefined;
      /** When the question was shown (epoch milliseconds); without it, since it was asked. */
      readonly shownAt?: number | undefined;
      readonly raw: RawAnswer;
    },
    before?: AttemptRow,
  ): Promise<PracticeAnswered> {
    const attempt = before ?? (await this.own(actor, id));
    may(canTake(actor, attempt));
    const asked = attempt.responses.find(({ position }) => position === input.position);
    if (!asked) throw notAsked();
    if (asked.points !== null) return this.again(actor, attempt, asked);
    if (attempt.state === 'finished') throw attemptFinished();
    const item = await this.catalogue.getItem(this.db.read, asked.itemId, asked.itemVersion);
    const answer = readAnswer(item.body, asked.arrangement, input.raw);
    if (!answer) return { ...(await this.step(attempt)), result: 'incomplete', practised: null };
    const now = this.clock.now();
    const confidence = input.confidence ?? UNASKED;
    const ms = millisecondsSince(asked.askedAt, now, input.shownAt);
    const book = await this.weights.book(this.db.read, [attempt.card?.weightsId ?? null]);
    const { grade, recall, ...graded } = markAnswer(attempt.personId, item, answer, {
      ...{ confidence, before: attempt.card, book, now },
      pace: paceAt(attempt, asked.position, ms),
    });
    const planned = attempt.plan[asked.position];
    const next = planned ? await this.bank.ask(attempt.seed, asked.position + 1, planned) : null;
    const write = {
      ...{ attemptId: id, position: asked.position, session: null, answer, points: graded.score.points },
      ...{ at: now.toString(), confidence: input.confidence ?? null, ms, next },
      card: { ...graded.card, skill: item.skill, objective: item.body.objective, grade, recall },
      finishes: planned === undefined,
    };
    const saved = write.finishes
      ? await this.db.transaction(async (tx) => {
          const last = await saveAnswer(tx, write);
          if (last) await this.tellReviewed(tx, actor, attempt, item.skill);
          return last;
        })
      : await saveAnswer(this.db, write);
    // The same answer sent twice at once: the other one was saved, and that one is explained.
    if (!saved) return this.answer(actor, id, input);
    const step = await this.step(afterAnswer(attempt, write));
    const { arrangement } = asked;
    const place = { attemptId: id, position: asked.position };
    const practised = { item, arrangement, answer, confidence, ...graded, asked: place };
    return { ...step, result: 'saved', practised };
  }

  /** The round as it stands and the explanation of a question that was answered in it, for that explanation's own page. */
  async explain(
    actor: Actor,
    id: string,
    position: number,
  ): Promise<PracticeStep & { readonly practised: Practised }> {
    const attempt = await this.own(actor, id);
    const asked = attempt.responses.find(
      (response) => response.position === position && response.points !== null,
    );
    if (!asked) throw notAsked();
    const practised = await this.explained(this.db.read, attempt, asked);
    if (!practised) throw notAsked();
    return { ...(await this.step(attempt)), practised };
  }

  /** Ends a round early: what was answered counts, the rest was never asked. */
  async end(actor: Actor, id: string): Promise<PracticeStep> {
    const attempt = await this.own(actor, id);
    if (attempt.state === 'open') await endPractice(this.db.read, id, this.clock.now().toString());
    return this.current(actor, id);
  }

  /**
   * For the lesson player: saves one answered practice item in the lesson's own round (`context`, e.g. 'lesson:<id>')
   * in the caller's transaction. The item was shown with `arrange(item, seed)`; the same item again in the same round
   * gives the first explanation back. Null when the answer is not whole.
   */
  async recordPractice(
    tx: Tx,
    actor: Actor,
    input: {
      readonly itemId: string;
      readonly raw: RawAnswer;
      readonly seed: string;
      readonly context: string;
      readonly confidence?: Confidence | undefined;
    },
  ): Promise<Practised | null> {
    const personId = learnerOf(actor);
    const item = await this.catalogue.getItem(tx, input.itemId);
    const open = await findOpenAttempt(tx, personId, 'practice', { context: input.context });
    const before = open?.responses.find(
      (response) => response.itemId === item.id && response.answer !== null,
    );
    if (open && before) return this.explained(tx, open, before);
    const arrangement = this.bank.arrange(item, input.seed);
    const answer = readAnswer(item.body, arrangement, input.raw);
    if (!answer) return null;
    const now = this.clock.now();
    const confidence = input.confidence ?? UNASKED;
    const card = await findCard(tx, personId, item.skill, item.body.objective);
    // Nobody measures time in a lesson, and its items are the lesson's choice.
    const book = await this.weights.book(tx, [card?.weightsId ?? null]);
    const { grade, recall, ...graded } = markAnswer(personId, item, answer, {
      ...{ confidence, before: card, book, now },
      pace: UNKNOWN_PACE,
    });
    const attemptId = open?.id ?? randomUUID();
    if (!open) {
      await insertAttempt(tx, {
        ...this.newRound(actor, personId, attemptId, input.context, input.seed),
        plan: [],
        first: null,
      });
    }
    const position = await insertAnswered(tx, {
      ...{ attemptId, personId, itemId: item.id, itemVersion: item.version, skill: item.skill },
      ...{
        objective: item.body.objective,
        arrangement,
        answer,
        points: graded.score.points,
        at: now.toString(),
      },
      ...{ confidence, card: graded.card, grade, recall },
    });
    return { item, arrangement, answer, confidence, ...graded, asked: { attemptId, position } };
  }

  /** The order in which a lesson shows an item's parts: the same seed always shows the same. */
  arrange(item: CatalogueItem, seed: string): Arrangement {
    return this.bank.arrange(item, seed);
  }

  /** What was saved earlier, explained again; memory is not moved a second time. */
  private async again(actor: Actor, attempt: AttemptRow, asked: ResponseRow): Promise<PracticeAnswered> {
    const practised = await this.explained(this.db.read, attempt, asked);
    const step = await this.step(attempt.state === 'open' ? await this.own(actor, attempt.id) : attempt);
    return { ...step, result: 'again', practised };
  }

  private async explained(tx: Tx, attempt: AttemptRow, asked: ResponseRow): Promise<Practised | null> {
    const item = await this.catalogue.getItem(tx, asked.itemId, asked.itemVersion);
    const card = await findCard(tx, attempt.personId, asked.skill, asked.objective);
    if (!asked.answer || !card) return null;
    const score = scoreResponse(item.body, asked.answer);
    const confidence = asked.confidence ?? UNASKED;
    const place = { attemptId: attempt.id, position: asked.position };
    const { arrangement, answer } = asked;
    return { item, arrangement, answer, score, confidence, card, asked: place };
  }

  /** One event per round and category: whoever keeps a licence alive with reviews hears of it. */
  private async tellReviewed(tx: Tx, actor: Actor, attempt: AttemptRow, lastSkill: string): Promise<void> {
    const skills = new Set([...attempt.responses.map((response) => response.skill), lastSkill]);
    const categories = await this.catalogue.listCategories(tx);
    const on = this.clock.today(actor.zone).toString();
    const touched = categories.filter((category) => category.skills.some((skill) => skills.has(skill)));
    await publish(
      tx,
      touched.map(({ category }) => reviewCompleted({ personId: attempt.personId, category, on })),
    );
  }

  private async step(attempt: AttemptRow): Promise<PracticeStep> {
    const response =
      attempt.state === 'open' ? (attempt.responses.find(({ points }) => points === null) ?? null) : null;
    const item = response
      ? await this.catalogue.getItem(this.db.read, response.itemId, response.itemVersion)
      : null;
    return { attempt, response, item };
  }

  private async own(actor: Actor, id: string): Promise<AttemptRow> {
    const attempt = await findAttempt(this.db, id);
    if (!attempt || attempt.kind !== 'practice') throw notFound('attempt');
    may(canTake(actor, attempt));
    return attempt;
  }

  private newRound(actor: Actor, personId: string, id: string, context: string, seed: string) {
    return {
      ...{
        id,
        personId,
        kind: 'practice' as const,
        category: '',
        context,
        blueprintId: null,
        excluded: [],
        atCap: [],
        seed,
      },
      ...{ zone: actor.zone, renewal: false, extraTimePercent: 0, activeSession: null, deadlineAt: null },
      startedAt: this.clock.now().toString(),
    };
  }

  private isOfToday(actor: Actor, attempt: AttemptRow): boolean {
    const day = this.clock.today(actor.zone).toString();
    return dayIn(attempt.startedAt, actor.zone) === day;
  }
}

const contextOf = (skill: string | undefined): string => (skill ? `skill:${skill}` : ROUND);
