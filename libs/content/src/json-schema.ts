import { z } from 'zod';
import { answerCard } from './schemas/card.schema.js';
import { course } from './schemas/course.schema.js';
import { draftItem } from './schemas/draft.schema.js';
import { term } from './schemas/glossary.schema.js';
import { item } from './schemas/item.schema.js';
import { lesson, lessonFrontMatter } from './schemas/lesson.schema.js';
import { licence } from './schemas/licence.schema.js';
import { learningPath } from './schemas/path.schema.js';
import { ratings } from './schemas/ratings.schema.js';
import { skill } from './schemas/skills.schema.js';

const SCHEMAS = {
  course,
  lesson,
  'lesson-front-matter': lessonFrontMatter,
  items: z.array(item),
  drafts: z.array(draftItem),
  ratings,
  skills: z.array(skill),
  licence,
  path: learningPath,
  glossary: z.array(term),
  card: answerCard,
} as const;

/** The JSON Schemas with which an editor completes and checks while an author types: path in `courses/` → text. */
export function jsonSchemas(): { path: string; text: string }[] {
  return Object.entries(SCHEMAS).map(([name, schema]) => ({
    path: `schemas/${name}.json`,
    text: `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }), null, 2)}\n`,
  }));
}
