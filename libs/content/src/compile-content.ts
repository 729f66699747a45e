import { fingerprint } from './fingerprint.js';
import { perLanguage, picturePath } from './pictures.js';
import type { AnswerCard } from './schemas/card.schema.js';
import type { HotspotItem, Item } from './schemas/item.schema.js';
import type { Lesson } from './schemas/lesson.schema.js';
import type { Licence } from './schemas/licence.schema.js';
import type { LearningPath } from './schemas/path.schema.js';
import type { Skill } from './schemas/skills.schema.js';
import type { BothLanguages, Language, LessonChange, LifeCycle } from './schemas/text.schema.js';
import { ratedItemsOf, type RatedItem } from './start-values.js';
import {
  CARD_KINDS,
  type CardKind,
  type CourseFolder,
  itemsOf,
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

/** An item as it is published: a hotspot also names its drawings by fingerprint, so that a new drawing is a new version. */
export type ContentItem = RatedItem & (Exclude<Item, HotspotItem> | (HotspotItem & ContentPictures));

interface ContentPictures {
  readonly hashes: { readonly [language in Language]: string };
}

/** An answer card as its file says, with the name of its file. */
export interface ContentAnswer extends AnswerCard {
  readonly slug: string;
}

/** Everything that may be published: checked, joined, without drafts. */
export interface Content {
  readonly skills: readonly Skill[];
  readonly courses: readonly ContentCourse[];
  readonly lessons: readonly ContentLesson[];
  readonly items: readonly ContentItem[];
  readonly categories: readonly Licence[];
  readonly paths: readonly ContentPath[];
  readonly media: readonly ContentMedia[];
  readonly cards: readonly ContentAnswer[];
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
    items: folders.flatMap((folder) =>
      ratedItemsOf(folder)
        .filter(isPublished)
        .map((item) => compileItem(folder, item, files)),
    ),
    categories: tree.licences.map(({ value }) => value).filter(isPublished),
    paths: tree.paths
      .map(({ value }) => value)
      .filter(isPublished)
      .map((path) => ({ ...path, courses: path.courses.flatMap((folder) => courseIds.get(folder) ?? []) })),
    cards: tree.cards.map(({ file, value }) => ({ ...value, slug: file.replace(/^.*\/|\.yaml$/g, '') })),
    media: folders.flatMap((folder) => [
      ...folder.lessons.flatMap((lesson) => mediaOf(lesson, files)),
      ...picturesOf(folder, files),
    ]),
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

function compileItem(
  { folder }: CourseFolder,
  item: RatedItem,
  files: ReadonlyMap<string, SourceFile>,
): ContentItem {
  if (item.type !== 'hotspot') return item;
  const { nl, en } = perLanguage(item.picture);
  const hash = (file: string): string => fingerprint(bytesAt(picturePath(folder, file), files));
  return { ...item, hashes: { nl: hash(nl), en: hash(en) } };
}

/** The drawings of the hotspot items that are published. */
function picturesOf(course: CourseFolder, files: ReadonlyMap<string, SourceFile>): ContentMedia[] {
  const names = itemsOf(course).flatMap(({ value }) =>
    value.type === 'hotspot' && isPublished(value) ? Object.values(perLanguage(value.picture)) : [],
  );
  return [...new Set(names)].map((file) => media(file, bytesAt(picturePath(course.folder, file), files)));
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
  return (folder.lesson?.value.media ?? []).map(({ file }) => media(file, bytesOf(folder, file, files)));
}

function media(file: string, bytes: Uint8Array): ContentMedia {
  const contentType = CONTENT_TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return { hash: fingerprint(bytes), contentType, bytes };
}

const bytesOf = (
  { folder }: LessonFolder,
  file: string,
  files: ReadonlyMap<string, SourceFile>,
): Uint8Array => bytesAt(`${folder}/media/${file}`, files);

const bytesAt = (path: string, files: ReadonlyMap<string, SourceFile>): Uint8Array =>
  present(files.get(path), path).bytes;

/** The checker has proved that it is there; if it is not, nothing may be published. */
function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is missing; check the content before compiling it`);
  return value;
}
