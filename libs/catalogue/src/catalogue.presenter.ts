import { z } from 'zod';
import type { Skill } from '#content';
import type { CatalogueCourse, CatalogueLesson } from './snapshot.js';

const bothLanguages = z.object({ nl: z.string(), en: z.string() });

export const courseView = z.object({
  id: z.uuid(),
  slug: z.string(),
  code: z.string(),
  status: z.string(),
  licence: z.string(),
  title: bothLanguages,
  summary: bothLanguages,
  outcomes: z.array(bothLanguages),
  minutes: z.number().int(),
  lessons: z.array(
    z.object({
      id: z.uuid(),
      skill: z.string(),
      minutes: z.number().int(),
      title: bothLanguages,
      summary: bothLanguages,
    }),
  ),
});
export type CourseView = z.output<typeof courseView>;

export const skillView = z.object({
  id: z.string(),
  name: bothLanguages,
  category: z.string(),
  needs: z.array(z.string()),
  digcomp: z.object({ framework: z.string(), ids: z.array(z.string()), level: z.string() }),
});
export type SkillView = z.output<typeof skillView>;

export function presentCourse(course: CatalogueCourse, lessons: readonly CatalogueLesson[]): CourseView {
  const { id, slug, code, status, licence, title, summary, outcomes } = course;
  return {
    id,
    slug,
    code,
    status,
    licence,
    title,
    summary,
    outcomes: [...outcomes],
    minutes: lessons.reduce((sum, lesson) => sum + lesson.minutes, 0),
    lessons: lessons.map(({ id, skill, minutes, text: { nl, en } }) => ({
      id,
      skill,
      minutes,
      title: { nl: nl.title, en: en.title },
      summary: { nl: nl.summary, en: en.summary },
    })),
  };
}

export const presentSkill = ({ id, name, category, needs, digcomp }: Skill): SkillView => ({
  id,
  name,
  category,
  needs,
  digcomp,
});
