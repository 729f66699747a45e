import { Injectable } from '@nestjs/common';
import type { Actor } from '#kernel';
import type { Step, StepReason } from './next-step.js';
import type { Station } from './path.js';

/** A lesson that may be done now, and why it is the best one. */
export interface AdvisedLesson {
  readonly lessonId: string;
  readonly reason: StepReason;
}

/** Whoever knows how somebody's skills stand; null leaves the order of the path. */
export type AdviseLesson = (actor: Actor, open: readonly Station[]) => Promise<AdvisedLesson | null>;

/** Where advice comes from: asked here, provided by an app, since this lib knows nothing of answers. */
@Injectable()
export class LessonAdvice {
  private advise: AdviseLesson | undefined;

  provide(advise: AdviseLesson): void {
    this.advise = advise;
  }

  /** The next lesson by advice among those that wait for nothing; the step as it is when there is no choice. */
  async apply<T extends Step>(
    actor: Actor,
    next: T,
    stations: readonly Station[],
    urlOf: (lessonId: string) => string,
  ): Promise<T> {
    const open = stations.filter(({ state, waitsFor }) => state === 'todo' && waitsFor.length === 0);
    if (next.kind !== 'lesson' || open.length < 2) return next;
    const advised = await this.advise?.(actor, open);
    const lesson = open.find(({ lesson: { id } }) => id === advised?.lessonId)?.lesson;
    if (!advised || !lesson) return next;
    const { minutes, title } = lesson;
    return { ...next, minutes, title, lessonId: lesson.id, reason: advised.reason, url: urlOf(lesson.id) };
  }
}
