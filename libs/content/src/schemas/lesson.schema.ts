import { z } from 'zod';
import { bothLanguages, lessonChange, skillId, text } from './text.schema.js';

export const itemId = z
  .string()
  .regex(
    /^[a-z]{2,3}\.[a-z0-9]+(-[a-z0-9]+)*\.\d{3}$/,
    'must be the skill and three digits, such as ph.signals.001',
  );

export const objectiveId = z.string().regex(/^o\d$/, 'must be o1, o2, …');

/** `lesson.yaml` */
export const lesson = z.strictObject({
  id: z.uuid().describe('Made once, never changed'),
  change: lessonChange.optional(),
  minutes: z.int().min(2).max(8),
  skill: skillId,
  objectives: z
    .array(z.strictObject({ id: objectiveId, nl: text, en: text }))
    .min(1)
    .describe('What somebody can do after the lesson'),
  try: itemId.describe('The practice item that is shown before anything is taught'),
  do: z.array(itemId).min(3).max(4).describe('Practice items after the idea; not the try item'),
  media: z.array(z.strictObject({ file: text, alt: bothLanguages })),
});

/** Front matter of `lesson.nl.md` and `lesson.en.md`. */
export const lessonFrontMatter = z.strictObject({
  title: text,
  summary: text.describe('One sentence'),
  translates: z
    .string()
    .regex(
      /^[0-9a-f]{8}$/,
      'must be the first 8 hexadecimal digits of the SHA-256 of the Dutch file, in quotes',
    )
    .optional()
    .describe('Only in English files: which Dutch text this translates'),
});

export type Lesson = z.infer<typeof lesson>;
export type LessonFrontMatter = z.infer<typeof lessonFrontMatter>;
