import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { examRules, nextStep, placementRules, scoreResponse, seeded, type NextStep } from '#assessment';
import { type CatalogueItem, CatalogueService, type Category } from '#catalogue';
import { type Actor, audit, Clock, Db, isDuplicate, may, notFound, type Tx } from '#kernel';
import type { Temporal } from 'temporal-polyfill';
import { arrangeItem } from './arrange-item.js';
import { canTake, learnerOf } from './attempts.access.js';
import {
  activeElsewhere,
  attemptFinished,
  examCoolingDown,
  examNotNeeded,
  notAsked,
  tooFewItems,
} from './attempts.problems.js';
import {
  afterAnswer,
  type AttemptRow,
  extraTimeOf,
  findAttempt,
  findOpenAttempt,
  insertAttempt,
  listTests,
  type NextResponse,
  type PastTest,
  type ResponseRow,
  saveAnswer,
  setActiveSession,
} from './attempts.queries.js';
import { type Blueprint, type BlueprintItem, Blueprints } from './blueprints.js';
import { millisecondsSince } from './days.js';
import { deadlineOf, examDoor, lastExam } from './exam-terms.js';
import { FinishAttempt } from './finish-attempt.js';
import { parametersOf } from './item-parameters.js';
import { readAnswer, type RawAnswer } from './read-answer.js';

/** Where somebody is in an attempt: the question on the screen, or null when it is over. */
export interface AttemptStep {
  readonly attempt: AttemptRow;
  readonly response: ResponseRow | null;
  readonly item: CatalogueItem | null;
  /** The rules that were pinned at the start (tests only). */
  readonly blueprint: Blueprint | null;
}

export interface TestAnswer {
  readonly position: number;
  readonly session?: string | null | undefined;
  readonly raw: RawAnswer;
  /** Placement: "I don't know yet" counts as wrong and asks on. */
  readonly skip?: boolean | undefined;
}

export interface TestAnswered {
  /** `again`: this position was answered before, nothing changed. `incomplete`: no whole answer, ask again. */
  readonly result: 'saved' | 'again' | 'incomplete';
  readonly step: AttemptStep;
}

export interface StartedExam extends AttemptStep {
  /** False when the exam was open already: another window may be at work in it. */
  readonly isNew: boolean;
}

export interface PlacementIntro {
  readonly category: Category;
  readonly min: number;
  readonly max: number;
  /** About half a minute for each question of a test of middling length. */
  readonly minutes: number;
  readonly isOpen: boolean;
}

