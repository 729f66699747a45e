import { Injectable } from '@nestjs/common';
import type { Confidence } from '#assessment';
import { type CatalogueItem, type CatalogueLesson, CatalogueService } from '#catalogue';
import { type DomainEvent, lessonCompleted } from '#events';
import { type Actor, Clock, Db, notFound, type Tx } from '#kernel';
import type { Arrangement } from './arrange-item.js';
import { learnerOf } from './attempts.access.js';
import { canAnswer, canComplete, cardToShow, moveTo, type CardNumber, type Sitting } from './lesson.js';
import { lessonStepFirst } from './lessons.problems.js';
import {
  findSitting,
  finishSitting,
  hasFinished,
  listFinished,
  saveCard,
  startSitting,
  type SittingRow,
} from './lessons.queries.js';
import { PracticeService, type Practised } from './practice.service.js';
import type { RawAnswer } from './read-answer.js';

/** One of a lesson's items: the question as it is put, and its explanation once it was answered. */
export interface LessonItem {
  /** 0 is the item to try, 1 and up are the exercises. */
  readonly number: number;
  readonly item: CatalogueItem;
  readonly arrangement: Arrangement;
  readonly answered: boolean;
}

/** Where somebody is in a lesson. */
export interface LessonStep {
  readonly lesson: CatalogueLesson;
  readonly card: CardNumber;
  readonly sitting: Sitting;
  readonly items: readonly LessonItem[];
}

export interface LessonAnswered {
  readonly step: LessonStep;
  /** Null: the answer was not whole, ask again. */
  readonly practised: Practised | null;
}

interface Open {
  readonly lesson: CatalogueLesson;
  readonly row: SittingRow | undefined;
}

/** Going through a lesson: five cards, saved after each, answers explained at once, told when done. */
@Injectable()
export class LessonsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly practice: PracticeService,
  ) {}

  /** The card somebody asks for, or the furthest they reached. Looking changes nothing. */
  async show(actor: Actor, lessonId: string, card?: CardNumber): Promise<LessonStep> {
    return this.step(this.db.read, await this.open(this.db.read, actor, lessonId), card);
  }

  /** Goes on (or back) to a card and remembers how far somebody came. The first step starts the sitting. */
  async move(actor: Actor, lessonId: string, card: CardNumber): Promise<LessonStep> {
    return this.db.transaction(async (tx) => {
      const open = await this.begun(tx, actor, lessonId);
      const outcome = moveTo(open.lesson, sittingOf(open), card);
      if (!outcome.ok) throw lessonStepFirst({ refusal: outcome.refusal });
      await saveCard(tx, open.row.id, outcome.reached);
      return this.step(tx, { ...open, row: { ...open.row, card: outcome.reached } }, card);
    });
  }

  /** Saves an answer to one of the lesson's items and explains it. Sending it twice explains the first. */
  async answer(
    actor: Actor,
    lessonId: string,
    input: { readonly number: number; readonly raw: RawAnswer; readonly confidence?: Confidence | undefined },
  ): Promise<LessonAnswered> {
    return this.db.transaction(async (tx) => {
      const open = await this.begun(tx, actor, lessonId);
      const itemId = idsOf(open.lesson)[input.number];
      if (itemId === undefined) throw notFound('item');
      if (!canAnswer(open.lesson, sittingOf(open), itemId))
        throw lessonStepFirst({ refusal: 'step-by-step' });
      const { raw, confidence } = input;
      const asked = { itemId, raw, confidence, seed: open.row.id, context: contextOf(open.row) };
      const practised = await this.practice.recordPractice(tx, actor, asked);
      const step = await this.step(tx, await this.open(tx, actor, lessonId), undefined);
      return { step, practised };
    });
  }

  /** The explanation of an item that was answered in this sitting. */
  async explain(actor: Actor, lessonId: string, number: number): Promise<Practised | null> {
    const { lesson, row } = await this.open(this.db.read, actor, lessonId);
    const itemId = idsOf(lesson)[number];
    const answered = row?.round?.answered.find((one) => one.itemId === itemId);
    if (!row?.round || !answered) return null;
    return (await this.practice.explain(actor, row.round.attemptId, answered.position)).practised;
  }

  /** The newest version somebody finished of each of these lessons. */
  finished(tx: Tx, personId: string, lessonIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return listFinished(tx, personId, lessonIds);
  }

  /** Finishes the lesson. The first time, everybody who cares is told; doing it again is just practice. */
  async complete(actor: Actor, lessonId: string): Promise<{ lesson: CatalogueLesson; first: boolean }> {
    const { lesson, row } = await this.open(this.db.read, actor, lessonId);
    // A second click on "done" finds no open sitting any more; it is done.
    if (!row && (await hasFinished(this.db.read, learnerOf(actor), lessonId)))
      return { lesson, first: false };
    if (!row || !canComplete(sittingOf({ lesson, row }))) throw lessonStepFirst({ refusal: 'do-first' });
    // One statement that a second click finds done: it needs no lock and no transaction around it.
    const ended = await finishSitting(this.db, row, {
      actor,
      at: this.clock.now(),
      action: 'lesson.completed',
      subjectType: 'lesson',
      changes: { version: lesson.version, again: row.again },
      events: row.again ? [] : [await this.completed(actor, lesson)],
    });
    return { lesson, first: ended && !row.again };
  }

  private async completed(actor: Actor, lesson: CatalogueLesson): Promise<DomainEvent> {
    const { courses } = await this.catalogue.current(this.db.read);
    const category = courses.find((course) => course.id === lesson.course)?.licence ?? null;
    return lessonCompleted({
      personId: learnerOf(actor),
      lessonId: lesson.id,
      skill: lesson.skill,
      category,
    });
  }

  private async open(tx: Tx, actor: Actor, lessonId: string, options?: { lock: boolean }): Promise<Open> {
    const personId = learnerOf(actor);
    const row = await findSitting(tx, personId, lessonId, options);
    const lesson = await this.catalogue.getLesson(tx, lessonId, row?.lessonVersion);
    // A retired lesson may be finished by whoever was in it, and started by nobody.
    if (!row && lesson.status === 'retired') throw notFound('lesson');
    return { lesson, row };
  }

  private async begun(tx: Tx, actor: Actor, lessonId: string): Promise<Open & { row: SittingRow }> {
    const open = await this.open(tx, actor, lessonId, { lock: true });
    if (open.row) return { ...open, row: open.row };
    const { version } = open.lesson;
    const at = this.clock.now().toString();
    const row = await startSitting(tx, { personId: learnerOf(actor), lessonId, lessonVersion: version, at });
    return { ...open, row };
  }

  private async step(tx: Tx, open: Open, wanted: CardNumber | undefined): Promise<LessonStep> {
    const sitting = sittingOf(open);
    const items: LessonItem[] = [];
    // One after the other: a transaction has one connection.
    for (const [number, id] of idsOf(open.lesson).entries()) {
      const item = await this.catalogue.getItem(tx, id);
      const arrangement = this.practice.arrange(item, open.row?.id ?? open.lesson.id);
      items.push({ number, item, arrangement, answered: sitting.answered.has(id) });
    }
    return { lesson: open.lesson, card: cardToShow(sitting, wanted), sitting, items };
  }
}

const contextOf = ({ id }: SittingRow): string => `lesson:${id}`;

const idsOf = (lesson: CatalogueLesson): string[] => [lesson.try, ...lesson.do];

const sittingOf = ({ row }: Open): Sitting => ({
  reached: row?.card ?? 1,
  answered: new Set(row?.round?.answered.map(({ itemId }) => itemId)),
});
