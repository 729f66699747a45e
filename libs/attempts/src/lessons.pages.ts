import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  fragment,
  type FragmentView,
  isFragment,
  Page,
  page,
  type PageView,
  parseForm,
  Problem,
  type Redirect,
  redirect,
} from '#kernel';
import { givenOf } from './answer-errors.js';
import { DO, TRY } from './lesson.js';
import { lessonsPaths } from './lessons.paths.js';
import { answeredModel, cardOf, lessonPage, questionOf } from './lessons.presenter.js';
import { lessonAnswerForm, lessonQuery, moveLesson, type LessonQuery } from './lessons.schemas.js';
import { LessonsService, type LessonStep } from './lessons.service.js';

const uuid = { schema: z.uuid() };

/** The lesson player: one card a page, everything saved, with or without script. */
@Controller('lessons/:id')
export class LessonsPages {
  constructor(private readonly lessons: LessonsService) {}

  @Get()
  @Page({ access: ['employee'] })
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Query({ schema: lessonQuery }) query: LessonQuery,
  ): Promise<PageView> {
    const step = await this.lessons.show(actor, id, query.card);
    const number = shownNumber(step, query.shown);
    const practised = number === undefined ? null : await this.lessons.explain(actor, id, number);
    return this.card(actor, step, { practised });
  }

  @Post('position')
  @Page({ access: ['employee'] })
  async move(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<Redirect> {
    const form = parseForm(moveLesson, body);
    if (!form.ok) return redirect(lessonsPaths.show({ id }));
    try {
      const { card } = await this.lessons.move(actor, id, form.value.card);
      return redirect(lessonsPaths.show({ id, card }));
    } catch (error) {
      return this.stepFirst(id, error);
    }
  }

  @Post('answers')
  @Page({ access: ['employee'] })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<PageView | FragmentView | Redirect> {
    const form = parseForm(lessonAnswerForm, body);
    if (!form.ok) return redirect(lessonsPaths.show({ id }));
    const { number, confidence } = form.value;
    try {
      const { step, practised } = await this.lessons.answer(actor, id, {
        number,
        confidence,
        raw: form.value,
      });
      const here: LessonStep = { ...step, card: cardOf(number) };
      if (!practised) {
        const given = givenOf(form.value, step.items[number]?.item.body.type);
        return isFragment(request)
          ? fragment('attempts/_question', { question: questionOf(here, actor.language, given) }, 422)
          : this.card(actor, here, { practised: null, given });
      }
      return isFragment(request)
        ? fragment('attempts/_answered', { answered: answeredModel(here, practised, actor.language) })
        : redirect(lessonsPaths.show({ id, card: here.card, shown: number }));
    } catch (error) {
      return this.stepFirst(id, error);
    }
  }

  @Post('completion')
  @Page({ access: ['employee'] })
  async complete(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    try {
      const { lesson } = await this.lessons.complete(actor, id);
      const title = lesson.text[actor.language].title;
      return redirect(lessonsPaths.learn({ done: lesson.skill }), {
        flash: { tone: 'ok', key: 'attempts.lesson_finished', args: { title } },
      });
    } catch (error) {
      return this.stepFirst(id, error);
    }
  }

  private card(actor: Actor, step: LessonStep, shown: Parameters<typeof lessonPage>[2]): PageView {
    const model = lessonPage(step, actor.language, shown);
    return page('attempts/lesson', model, {
      title: model.title,
      layout: 'exam',
      status: shown.given ? 422 : 200,
    });
  }

  /** Somebody skipped something: back to where they are, with a word about it. */
  private stepFirst(id: string, error: unknown): Redirect {
    if (!(error instanceof Problem) || error.definition.type !== 'lesson-step-first') throw error;
    const refusal = String(error.args['refusal']).replaceAll('-', '_');
    return redirect(lessonsPaths.show({ id }), {
      flash: { tone: 'info', key: `attempts.lesson_${refusal}` },
    });
  }
}

/** The tried item is explained as long as its card is open; an exercise when its number is asked for. */
function shownNumber({ card, items }: LessonStep, shown: number | undefined): number | undefined {
  if (card === TRY) return items[0]?.answered ? 0 : undefined;
  return card === DO && shown !== undefined && shown > 0 ? shown : undefined;
}
