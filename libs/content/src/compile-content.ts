import { canonical, fingerprint } from './fingerprint.js';
import type { Item } from './schemas/item.schema.js';
import type { Lesson } from './schemas/lesson.schema.js';
import type { Licence } from './schemas/licence.schema.js';
import type { LearningPath } from './schemas/path.schema.js';
import type { Skill } from './schemas/skills.schema.js';
import type { BothLanguages, Language, LessonChange, LifeCycle } from './schemas/text.schema.js';
import {
  CARD_KINDS,
  itemsOf,
  type CardKind,
  type CourseFolder,
  type LessonFolder,
  type LessonText,
  type SourceFile,
  type Tree,
} from './tree.js';

export interface ContentCard {
  readonly kind: CardKind;
  readonly heading: string;
  /** Markdown */
  readonly body: string;
}

export interface ContentLesson {
  readonly id: string;
  readonly slug: string;
  readonly course: string;
  readonly status: LifeCycle;
  readonly skill: string;
  readonly minutes: number;
  /** The latest update, for people who knew the lesson before it. */
  readonly change?: LessonChange;
  readonly objectives: Lesson['objectives'];
  readonly try: string;
  readonly do: readonly string[];
  readonly media: readonly { readonly file: string; readonly alt: BothLanguages; readonly hash: string }[];
  readonly text: {
    readonly [language in Language]: {
      readonly title: string;
      readonly summary: string;
      readonly cards: readonly ContentCard[];
    };
  };
}

export interface ContentCourse {
  readonly id: string;
  readonly slug: string;
  readonly code: string;
  readonly status: LifeCycle;
  readonly reviewBy: string;
  /** The role that keeps it, such as `role:learning-team`; what was published before owners were kept has none. */
  readonly owner?: string;
  readonly licence: string;
  readonly title: BothLanguages;
  readonly summary: BothLanguages;
  readonly outcomes: readonly BothLanguages[];
  readonly teaches: readonly string[];
  readonly needs: readonly string[];
  /** Lesson ids in order. */
  readonly lessons: readonly string[];
  /** Page text in Markdown. */
  readonly page: BothLanguages;
}

export interface ContentPath extends Omit<LearningPath, 'courses'> {
  /** Course ids in order. */
  readonly courses: readonly string[];
}

