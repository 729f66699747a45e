import { Injectable } from '@nestjs/common';
import { type LessonAdvice, type LessonChoice, nextLessons, recallChance } from '#assessment';
import { CatalogueService } from '#catalogue';
import { type Actor, Clock, Db } from '#kernel';
import { learnerOf } from './attempts.access.js';
import { PracticeBank } from './practice-bank.js';
import type { PracticeItem } from './practice-plan.js';
import { type CardRow, listCards, toCard } from './practice.queries.js';
import { SKILL_CUT, skillStates } from './skill-states.js';
import { WeightsInUse } from './weights-in-use.js';

/** A lesson that somebody may do now. */
export type OpenLesson = Pick<LessonChoice, 'lesson' | 'skill' | 'area' | 'minutes'>;

/** Which lesson helps somebody most now, from all their answers outside exams. For their own pages alone. */
@Injectable()
export class LessonAdviser {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly bank: PracticeBank,
    private readonly weights: WeightsInUse,
  ) {}

  /**
   * The best of these lessons with the reason as data; null when none stands on what the person shows to know, and before
   * their first answer: then nothing is known that the order of the courses doesn't say better.
   */
  async best(actor: Actor, lessons: readonly OpenLesson[]): Promise<LessonAdvice | null> {
    const personId = learnerOf(actor);
    const tx = this.db.read;
    const evidence = await this.bank.evidence(personId);
    if (evidence.length === 0 || lessons.length === 0) return null;
    const [items, cards] = [await this.bank.items(), await listCards(tx, personId)];
    const book = await this.weights.book(tx, [...new Set(cards.map(({ weightsId }) => weightsId))]);
    const now = this.clock.now().epochMilliseconds;
    const { skills } = await this.catalogue.current(tx);
    const recallOf = (card: CardRow): number => recallChance(toCard(card), now, book.of(card.weightsId));
    const [best] = nextLessons(
      lessons.map((lesson) => ({ ...lesson, ...metOf(lesson.skill, items, cards, recallOf), done: false })),
      {
        graph: Object.fromEntries([...skills.values()].map(({ id, needs }) => [id, needs])),
        states: Object.fromEntries(skillStates(items, evidence, actor.zone)),
        ...{ skillWeights: {}, cut: SKILL_CUT, now },
      },
      1,
    );
    return best ?? null;
  }
}

/** Objectives of a skill that were never practised, and the least recall among the others. */
function metOf(
  skill: string,
  items: readonly PracticeItem[],
  cards: readonly CardRow[],
  recallOf: (card: CardRow) => number,
): Pick<LessonChoice, 'unmet' | 'recall'> {
  const own = cards.filter((card) => card.skill === skill);
  const met = new Set(own.map(({ objective }) => objective));
  const all = new Set(items.flatMap((item) => (item.skill === skill ? [item.objective] : [])));
  return {
    unmet: [...all].filter((objective) => !met.has(objective)),
    recall: own.length === 0 ? null : Math.min(...own.map(recallOf)),
  };
}
