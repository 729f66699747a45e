import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor, invalidInput } from '#kernel';
import { missingKey } from './answer-errors.js';
import { presentAnswered, presentLesson } from './lessons.presenter.js';
import {
  answerLesson,
  type AnswerLesson,
  lessonAnsweredView,
  lessonCompletedView,
  lessonView,
  type LessonView,
  moveLesson,
  type MoveLesson,
} from './lessons.schemas.js';
import { LessonsService } from './lessons.service.js';

const uuid = { schema: z.uuid() };

@Controller('api/v1/lessons/:id')
export class LessonsController {
  constructor(private readonly lessons: LessonsService) {}

  @Get()
  @Api({
    summary: 'Show a lesson and how far you are',
    access: ['employee'],
    scope: 'lessons:read',
    returns: lessonView,
  })
  async show(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<LessonView> {
    return presentLesson(await this.lessons.show(actor, id), actor.language);
  }

  @Post('position')
  @Api({
    summary: 'Go on to a card of a lesson',
    access: ['employee'],
    scope: 'lessons:write',
    returns: lessonView,
    status: 200,
    problems: ['lesson-step-first'],
  })
  async move(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: moveLesson }) { card }: MoveLesson,
  ): Promise<LessonView> {
    return presentLesson(await this.lessons.move(actor, id, card), actor.language);
  }

  @Post('answers')
  @Api({
    summary: 'Answer an item of a lesson and get it explained',
    access: ['employee'],
    scope: 'lessons:write',
    returns: lessonAnsweredView,
    status: 200,
    problems: ['lesson-step-first'],
  })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: answerLesson }) { number, answer, confidence }: AnswerLesson,
  ): Promise<z.output<typeof lessonAnsweredView>> {
    const { practised, step } = await this.lessons.answer(actor, id, { number, raw: answer, confidence });
    if (!practised) {
      const message = missingKey(step.items[number]?.item.body.type);
      throw invalidInput([{ pointer: '/answer', message }]);
    }
    return presentAnswered(practised, step, actor.language);
  }

  @Post('completion')
  @Api({
    summary: 'Finish a lesson',
    access: ['employee'],
    scope: 'lessons:write',
    returns: lessonCompletedView,
    status: 200,
    problems: ['lesson-step-first'],
  })
  async complete(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
  ): Promise<z.output<typeof lessonCompletedView>> {
    const { lesson, first } = await this.lessons.complete(actor, id);
    return { lessonId: lesson.id, first };
  }
}
