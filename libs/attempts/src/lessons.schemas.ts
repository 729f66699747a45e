import { z } from 'zod';
import { CONFIDENCES } from '#assessment';
import { answerQuestion, feedbackView, questionView } from './attempts.schemas.js';
import type { CardNumber } from './lesson.js';

const CARD_NUMBERS: readonly CardNumber[] = [1, 2, 3, 4, 5];

const cardNumber = z.coerce
  .number()
  .int()
  .min(1)
  .max(5)
  .transform((number) => CARD_NUMBERS[number - 1] ?? 1);
const itemNumber = z.coerce.number().int().min(0).max(4);

/** `?card=` which card to show, `?shown=` the exercise whose explanation to show. */
export const lessonQuery = z.object({ card: cardNumber.optional(), shown: itemNumber.optional() });
export type LessonQuery = z.output<typeof lessonQuery>;

export const moveLesson = z.object({ card: cardNumber });
export type MoveLesson = z.output<typeof moveLesson>;

/** What the form of a lesson's question sends besides the answer itself. */
export const lessonAnswerForm = z.looseObject({
  number: itemNumber,
  confidence: z.enum(CONFIDENCES).optional(),
});

/** The same for the API; 0 is the item to try, 1 and up are the exercises. */
export const answerLesson = z.object({
  number: z.int().min(0).max(4),
  answer: answerQuestion.shape.answer.omit({ skip: true }),
  confidence: z.enum(CONFIDENCES).optional(),
});
export type AnswerLesson = z.output<typeof answerLesson>;

export const lessonView = z.object({
  id: z.uuid(),
  version: z.int(),
  course: z.uuid(),
  skill: z.string(),
  title: z.string(),
  summary: z.string(),
  minutes: z.int(),
  /** The furthest card so far. */
  card: z.int(),
  cards: z.array(z.object({ number: z.int(), kind: z.string(), heading: z.string(), text: z.string() })),
  items: z.array(z.object({ number: z.int(), card: z.int(), answered: z.boolean(), question: questionView })),
});
export type LessonView = z.output<typeof lessonView>;

export const lessonAnsweredView = z.object({ feedback: feedbackView, lesson: lessonView });
export const lessonCompletedView = z.object({ lessonId: z.uuid(), first: z.boolean() });
