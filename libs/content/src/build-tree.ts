import { parseLessonText } from './parse-lesson.js';
import { parseYaml, parseYamlList, type ParseResult } from './parse-file.js';
import { answerCard } from './schemas/card.schema.js';
import { course } from './schemas/course.schema.js';
import { draftItem } from './schemas/draft.schema.js';
import { term } from './schemas/glossary.schema.js';
import { item } from './schemas/item.schema.js';
import { lesson } from './schemas/lesson.schema.js';
import { licence } from './schemas/licence.schema.js';
import { learningPath } from './schemas/path.schema.js';
import { ratings } from './schemas/ratings.schema.js';
import { skill } from './schemas/skills.schema.js';
import type { z } from 'zod';
import {
  LANGUAGES,
  type CourseFolder,
  type ItemsFile,
  type LessonFolder,
  type Parsed,
  type PerLanguage,
  type Problem,
  type SourceFile,
  type Tree,
} from './tree.js';

/** Folder names below `courses/` that are no course. */
const RESERVED = ['cards', 'paths', 'licences', 'schemas'] as const;

/** Parses every file of `courses/` by its place in the tree. Problems of single files come back beside the tree. */
export function buildTree(files: readonly SourceFile[]): { tree: Tree; problems: Problem[] } {
  const shelf = new Shelf(files);
  const folders = [
    ...new Set(
      files
        .map((file) => file.path.split('/'))
        .filter((parts) => parts.length > 1)
        .map(([top]) => top ?? ''),
    ),
  ];
  const courseFolders = folders.filter((folder) => !(RESERVED as readonly string[]).includes(folder));
  const tree: Tree = {
    files,
    // The example brings its own skills, so that the syllabus holds nothing but the syllabus.
    skills: ['skills.yaml', '_example/skills.yaml'].flatMap((path) => shelf.list(path, skill)),
    glossary: shelf.list('glossary.yaml', term),
    courses: courseFolders.map((folder) => shelf.course(folder)),
    licences: shelf.below('licences', '.yaml').flatMap((path) => shelf.one(path, licence) ?? []),
    paths: shelf.below('paths', '.yaml').flatMap((path) => shelf.one(path, learningPath) ?? []),
    cards: shelf.below('cards', '.yaml').flatMap((path) => shelf.one(path, answerCard) ?? []),
  };
  return { tree, problems: shelf.problems };
}

/** Finds files by path and gathers what is wrong with them. */
class Shelf {
  readonly problems: Problem[] = [];
  private readonly byPath: ReadonlyMap<string, SourceFile>;

  constructor(private readonly files: readonly SourceFile[]) {
    this.byPath = new Map(files.map((file) => [file.path, file]));
  }

  below(folder: string, ending: string): string[] {
    return this.files
      .map((file) => file.path)
      .filter((path) => path.startsWith(`${folder}/`) && path.endsWith(ending));
  }

  one<T>(path: string, schema: z.ZodType<T>): Parsed<T> | undefined {
    return this.keep(this.withText(path, (file) => parseYaml(file, schema)))[0];
  }

  list<T>(path: string, schema: z.ZodType<T>): Parsed<T>[] {
    return this.keep(this.withText(path, (file) => parseYamlList(file, schema)));
  }

  course(folder: string): CourseFolder {
    const lessonFolders = new Set(
      this.below(`${folder}/lessons`, '').flatMap((path) =>
        path.split('/').length > 3 ? (path.split('/')[2] ?? []) : [],
      ),
    );
    return {
      folder,
      course: this.one(`${folder}/course.yaml`, course),
      lessons: [...lessonFolders].map((slug) => this.lesson(folder, slug)),
      itemFiles: this.below(`${folder}/items`, '.yaml').map((path) => this.items(path)),
      draftFiles: this.below(`${folder}/drafts`, '.yaml').map((path) => ({
        file: path,
        skill: skillOf(path),
        drafts: this.list(path, draftItem),
      })),
      ratings: this.one(`${folder}/ratings.yaml`, ratings),
      text: this.perLanguage((language) => this.byPath.get(`${folder}/course.${language}.md`)),
    };
  }

  private lesson(course: string, slug: string): LessonFolder {
    const folder = `${course}/lessons/${slug}`;
    return {
      folder,
      slug,
      lesson: this.one(`${folder}/lesson.yaml`, lesson),
      text: this.perLanguage((language) => {
        const file = this.byPath.get(`${folder}/lesson.${language}.md`);
        if (!file || file.text === null) return undefined;
        const { text, problems } = parseLessonText({ path: file.path, text: file.text });
        this.problems.push(...problems);
        return text;
      }),
    };
  }

  private items(path: string): ItemsFile {
    return {
      file: path,
      skill: skillOf(path),
      items: this.list(path, item),
    };
  }

  private perLanguage<T>(find: (language: 'nl' | 'en') => T | undefined): PerLanguage<T> {
    const found: { nl?: T; en?: T } = {};
    for (const language of LANGUAGES) {
      const text = find(language);
      if (text !== undefined) found[language] = text;
    }
    return found;
  }

  private withText<T>(
    path: string,
    parse: (file: { path: string; text: string }) => ParseResult<T>,
  ): ParseResult<T> {
    const file = this.byPath.get(path);
    return file && file.text !== null ? parse({ path, text: file.text }) : { parsed: [], problems: [] };
  }

  private keep<T>(result: ParseResult<T>): Parsed<T>[] {
    this.problems.push(...result.problems);
    return [...result.parsed];
  }
}

const skillOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.yaml$/, '');
