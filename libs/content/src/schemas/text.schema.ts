import { z } from 'zod';

/** Text that says something: not empty, not only spaces. */
export const text = z.string().regex(/\S/, 'is empty: write the text or leave the line out');

/** The same text in both languages of the product; `nl` is the source, `en` its translation. */
export const bothLanguages = z
  .strictObject({ nl: text, en: text })
  .describe('The same text in Dutch (the source) and English');

/** A calendar day as YYYY-MM-DD. */
export const day = z.iso.date('is not a date; write it as 2027-11-01');

/** A name that stands in a URL and in the file system. */
export const slug = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'must be lower case words joined by hyphens, such as look-at-the-sender',
  );

/** `ph.signals`: two or three letters of the subject, a dot, the skill. */
export const skillId = z
  .string()
  .regex(/^[a-z]{2,3}\.[a-z0-9]+(-[a-z0-9]+)*$/, 'must look like ph.signals: subject, dot, skill');

/** A licence category (A to E) or an endorsement (01 to 03). */
export const categoryCode = z
  .string()
  .regex(/^([A-Z]|0[1-9])$/, 'must be a category A-Z or an endorsement 01-09');

/** Life of a course, lesson, skill or item. Pilot items are asked but do not count. */
export const lifeCycle = z.enum(['draft', 'pilot', 'active', 'retired']);

/** The 21 competences; DigComp 2.2 and 3.0 use the same numbers. */
// prettier-ignore
export const COMPETENCES = [
  '1.1', '1.2', '1.3',
  '2.1', '2.2', '2.3', '2.4', '2.5', '2.6',
  '3.1', '3.2', '3.3', '3.4',
  '4.1', '4.2', '4.3', '4.4',
  '5.1', '5.2', '5.3', '5.4',
] as const;

export const digcomp = z
  .strictObject({
    framework: z.literal('3.0'),
    ids: z.array(z.enum(COMPETENCES)).min(1),
    level: z.enum(['basic', 'intermediate', 'advanced', 'highly-advanced']),
  })
  .describe('Where this stands in DigComp 3.0');

/** The version with which something changed for people who knew it, and what changed, as they read it. */
const changed = {
  version: z.int().min(2).describe('The version that this is about'),
  nl: text.describe('What changed, in one sentence'),
  en: text,
};

/** On an item: `update` when answers to the former version still say something, `invalidating` when they do not. */
export const itemChange = z
  .strictObject({ type: z.enum(['update', 'invalidating']), ...changed })
  .describe('Why the version was raised; invalidating: answers before it no longer count');

/** On a lesson: an update is shown once more to people who hold the licence. */
export const lessonChange = z
  .strictObject(changed)
  .describe('An update, numbered from 2 on: holders of the licence are asked to read the lesson again');

export type ItemChange = z.infer<typeof itemChange>;
export type LessonChange = z.infer<typeof lessonChange>;
export type BothLanguages = z.infer<typeof bothLanguages>;
export type Language = 'nl' | 'en';
export type LifeCycle = z.infer<typeof lifeCycle>;