export interface ContentMedia {
  readonly hash: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Everything that may be published: checked, joined, without drafts. */
export interface Content {
  readonly skills: readonly Skill[];
  readonly courses: readonly ContentCourse[];
  readonly lessons: readonly ContentLesson[];
  readonly items: readonly Item[];
  readonly categories: readonly Licence[];
  readonly paths: readonly ContentPath[];
  readonly media: readonly ContentMedia[];
}

/** Joins the parsed files into what the catalogue publishes. Call it on a tree without problems only. */
export function compileContent(tree: Tree): Content {
  const folders = tree.courses.filter(({ course }) => course && course.value.status !== 'draft');
  const courseIds = new Map(folders.map(({ folder, course }) => [folder, course?.value.id ?? '']));
  const files = new Map(tree.files.map((file) => [file.path, file]));
  const lessons = folders.flatMap((folder) =>
    folder.lessons.map((lesson) => compileLesson(folder, lesson, files)),
  );
  return {
    skills: tree.skills.map(({ value }) => value).filter(isPublished),
    courses: folders.map(compileCourse),
    lessons,
    items: folders
      .flatMap(itemsOf)
      .map(({ value }) => value)
      .filter(isPublished),
    categories: tree.licences.map(({ value }) => value).filter(isPublished),
    paths: tree.paths
      .map(({ value }) => value)
      .filter(isPublished)
      .map((path) => ({ ...path, courses: path.courses.flatMap((folder) => courseIds.get(folder) ?? []) })),
    media: folders.flatMap((folder) => folder.lessons.flatMap((lesson) => mediaOf(lesson, files))),
  };
}

const isPublished = ({ status }: { status: LifeCycle }): boolean => status !== 'draft';

function compileCourse({ folder, course, lessons, text }: CourseFolder): ContentCourse {
  const value = present(course, folder).value;
  const ids = new Map(lessons.map(({ slug, lesson }) => [slug, lesson?.value.id ?? '']));
  return {
    id: value.id,
    slug: folder,
    code: value.code,
    status: value.status,
    reviewBy: value.review_by,
    owner: value.owner,
    licence: value.licence,
    title: value.title,
    summary: value.summary,
    outcomes: value.outcomes,
    teaches: value.teaches,
    needs: value.needs,
    lessons: value.lessons.map((slug) => ids.get(slug) ?? ''),
    page: { nl: text.nl?.text ?? '', en: text.en?.text ?? '' },
  };
}

function compileLesson(
  course: CourseFolder,
  folder: LessonFolder,
  files: ReadonlyMap<string, SourceFile>,
): ContentLesson {
  const value = present(folder.lesson, folder.folder).value;
  return {
    id: value.id,
    slug: folder.slug,
    course: present(course.course, course.folder).value.id,
    status: present(course.course, course.folder).value.status,
    skill: value.skill,
    minutes: value.minutes,
    ...(value.change && { change: value.change }),
    objectives: value.objectives,
    try: value.try,
    do: value.do,
    media: value.media.map(({ file, alt }) => ({
      file,
      alt,
      hash: fingerprint(bytesOf(folder, file, files)),
    })),
    text: {
      nl: lessonText(present(folder.text.nl, folder.folder)),
      en: lessonText(present(folder.text.en, folder.folder)),
    },
  };
}

const lessonText = ({ front, cards }: LessonText) => ({
  title: front.value.title,
  summary: front.value.summary,
  cards: cards.map(({ kind, heading, body }) => ({ kind: cardKind(kind), heading, body })),
});

function cardKind(kind: string): CardKind {
  return present(
    CARD_KINDS.find((known) => known === kind),
    kind,
  );
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
};

function mediaOf(folder: LessonFolder, files: ReadonlyMap<string, SourceFile>): ContentMedia[] {
  return (folder.lesson?.value.media ?? []).map(({ file }) => {
    const bytes = bytesOf(folder, file, files);
    const contentType = CONTENT_TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    return { hash: fingerprint(bytes), contentType, bytes };
  });
}

const bytesOf = (
  { folder }: LessonFolder,
  file: string,
  files: ReadonlyMap<string, SourceFile>,
): Uint8Array => present(files.get(`${folder}/media/${file}`), `${folder}/media/${file}`).bytes;

/** The checker has proved that it is there; if it is not, nothing may be published. */
function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is missing; check the content before compiling it`);
  return value;
}

/** What changes when an item means something else: what is right, what can be chosen, not how it is worded. */
export function itemMeaning(item: Item): string {
  switch (item.type) {
    case 'single':
    case 'multiple':
      return fingerprint(canonical([item.type, item.options.map(({ id, key }) => [id, key === true])]));
    case 'order':
      return fingerprint(canonical([item.type, item.steps.map(({ id }) => id), item.accept]));
    case 'match':
      return fingerprint(
        canonical([item.type, item.left.map(({ id }) => id), item.right.map(({ id }) => id), item.pairs]),
      );
    case 'text':
      return fingerprint(canonical([item.type, item.accept]));
  }
}

/**
 * Where an item starts on the ability scale before anybody has answered it: b0 = (level - 3) x 0.8 for an author's
 * level 1 to 5, so -1.6 to 1.6, with a spread of 1.0 because one author alone rated it (courses.md, difficulty
 * priors, step 4).
 */
export const startValues = (item: Item): { b: number; sd: number } => ({
  b: Math.round((item.difficulty.level - 3) * 80) / 100,
  sd: 1.0,
});
