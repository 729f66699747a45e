import { z } from 'zod';
import { cataloguePaths, type CatalogueCourse, type Category } from '#catalogue';
import type { Language } from '#kernel';
import { t } from '#ui';
import type { StepReason } from './next-step.js';
import { neededFor, type Path, type Station } from './path.js';
import { pathsPaths } from './paths.paths.js';
import type { NextStep, PathNow } from './paths.service.js';

const bothLanguages = z.object({ nl: z.string(), en: z.string() });

export const pathView = z.object({
  category: z.string(),
  title: bothLanguages,
  /** Licences that somebody must hold on the day of this exam. */
  needs: z.array(z.object({ category: z.string(), held: z.boolean() })),
  lessons: z.object({ total: z.int(), left: z.int() }),
  minutesLeft: z.int(),
  minutesSaved: z.int(),
  stations: z.array(
    z.object({
      lessonId: z.uuid(),
      skill: z.string(),
      course: z.string(),
      title: bothLanguages,
      minutes: z.int(),
      state: z.enum(['todo', 'done', 'exempt']),
    }),
  ),
  next: z.object({
    kind: z.enum(['placement', 'lesson', 'practice', 'exam', 'review', 'licence', 'none']),
    minutes: z.int(),
    reason: bothLanguages,
    lessonId: z.uuid().nullable(),
    url: z.string(),
  }),
});
export type PathView = z.output<typeof pathView>;

/** Why a step is next, as a sentence. */
export function reasonWords({ key, args, titles }: StepReason, lang: Language): string {
  const named = Object.entries(titles ?? {}).map(([name, title]) => [name, title[lang]] as const);
  return t(lang, key, { ...args, ...Object.fromEntries(named) });
}

/** The path as JSON. */
export function presentPath({ path, category, needs, next }: PathNow): PathView {
  return {
    category: path.category,
    title: category.title,
    needs: needs.map((need) => ({ ...need })),
    lessons: path.lessons,
    minutesLeft: path.minutesLeft,
    minutesSaved: path.minutesSaved,
    stations: path.stations.map(({ lesson, state }) => ({
      lessonId: lesson.id,
      skill: lesson.skill,
      course: lesson.course.slug,
      title: lesson.title,
      minutes: lesson.minutes,
      state,
    })),
    next: {
      kind: next.kind,
      minutes: next.minutes,
      reason: { nl: reasonWords(next.reason, 'nl'), en: reasonWords(next.reason, 'en') },
      lessonId: next.lessonId,
      url: next.url,
    },
  };
}

interface RoadItem {
  readonly title: string;
  readonly meta?: string;
  readonly note?: string;
  readonly state: 'done' | 'current' | 'todo' | 'exempt' | 'locked' | 'station';
  readonly stateLabel?: string;
  readonly href?: string;
}

/** The model of the page /learn for one category; `all` are the categories to switch between. */
export function learnPage(
  { path, category, needs, next, progress }: PathNow,
  all: readonly Category[],
  lang: Language,
) {
  const { total, left } = path.lessons;
  const done = path.stations.filter(({ state }) => state === 'done').length;
  return {
    lead: category.summary[lang],
    tabs: all.map((one) => ({
      label: `${one.category} · ${one.title[lang]}`,
      href: pathsPaths.learn({ category: one.category }),
      current: one.category === category.category,
    })),
    hasTabs: all.length > 1,
    hero: heroOf(next, lang),
    progress: total === 0 ? 100 : Math.round(((total - left) / total) * 100),
    progressLabel: t(lang, 'paths.progress', { done: total - left, total }),
    facts: [
      {
        term: t(lang, 'paths.minutes_left'),
        text: t(lang, 'paths.minutes_of_lessons', { n: path.minutesLeft, left }),
      },
      { term: t(lang, 'paths.minutes_saved'), text: t(lang, 'paths.minutes', { n: path.minutesSaved }) },
      { term: t(lang, 'paths.lessons_done'), text: t(lang, 'paths.of_total', { done, total }) },
      ...needs.map(({ category: code, held }) => ({
        term: t(lang, 'paths.needs'),
        text: t(lang, held ? 'paths.needs_held' : 'paths.licence', { category: code }),
        href: pathsPaths.learn({ category: code }),
      })),
    ],
    // Whoever has begun may still show what they know already, as long as there is something to save.
    testOut:
      next.kind !== 'placement' && next.kind !== 'none' && left > 0
        ? pathsPaths.placement({ category: path.category })
        : null,
    road: [
      ...placementStop(progress.placedAt !== null, path, lang),
      ...path.stations.flatMap((station, index) => [
        ...courseStop(station, path.stations[index - 1], lang),
        lessonStop(station, next.lessonId, lang),
      ]),
      examStop(category, path, next, lang),
    ],
  };
}

