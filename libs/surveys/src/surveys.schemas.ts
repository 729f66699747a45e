import { z } from 'zod';
import { ruleSchema } from '#audiences';
import { pageOf } from '#kernel';
import { DIMENSIONS } from './facts.js';
import {
  MAX_QUESTIONS,
  MAX_TOPICS,
  SIDES,
  SMALLEST_GROUP,
  FEWEST_COMMENTS,
  SURVEY_STATES,
} from './survey.js';

export const TITLE_MAX = 120;
export const ACTION_MAX = 300;

const both = (most: number) =>
  z.strictObject({ nl: z.string().trim().min(1).max(most), en: z.string().trim().min(1).max(most) });
const bothView = z.object({ nl: z.string(), en: z.string() });
const day = z.iso.date();

export const surveyInput = z
  .strictObject({
    title: both(TITLE_MAX),
    questions: z.array(z.string().max(40)).min(1).max(MAX_QUESTIONS),
    /** Ids of services and announcements that a probe asks about; an invented one is added. */
    topics: z.array(z.string().max(80)).max(MAX_TOPICS).default([]),
    rule: ruleSchema,
    /** How many are asked at most; null: everybody of the audience who was not asked in the last four weeks. */
    sampleSize: z.int().min(1).max(100_000).nullable(),
    /** Facts by which the answers can be compared. */
    dimensions: z.array(z.enum(DIMENSIONS)).max(DIMENSIONS.length),
    smallestGroup: z.int().min(SMALLEST_GROUP).max(50).default(SMALLEST_GROUP),
    fewestComments: z.int().min(FEWEST_COMMENTS).max(100).default(FEWEST_COMMENTS),
    opensOn: day,
    closesOn: day,
    repeatWeeks: z.int().min(4).max(52).nullable().default(null),
  })
  .meta({ id: 'SurveyInput' });
export type SurveyInput = z.output<typeof surveyInput>;

export const changeSurvey = z.strictObject({ ...surveyInput.shape, version: z.int().min(1) });
export type ChangeSurvey = z.output<typeof changeSurvey>;

/** Shares by question, in whole percents. */
export const predictInput = z.strictObject({
  shares: z.record(z.string().max(40), z.number().min(0).max(100)),
});
export type PredictInput = z.output<typeof predictInput>;

/** A choice or words by question; of a probe the ids that are known. */
export const answerInput = z.strictObject({
  answers: z.record(z.string().max(40), z.union([z.string().max(2000), z.array(z.string().max(80)).max(20)])),
});
export type AnswerInput = z.output<typeof answerInput>;

export const actionInput = z.strictObject({
  question: z.string().max(40),
  said: both(ACTION_MAX),
  does: both(ACTION_MAX),
  /** Personnel number of who sees to it. */
  owner: z.string().trim().min(1).max(40),
  dueOn: day,
});
export type ActionInput = z.output<typeof actionInput>;

/** Personnel numbers, apart by spaces, commas or lines. */
export const vipInput = z.object({ numbers: z.string().max(20_000) });

const topicView = z.object({
  kind: z.enum(['service', 'announcement', 'foil']),
  id: z.string(),
  name: bothView,
});
export const surveyView = z.object({
  id: z.uuid(),
  version: z.int(),
  state: z.enum(SURVEY_STATES),
  title: bothView,
  questions: z.array(z.string()),
  topics: z.array(topicView),
  audience: bothView,
  sampleSize: z.int().nullable(),
  dimensions: z.array(z.enum(DIMENSIONS)),
  smallestGroup: z.int(),
  fewestComments: z.int(),
  opensOn: day,
  closesOn: day,
  repeatWeeks: z.int().nullable(),
  asked: z.int(),
});
export type SurveyView = z.output<typeof surveyView>;
export const surveyPage = pageOf(surveyView);

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });
/** About how many answers a share rests on, to the nearest five. */
const about = z.int();

export const resultsView = z.object({
  survey: surveyView,
  filter: z.partialRecord(z.enum(DIMENSIONS), z.string()),
  filters: z.array(z.partialRecord(z.enum(DIMENSIONS), z.string())),
  rows: z.array(
    z.object({
      question: z.string(),
      predictions: z.array(z.object({ side: z.enum(SIDES), share: z.number() })),
      measured: interval.extend({ n: about }).nullable(),
      gap: interval.nullable(),
      direction: z.enum(['over', 'under', 'none']).nullable(),
    }),
  ),
  awareness: z.array(
    z.object({ topic: z.string(), name: bothView, kind: z.string(), share: interval.nullable(), n: about }),
  ),
  comments: z.array(z.string()).nullable(),
});
export type ResultsView = z.output<typeof resultsView>;

export const pulseView = z.object({
  id: z.uuid(),
  title: bothView,
  closesOn: day,
  answered: z.boolean(),
  questions: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(['choice', 'aware', 'words']),
      text: bothView,
      choices: z.array(z.object({ value: z.string(), text: bothView })),
    }),
  ),
});
export type PulseView = z.output<typeof pulseView>;
export const pulseList = z.object({ items: z.array(pulseView) });
export const predictionList = z.object({
  items: z.array(z.object({ question: z.string(), share: z.number() })),
});
export const treatmentView = z.object({
  findings: z.array(
    z.object({
      outcome: z.string(),
      dimension: z.enum(DIMENSIONS),
      groups: z.array(z.object({ value: z.string(), n: about, share: interval })),
      p: z.number().nullable(),
      isDifferent: z.boolean(),
    }),
  ),
});
