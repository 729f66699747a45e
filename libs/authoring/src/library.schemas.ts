import { z } from 'zod';
import { pageQuery } from '#kernel';
import { ITEM_STATES } from './library.js';

const blank = (value: unknown): unknown => (value === '' ? undefined : value);
const bothLanguages = z.object({ nl: z.string(), en: z.string() });

/** The path parameters; what is no id of something published is simply not found. */
export const itemParam = z.string().max(80);
export const slugParam = z.string().max(100);

export const itemsQuery = pageQuery.extend({
  course: z.preprocess(blank, slugParam.optional()),
  skill: z.preprocess(blank, itemParam.optional()),
  use: z.preprocess(blank, z.enum(['practice', 'exam']).optional()),
  state: z.preprocess(blank, z.enum(ITEM_STATES).optional()),
  q: z.preprocess(blank, z.string().max(100).optional()),
});
export type ItemsQuery = z.output<typeof itemsQuery>;

export const shelfCourseView = z.object({
  slug: z.string(),
  code: z.string(),
  status: z.string(),
  licence: z.string(),
  title: bothLanguages,
  owner: z.string().nullable(),
  reviewBy: z.string(),
  isStale: z.boolean(),
  lessons: z.int(),
  practice: z.int(),
  exam: z.int(),
  stale: z.int(),
  disputed: z.int(),
});
export const shelfCourseList = z.object({ items: z.array(shelfCourseView) });

export const shelfItemView = z.object({
  id: z.string(),
  /** The published version, and the one its author wrote. */
  version: z.int(),
  authorVersion: z.int(),
  course: z.string().nullable(),
  skill: z.string(),
  use: z.enum(['practice', 'exam']),
  type: z.string(),
  status: z.string(),
  stem: bothLanguages,
  reviewBy: z.string(),
  states: z.array(z.enum(ITEM_STATES)),
});
export type ShelfItemView = z.output<typeof shelfItemView>;
export const shelfItemList = z.object({
  total: z.int(),
  items: z.array(shelfItemView),
  next: z.string().nullable(),
});

const problemView = z.object({
  rule: z.string(),
  sentence: z.string(),
  message: z.string(),
  field: z.string(),
});
const readingView = z.object({ words: z.int(), wordsPerSentence: z.number(), ease: z.number() }).nullable();
const reviewView = {
  problems: z.array(problemView),
  /** What no rule forbids and somebody may want to look at. */
  notes: z.array(z.looseObject({ kind: z.string() })),
  reading: z.object({ nl: readingView, en: readingView }),
  /** Characters in each language, and English against Dutch in per cent. */
  parity: z.object({ nl: z.int(), en: z.int(), difference: z.number(), isWithin: z.boolean() }),
};

export const itemDetail = shelfItemView.extend({
  /** As its author wrote it, keys and explanations included. */
  body: z.looseObject({ id: z.string() }),
  lessons: z.array(z.uuid()),
  licences: z.array(z.string()),
  ...reviewView,
});
export type ItemDetail = z.output<typeof itemDetail>;

export const lessonDetail = z.object({
  id: z.uuid(),
  version: z.int(),
  course: z.string().nullable(),
  skill: z.string(),
  minutes: z.int(),
  title: bothLanguages,
  summary: bothLanguages,
  cards: z.array(z.object({ kind: z.string(), heading: bothLanguages, text: bothLanguages })),
  items: z.array(z.string()),
  ...reviewView,
});
export type LessonDetail = z.output<typeof lessonDetail>;
