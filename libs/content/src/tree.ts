import type { AnswerCard } from './schemas/card.schema.js';
import type { Course } from './schemas/course.schema.js';
import type { DraftItem } from './schemas/draft.schema.js';
import type { Term } from './schemas/glossary.schema.js';
import type { Item } from './schemas/item.schema.js';
import type { Lesson, LessonFrontMatter } from './schemas/lesson.schema.js';
import type { Licence } from './schemas/licence.schema.js';
import type { LearningPath } from './schemas/path.schema.js';
import type { Ratings } from './schemas/ratings.schema.js';
import type { Skill } from './schemas/skills.schema.js';
import type { Language } from './schemas/text.schema.js';

/** One file of `courses/`. Pictures other than SVG are not read as text. `path` is relative to `courses/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string | null;
  readonly bytes: Uint8Array;
}

/** Where something stands; both count from 1, as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export type FieldPath = readonly (string | number)[];

/** Something an author must mend (or, for an outdated translation, soon). */
export interface Problem extends Place {
  readonly file: string;
  readonly rule: string;
  readonly message: string;
}

/** A parsed part of a file that remembers where each of its fields stands. */
export interface Parsed<T> {
  readonly file: string;
  readonly value: T;
  at(path: FieldPath): Place;
}

export const CARD_KINDS = ['situation', 'try', 'idea', 'do', 'keep'] as const;
export type CardKind = (typeof CARD_KINDS)[number];

export interface Card extends Place {
  readonly kind: string;
  readonly heading: string;
  /** Markdown below the heading, without the empty lines around it. */
  readonly body: string;
  readonly bodyLine: number;
}

export interface LessonText {
  readonly file: string;
  readonly source: string;
  readonly front: Parsed<LessonFrontMatter>;
  readonly cards: readonly Card[];
}

export type PerLanguage<T> = { readonly [language in Language]?: T };

export interface LessonFolder {
  /** Folder relative to `courses/`, such as `spot-phishing/lessons/links`. */
  readonly folder: string;
  readonly slug: string;
  readonly lesson: Parsed<Lesson> | undefined;
  readonly text: PerLanguage<LessonText>;
}

export interface ItemsFile {
  readonly file: string;
  /** The file's name without `.yaml`: the skill its items ask. */
  readonly skill: string;
  /** The items that could be read, in file order. */
  readonly items: readonly Parsed<Item>[];
}

/** `drafts/<skill>.yaml`: items whose author is not done; nothing of them is published. */
export interface DraftsFile {
  readonly file: string;
  readonly skill: string;
  readonly drafts: readonly Parsed<DraftItem>[];
}

export interface CourseFolder {
  readonly folder: string;
  readonly course: Parsed<Course> | undefined;
  readonly lessons: readonly LessonFolder[];
  readonly itemFiles: readonly ItemsFile[];
  readonly draftFiles: readonly DraftsFile[];
  /** How hard readers find the items; a course without active items needs none. */
  readonly ratings: Parsed<Ratings> | undefined;
  readonly text: PerLanguage<SourceFile>;
}

/** All of `courses/` after reading and before checking across files. */
export interface Tree {
  readonly files: readonly SourceFile[];
  readonly skills: readonly Parsed<Skill>[];
  readonly glossary: readonly Parsed<Term>[];
  readonly courses: readonly CourseFolder[];
  readonly licences: readonly Parsed<Licence>[];
  readonly paths: readonly Parsed<LearningPath>[];
  /** Answer cards of `cards/`. */
  readonly cards: readonly Parsed<AnswerCard>[];
}

/** All items of a course, over its files. */
export const itemsOf = (course: CourseFolder): Parsed<Item>[] =>
  course.itemFiles.flatMap((file) => [...file.items]);

/** All drafts of a course, over its files. */
export const draftsOf = (course: CourseFolder): Parsed<DraftItem>[] =>
  course.draftFiles.flatMap((file) => [...file.drafts]);

export const LANGUAGES = ['nl', 'en'] as const;