function heroOf(next: NextStep, lang: Language) {
  const args = { category: next.first ?? '' };
  return {
    title: next.title ? next.title[lang] : t(lang, `paths.step_${next.kind}`, args),
    eyebrow: t(lang, next.kind === 'none' ? 'paths.eyebrow_done' : 'paths.eyebrow_next'),
    reason: reasonWords(next.reason, lang),
    minutes: next.minutes,
    href: next.url,
    label: t(lang, `paths.start_${next.kind}`, args),
  };
}

function placementStop(isPlaced: boolean, path: Path, lang: Language): RoadItem[] {
  const untouched = path.lessons.left === path.lessons.total;
  if (!isPlaced && !untouched) return [];
  return [
    {
      title: t(lang, 'paths.step_placement'),
      note: t(lang, 'paths.placement_note'),
      state: isPlaced ? 'done' : 'current',
      ...(isPlaced
        ? { stateLabel: t(lang, 'paths.state_done') }
        : { href: pathsPaths.placement({ category: path.category }) }),
    },
  ];
}

function courseStop({ lesson }: Station, before: Station | undefined, lang: Language): RoadItem[] {
  if (before?.lesson.course.slug === lesson.course.slug) return [];
  return [
    {
      title: lesson.course.title[lang],
      state: 'station',
      href: cataloguePaths.course({ slug: lesson.course.slug }),
    },
  ];
}

function lessonStop({ lesson, state }: Station, current: string | null, lang: Language): RoadItem {
  const isCurrent = current === lesson.id;
  return {
    title: lesson.title[lang],
    meta: t(lang, 'paths.minutes', { n: lesson.minutes }),
    state: isCurrent ? 'current' : state,
    href: pathsPaths.lesson({ id: lesson.id }),
    ...(state === 'todo' && !isCurrent
      ? {}
      : { stateLabel: t(lang, isCurrent ? 'paths.state_next' : `paths.state_${state}`) }),
  };
}

function examStop(category: Category, path: Path, next: NextStep, lang: Language): RoadItem {
  const isHeld = next.kind === 'none';
  const state =
    next.kind === 'exam'
      ? 'current'
      : isHeld
        ? 'done'
        : path.lessons.left > 0 || next.kind === 'licence'
          ? 'locked'
          : 'todo';
  const { min, max, minutes } = category.exam;
  return {
    title: t(lang, 'paths.exam_of', { category: category.category, title: category.title[lang] }),
    meta: t(lang, 'paths.exam_size', { min, max, minutes }),
    state,
    ...(next.kind === 'licence' ? { note: reasonWords(next.reason, lang) } : {}),
    ...(state === 'locked'
      ? {}
      : { href: isHeld ? pathsPaths.licences() : pathsPaths.exam({ category: category.category }) }),
  };
}

/** The model of the page /courses/:slug. */
export function coursePage(course: CatalogueCourse, path: Path, lang: Language) {
  const next = path.stations.find(({ isNext }) => isNext);
  const minutes = path.stations.reduce((sum, { lesson }) => sum + lesson.minutes, 0);
  const number = next ? path.stations.indexOf(next) + 1 : 0;
  return {
    title: course.title[lang],
    lead: course.summary[lang],
    eyebrow: t(lang, 'paths.course_code', { code: course.code }),
    outcomes: course.outcomes.map((outcome) => `- ${outcome[lang]}`).join('\n'),
    text: course.page[lang],
    facts: [
      { term: t(lang, 'paths.course_takes'), text: t(lang, 'paths.minutes', { n: minutes }) },
      { term: t(lang, 'paths.course_lessons'), text: String(path.lessons.total) },
      {
        term: t(lang, 'paths.course_counts'),
        text: t(lang, 'paths.licence', { category: course.licence }),
        href: pathsPaths.learn({ category: course.licence }),
      },
      {
        term: t(lang, 'paths.course_reviewed'),
        text: t(lang, 'paths.before_date', { date: course.reviewBy }),
      },
    ],
    start: next
      ? {
          href: pathsPaths.lesson({ id: next.lesson.id }),
          label: t(lang, 'paths.start_number', { number, minutes: next.lesson.minutes }),
          why: whyHere(next, path, lang),
        }
      : null,
    waits: (next?.waitsFor.length ?? 0) > 0,
    testOut: next ? pathsPaths.placement({ category: course.licence }) : null,
    road: path.stations.map((station) => lessonStop(station, next?.lesson.id ?? null, lang)),
  };
}

/** Why a course goes on with this lesson. */
function whyHere({ lesson }: Station, { stations, lessons }: Path, lang: Language): string {
  const neededBy = neededFor(lesson.skill, stations);
  return neededBy
    ? t(lang, 'paths.course_next_needed', { lesson: neededBy.title[lang] })
    : t(lang, 'paths.course_next', { left: lessons.left });
}
