import { z } from 'zod';
import { CONFIDENCES, LEVELS, TEXT_ANSWER_LIMIT } from '#assessment';

export const categoryCode = z.string().regex(/^[A-Z0-9]{1,3}$/);
export const skillId = z.string().regex(/^[a-z0-9.-]{2,60}$/);
const token = z.string().regex(/^[1-9]\d?$/);

/** Starts or resumes: somebody has at most one open test of a kind and category, and one open round of practice. */
export const startAttempt = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('placement'), category: categoryCode }),
  z.object({ kind: z.literal('exam'), category: categoryCode }),
  z.object({ kind: z.literal('practice'), skill: skillId.optional() }),
]);
export type StartAttempt = z.output<typeof startAttempt>;

/** Answers the question on the screen. Sending the same again changes nothing. */
export const answerQuestion = z.object({
  position: z.int().min(1).max(200),
  /** Exams: the session that start or take-over gave. */
  session: z.string().max(60).optional(),
  answer: z.object({
    option: token.optional(),
    options: z.array(token).max(12).optional(),
    order: z.array(token).max(12).optional(),
    pairs: z.record(token, token).optional(),
    text: z.string().max(TEXT_ANSWER_LIMIT).optional(),
    /** Scenario: the option chosen in each step. */
    steps: z.record(token, token).optional(),
    /** Hotspot: the part of the picture. */
    area: token.optional(),
    /** Placement: "I don't know yet". */
    skip: z.boolean().optional(),
  }),
  confidence: z.enum(CONFIDENCES).optional(),
});
export type AnswerQuestion = z.output<typeof answerQuestion>;

/** What a form sends besides the answer itself. */
export const answerForm = z.looseObject({
  position: z.coerce.number().int().min(1).max(200),
  session: z.string().max(60).optional(),
  confidence: z.enum(CONFIDENCES).optional(),
  /** Practice: when the page with the question was made, epoch milliseconds. */
  shownAt: z.coerce.number().int().min(0).max(8.64e15).optional().catch(undefined),
  skip: z.string().max(5).optional(),
});

export const startPractice = z.object({ skill: skillId.optional() });
export const extraTime = z.object({
  percent: z.coerce.number().pipe(z.union([z.literal(0), z.literal(25), z.literal(50), z.literal(100)])),
});
export const practiceQuery = z.object({ skill: skillId.optional() });
export const shownQuery = z.object({ shown: z.coerce.number().int().min(1).max(200).optional() });
export const sessionQuery = z.object({ session: z.string().max(60).optional() });

const part = z.object({ token: z.string(), text: z.string() });

const picture = z.object({ src: z.string(), alt: z.string(), width: z.int(), height: z.int() });

/** A question without anything that could give the answer away. */
export const questionView = z.object({
  position: z.int(),
  type: z.enum(['single', 'multiple', 'order', 'match', 'text', 'scenario', 'hotspot']),
  stem: z.string(),
  choose: z.int().optional(),
  options: z.array(part).optional(),
  /** Order: what to put in order. Scenario: what happens in each step, its question and its options. */
  steps: z.array(part.extend({ options: z.array(part).optional() })).optional(),
  left: z.array(part).optional(),
  right: z.array(part).optional(),
  /** Hotspot: the picture of which one part is asked; width and height are the units of the areas. */
  picture: picture.optional(),
  /** Hotspot: the parts that may be chosen; `at` is x, y, width and height. */
  areas: z.array(part.extend({ at: z.array(z.int()).length(4) })).optional(),
});

export const attemptView = z.object({
  id: z.uuid(),
  kind: z.enum(['placement', 'practice', 'exam']),
  category: z.string().nullable(),
  state: z.enum(['open', 'finished']),
  startedAt: z.string(),
  deadlineAt: z.string().nullable(),
  secondsLeft: z.int().nullable(),
  answered: z.int(),
  most: z.int(),
  /** Exams, right after start or take-over: send it with every answer. */
  session: z.string().nullable(),
  /** Practice: why this question now, in one sentence; null in tests. */
  reason: z.string().nullable(),
  question: questionView.nullable(),
});
export type AttemptView = z.output<typeof attemptView>;

const explainedOption = z.object({
  token: z.string(),
  text: z.string(),
  chosen: z.boolean(),
  state: z.enum(['right', 'wrong', 'missed']).nullable(),
  why: z.string(),
});

export const feedbackView = z.object({
  /** Names the answered question, for a report that it isn't right. */
  asked: z.object({ attemptId: z.uuid(), position: z.int() }),
  outcome: z.enum(['right', 'partly', 'wrong']),
  verdict: z.string(),
  returnsInDays: z.int(),
  /** Also the parts of a picture. */
  options: z.array(explainedOption).optional(),
  /** Scenario: its steps. */
  questions: z
    .array(z.object({ text: z.string(), right: z.boolean(), options: z.array(explainedOption) }))
    .optional(),
  picture: picture.optional(),
  steps: z
    .array(z.object({ text: z.string(), given: z.int(), right: z.boolean(), why: z.string() }))
    .optional(),
  pairs: z
    .array(
      z.object({
        left: z.string(),
        given: z.string(),
        expected: z.string(),
        right: z.boolean(),
        why: z.string(),
      }),
    )
    .optional(),
  text: z.object({ given: z.string(), example: z.string(), why: z.string(), near: z.string() }).optional(),
  rule: z.string(),
});

export const answeredView = z.object({
  /** False when this position had been answered before: nothing changed. */
  saved: z.boolean(),
  /** Practice only. */
  feedback: feedbackView.nullable(),
  attempt: attemptView,
});

const skillName = z.object({ skill: z.string(), name: z.string() });

export const resultView = z.object({
  kind: z.enum(['placement', 'practice', 'exam']),
  category: z.string().nullable(),
  outcome: z.string(),
  finishedAt: z.string(),
  /** Placement: skills you may skip, and the minutes that saves. */
  known: z.array(skillName).optional(),
  toLearn: z.array(skillName).optional(),
  minutesSaved: z.int().optional(),
  /** Placement: all skills together, in words. */
  level: z.string().optional(),
  /** Exam, not passed: what to practise, and from when you may try again. */
  topics: z.array(skillName).optional(),
  availableAgainAt: z.string().nullable().optional(),
});

const level = z.enum(LEVELS);

export const progressView = z.object({
  due: z.int(),
  /** What practice without a choice begins with, and the reason; null without practice questions. */
  next: z.object({ skill: z.string().nullable(), reason: z.string() }).nullable(),
  skills: z.array(
    z.object({
      skill: z.string(),
      name: z.string(),
      mastery: z.enum([...LEVELS, 'unknown']),
      /** Between which words the truth lies, in 8 of 10 cases; null as long as there is no word. */
      band: z.object({ from: level, to: level }).nullable(),
      answered: z.int(),
    }),
  ),
});
