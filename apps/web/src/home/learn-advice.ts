import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LessonAdviser } from '#attempts';
import { type AdvisedLesson, LessonAdvice, type Station } from '#paths';
import type { Actor } from '#kernel';

/** Joins the path, which knows lessons, with answers, which know skills: only an app may. */
@Injectable()
export class LearnAdvice implements OnModuleInit {
  constructor(
    private readonly adviser: LessonAdviser,
    private readonly advice: LessonAdvice,
  ) {}

  onModuleInit(): void {
    this.advice.provide((actor, open) => this.advise(actor, open));
  }

  private async advise(actor: Actor, open: readonly Station[]): Promise<AdvisedLesson | null> {
    const best = await this.adviser.best(
      actor,
      open.map(({ lesson: { id, skill, minutes, course } }) => ({
        ...{ lesson: id, skill, minutes, area: course.slug },
      })),
    );
    if (!best) return null;
    const { main, daysSinceProof } = best.reason;
    if (daysSinceProof === null) return { lessonId: best.lesson, reason: { key: 'paths.reason_best_new' } };
    const key = main === 'forgetting' ? 'paths.reason_best_forgetting' : 'paths.reason_best_gain';
    return { lessonId: best.lesson, reason: { key, args: { days: daysSinceProof } } };
  }
}
