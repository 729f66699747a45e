import { Injectable } from '@nestjs/common';
import type { Confidence } from '#assessment';
import { CatalogueService } from '#catalogue';
import { type Actor, Clock, Db, type Tx } from '#kernel';
import { learnerOf } from './attempts.access.js';
import { midnightsBetween } from './days.js';
import { PracticeBank } from './practice-bank.js';
import { countDue, findWaiting, listCalibration, listCards, type Waiting } from './practice.queries.js';
import { weakestFirst } from './practice-plan.js';
import { type SkillProgress, standingsOf } from './skill-states.js';

export interface Progress {
  /** Skills in the order of the courses, in words. */
  readonly skills: readonly SkillProgress[];
  readonly due: number;
  /** Days that the longest waiting objective has been due; null when nothing is. */
  readonly dueDays: number | null;
  /** The skill that practice without a choice begins with; null without skills. */
  readonly weakest: SkillProgress | null;
  /** The first moment after now at which something returns; null when nothing is planned. */
  readonly nextDueAt: Date | null;
  /** How often somebody was right when they said so; only from ten answers on. */
  readonly calibration: readonly {
    readonly confidence: Confidence;
    readonly count: number;
    readonly share: number;
  }[];
}

const ENOUGH_ANSWERS = 10;

/** A person's own view of their skills. Nobody else sees it. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly bank: PracticeBank,
  ) {}

  async own(actor: Actor): Promise<Progress> {
    const personId = learnerOf(actor);
    const [skills, cards, calibration] = await Promise.all([
      this.skills(actor),
      listCards(this.db.read, personId),
      listCalibration(this.db.read, personId),
    ]);
    const now = this.clock.now().epochMilliseconds;
    const later = cards.find((card) => card.dueAt.getTime() > now);
    // The cards come in the order of their dates.
    const due = cards.filter((card) => card.dueAt.getTime() <= now);
    const [weakest] = weakestFirst(skills);
    return {
      skills,
      due: due.length,
      dueDays: due[0] ? midnightsBetween(due[0].dueAt.getTime(), now, actor.zone) : null,
      weakest: skills.find(({ skill }) => skill === weakest) ?? null,
      nextDueAt: later?.dueAt ?? null,
      calibration: calibration
        .filter(({ count }) => count >= ENOUGH_ANSWERS)
        .map(({ confidence, count, right }) => ({ confidence, count, share: right / count })),
    };
  }

  /** Skills in the order of the courses, in words. */
  async skills(actor: Actor): Promise<SkillProgress[]> {
    const [items, evidence] = await Promise.all([this.bank.items(), this.bank.evidence(learnerOf(actor))]);
    return standingsOf(items, evidence, actor.zone);
  }

  /** How many objectives wait for this person now: for the home page and the path. */
  countDue(tx: Tx, personId: string): Promise<number> {
    return countDue(tx, personId, this.clock.now().toString());
  }

  /** Everything of attempts that the home page asks, in one statement. */
  waiting(tx: Tx, personId: string): Promise<Waiting> {
    return findWaiting(tx, personId, this.clock.now().toString());
  }

  /** Names of skills by id, as they are published. */
  async skillNames(): Promise<Map<string, { nl: string; en: string }>> {
    const { skills } = await this.catalogue.current();
    return new Map([...skills.values()].map(({ id, name }) => [id, name]));
  }

  /** Minutes of the lessons of a category by skill. */
  async minutesBySkill(category: string): Promise<Map<string, number>> {
    const lessons = await this.catalogue.listLessons(this.db.read, { category });
    const minutes = new Map<string, number>();
    for (const lesson of lessons)
      minutes.set(lesson.skill, (minutes.get(lesson.skill) ?? 0) + lesson.minutes);
    return minutes;
  }
}