/** Placement tests and exams: start, resume, answer, take over, hand in. */
@Injectable()
export class AttemptsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly blueprints: Blueprints,
    private readonly finisher: FinishAttempt,
  ) {}

  async placementIntro(actor: Actor, categoryCode: string): Promise<PlacementIntro> {
    const category = await this.catalogue.getCategory(this.db.read, categoryCode);
    const open = await findOpenAttempt(this.db.read, learnerOf(actor), 'placement', {
      category: categoryCode,
    });
    const { min, max } = placementRules({ skills: category.skills.length, cut: category.exam.cut });
    return { category, min, max, minutes: Math.ceil((min + max) / 4), isOpen: open !== undefined };
  }

  /** Starts the placement test of a category, or gives the one that is open. */
  async startPlacement(actor: Actor, categoryCode: string): Promise<AttemptStep> {
    const personId = learnerOf(actor);
    const open = await findOpenAttempt(this.db.read, personId, 'placement', { category: categoryCode });
    if (open) return this.step(open);
    const category = await this.catalogue.getCategory(this.db.read, categoryCode);
    const pool = await this.pool(categoryCode, 'practice', 0);
    const rules = placementRules({
      skills: new Set(pool.map((item) => item.skill)).size,
      cut: category.exam.cut,
    });
    const blueprint = await this.blueprints.pin(
      'placement',
      categoryCode,
      { rules, minutes: null, cooldownDays: 0 },
      pool,
    );
    const past = await listTests(this.db.read, personId, 'placement', categoryCode, 1);
    return this.start(actor, 'placement', categoryCode, blueprint, {
      past,
      renewal: false,
      extraTimePercent: 0,
    });
  }

  /**
   * Starts an exam, or gives the one that is open (which must then be taken over by this window).
   * Refuses while cooling down, and while the licence from the last pass needs no renewal.
   */
  async startExam(actor: Actor, categoryCode: string): Promise<StartedExam> {
    const personId = learnerOf(actor);
    const open = await findOpenAttempt(this.db.read, personId, 'exam', { category: categoryCode });
    if (open && !this.isOverdue(open)) return { ...(await this.step(open)), isNew: false };
    if (open) await this.finisher.finish(open.id, 'time');
    const category = await this.catalogue.getCategory(this.db.read, categoryCode);
    const past = await listTests(this.db.read, personId, 'exam', categoryCode);
    const door = examDoor(lastExam(past, 'passed'), lastExam(past), this.clock.now());
    if (!door.open) {
      throw door.why === 'cooling-down' ? examCoolingDown({ from: door.from.toString() }) : examNotNeeded();
    }
    const length = door.renewal ? category.renewal : category.exam;
    const rules = examRules({
      ...length,
      cut: category.exam.cut,
      pilots: door.renewal ? 0 : category.exam.pilot,
    });
    const pool = await this.pool(categoryCode, 'exam', category.exam.pilot);
    const { minutes, cooldownDays } = category.exam;
    const blueprint = await this.blueprints.pin('exam', categoryCode, { rules, minutes, cooldownDays }, pool);
    const extraTimePercent = await extraTimeOf(this.db.read, personId);
    return this.start(actor, 'exam', categoryCode, blueprint, {
      past,
      renewal: door.renewal,
      extraTimePercent,
    });
  }

  /** The question on the screen. An exam past its limit is handed in on the way. */
  async current(actor: Actor, id: string): Promise<AttemptStep> {
    return this.currentOf(actor, await this.own(actor, id));
  }

  /** The same for an attempt that was just read, so that one answer reads it once. */
  async currentOf(actor: Actor, attempt: AttemptRow): Promise<AttemptStep> {
    if (attempt.state === 'open' && this.isOverdue(attempt)) {
      await this.finisher.finish(attempt.id, 'time');
      return this.step(await this.own(actor, attempt.id));
    }
    return this.step(attempt);
  }

  /**
   * Saves one answer and decides the next step. Safe to send twice: a position that was answered before changes
   * nothing. An answer after the limit does not count. Two statements in all, until the last one.
   */
  async answer(actor: Actor, id: string, input: TestAnswer, before?: AttemptStep): Promise<TestAnswered> {
    const step = before ?? (await this.current(actor, id));
    const { attempt } = step;
    may(canTake(actor, attempt));
    if (attempt.kind === 'practice') throw notFound('attempt');
    if (attempt.state === 'finished') {
      const isKnown = attempt.responses.some((r) => r.position === input.position && r.points !== null);
      if (!isKnown) throw attemptFinished();
      return { result: 'again', step };
    }
    if (attempt.kind === 'exam' && (input.session ?? '') !== attempt.activeSession) throw activeElsewhere();
    const { response, item, blueprint } = step;
    if (!response || !item || !blueprint || input.position > response.position) throw notAsked();
    if (input.position < response.position) return { result: 'again', step };

    const skipped = attempt.kind === 'placement' && input.skip === true;
    const answer = skipped ? null : readAnswer(item.body, response.arrangement, input.raw);
    if (!answer && !skipped) return { result: 'incomplete', step };
    const points = answer ? scoreResponse(item.body, answer).points : 0;
    const now = this.clock.now();
    const decision = this.decide(attempt, blueprint, { itemId: item.id, points }, now);
    const write = { answer, points, at: now.toString(), ms: millisecondsSince(response.askedAt, now) };
    if ('stop' in decision) {
      await this.finisher.finish(id, decision.stop, { position: response.position, ...write });
    } else {
      const asking = {
        ...write,
        attemptId: id,
        position: response.position,
        session: attempt.kind === 'exam' ? attempt.activeSession : null,
        confidence: null,
        next: await this.ask(attempt.seed, response.position + 1, decision.ask.id, blueprint),
        card: null,
        finishes: false,
      };
      if (await saveAnswer(this.db, asking)) {
        return { result: 'saved', step: await this.step(afterAnswer(attempt, asking)) };
      }
      // Somebody was first: the same answer sent twice, another window, or the limit.
      return { result: 'again', step: await this.current(actor, id) };
    }
    return { result: 'saved', step: await this.step(await this.own(actor, id)) };
  }

  /** Makes this window or device the one that may answer; the other one is told when it tries. */
  async takeOver(actor: Actor, id: string): Promise<AttemptStep> {
    const attempt = await this.own(actor, id);
    if (attempt.kind !== 'exam') return this.step(attempt);
    const session = randomUUID();
    const taken = await this.db.transaction(async (tx) => {
      const done = await setActiveSession(tx, id, session);
      if (done)
        await audit(
          tx,
          actor,
          { action: 'attempt.taken-over', subject: { type: 'attempt', id } },
          this.clock.now(),
        );
      return done;
    });
    if (!taken) throw attemptFinished();
    return this.current(actor, id);
  }

  /** Hands in what is there. Unanswered counts as wrong in an exam. */
  async handIn(actor: Actor, id: string, session?: string | null): Promise<AttemptStep> {
    const attempt = await this.own(actor, id);
    if (attempt.state === 'open') {
      if (attempt.kind === 'exam' && (session ?? '') !== attempt.activeSession) throw activeElsewhere();
      await this.finisher.finish(id, 'handed-in');
    }
    return this.step(await this.own(actor, id));
  }

  /** An attempt of the actor's own; anybody else's is forbidden, a missing one not found. */
  async own(actor: Actor, id: string): Promise<AttemptRow> {
    const attempt = await findAttempt(this.db, id);
    if (!attempt) throw notFound('attempt');
    may(canTake(actor, attempt));
    return attempt;
  }

  async step(attempt: AttemptRow): Promise<AttemptStep> {
    const blueprint = attempt.blueprintId ? await this.blueprints.get(attempt.blueprintId) : null;
    const waiting =
      attempt.state === 'open' ? attempt.responses.find((response) => response.points === null) : undefined;
    if (!waiting) return { attempt, response: null, item: null, blueprint };
    const item = await this.catalogue.getItem(this.db.read, waiting.itemId, waiting.itemVersion);
    return { attempt, response: waiting, item, blueprint };
  }

  private async start(
    actor: Actor,
    kind: 'placement' | 'exam',
    category: string,
    blueprint: Blueprint,
    options: { past: readonly PastTest[]; renewal: boolean; extraTimePercent: number },
  ): Promise<StartedExam> {
    const now = this.clock.now();
    const personId = learnerOf(actor);
    const { rules, minutes } = blueprint.terms;
    const excluded = excludedItems(options.past, blueprint);
    const seed = randomUUID();
    const first = nextStep({ asked: [], excluded, elapsedSeconds: 0 }, blueprint.pool, rules, seeded(seed));
    if (blueprint.pool.length - excluded.length < rules.min || !('ask' in first)) throw tooFewItems();
    const id = randomUUID();
    const attempt = {
      ...{
        id,
        personId,
        kind,
        category,
        context: 'test',
        blueprintId: blueprint.id,
        plan: [],
        excluded,
        seed,
      },
      zone: actor.zone,
      renewal: options.renewal,
      extraTimePercent: options.extraTimePercent,
      activeSession: kind === 'exam' ? randomUUID() : null,
      startedAt: now.toString(),
      deadlineAt: minutes === null ? null : deadlineOf(now, minutes, options.extraTimePercent).toString(),
      first: await this.ask(seed, 1, first.ask.id, blueprint),
    };
    try {
      await this.db.transaction(async (tx: Tx) => {
        await insertAttempt(tx, attempt);
        const changes = { kind, category, renewal: options.renewal, blueprintId: blueprint.id };
        await audit(tx, actor, { action: 'attempt.started', subject: { type: 'attempt', id }, changes }, now);
      });
    } catch (error) {
      // Two clicks on "start": the other one was first, and this is the same test.
      if (!isDuplicate(error, 'attempt_open_test_uq')) throw error;
      const open = await findOpenAttempt(this.db.read, personId, kind, { category });
      if (!open) throw error;
      return { ...(await this.step(open)), isNew: false };
    }
    return { ...(await this.step(await this.own(actor, id))), isNew: true };
  }

  private decide(
    attempt: AttemptRow,
    blueprint: Blueprint,
    latest: { itemId: string; points: number },
    now: Temporal.Instant,
  ): NextStep {
    const asked = attempt.responses.map(({ itemId, points }) =>
      itemId === latest.itemId ? latest : { itemId, points },
    );
    const elapsedSeconds = (now.epochMilliseconds - attempt.startedAt.getTime()) / 1000;
    const session = { asked, excluded: attempt.excluded, elapsedSeconds };
    return nextStep(session, blueprint.pool, blueprint.terms.rules, seeded(attempt.seed));
  }

  private async ask(
    seed: string,
    position: number,
    itemId: string,
    blueprint: Blueprint,
  ): Promise<NextResponse> {
    const pinned = blueprint.pool.find((item) => item.id === itemId);
    if (!pinned) throw notFound('item');
    const item = await this.catalogue.getItem(this.db.read, itemId, pinned.version);
    const arrangement = arrangeItem(item.body, seeded(`${seed}/${position}`));
    return {
      itemId,
      itemVersion: pinned.version,
      skill: item.skill,
      objective: item.body.objective,
      arrangement,
    };
  }

  private async pool(category: string, use: 'practice' | 'exam', pilots: number): Promise<BlueprintItem[]> {
    const items = await this.catalogue.listItems(this.db.read, { category, use });
    return items
      .filter((item) => item.status === 'active' || (pilots > 0 && item.status === 'pilot'))
      .map((item) => ({
        id: item.id,
        version: item.version,
        skill: item.skill,
        parameters: parametersOf(item),
        ...(item.family ? { family: item.family } : {}),
        ...(item.status === 'pilot' ? { scored: false } : {}),
      }));
  }

  private isOverdue(attempt: AttemptRow): boolean {
    return attempt.deadlineAt !== null && this.clock.now().epochMilliseconds >= attempt.deadlineAt.getTime();
  }
}

/**
 * Items of the person's last two sittings, or of the last one only when the bank would otherwise be too small for a
 * whole test; with a bank that is smaller still, nothing is left out.
 */
function excludedItems(past: readonly PastTest[], blueprint: Blueprint): string[] {
  const inPool = new Set(blueprint.pool.map((item) => item.id));
  for (const sittings of [2, 1]) {
    const seen = new Set(
      past.slice(0, sittings).flatMap((test) => test.itemIds.filter((id) => inPool.has(id))),
    );
    if (blueprint.pool.length - seen.size >= blueprint.terms.rules.max) return [...seen];
  }
  return [];
}
