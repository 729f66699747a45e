import { picturePath } from '../pictures.js';
import { fileFinding, type Rule } from '../rule.js';
import type { CourseFolder, LessonFolder, SourceFile } from '../tree.js';

const AT_THE_TOP =
  /^(README\.md|STYLE\.md|RULES\.md|REVIEW\.md|skills\.yaml|glossary\.yaml|_example\/skills\.yaml|schemas\/[a-z-]+\.json|(cards|paths|licences)\/[a-z0-9-]+\.yaml)$/;

export const noOrphanFiles: Rule = {
  name: 'no-orphan-files',
  group: 'files',
  sentence: 'There is no file that nothing points to.',
  check(tree) {
    const known = new Set(tree.courses.flatMap(filesOf));
    const drawn = pictureNames(tree.files);
    // What course.yaml or lesson.yaml would name is unknown as long as it cannot be read.
    const unreadable = tree.courses.flatMap(({ folder, course, lessons }) =>
      course ? lessons.filter(({ lesson }) => !lesson).map((lesson) => `${lesson.folder}/`) : [`${folder}/`],
    );
    return tree.files
      .filter(
        (file) =>
          !known.has(file.path) &&
          !AT_THE_TOP.test(file.path) &&
          !drawn.has(file.path) &&
          !unreadable.some((path) => file.path.startsWith(path)),
      )
      .map((file) =>
        fileFinding(
          file.path,
          'nothing points to this file; name it in course.yaml, lesson.yaml or an item, or delete it',
        ),
      );
  },
};

/** Pictures that items and drafts name, read from their text, so that a broken item makes no orphan of its picture. */
function pictureNames(files: readonly SourceFile[]): Set<string> {
  return new Set(
    files.flatMap(({ path, text }) => {
      const [, folder] = /^([^/]+)\/(?:items|drafts)\/[^/]+\.yaml$/.exec(path) ?? [];
      if (folder === undefined) return [];
      return [...(text ?? '').matchAll(/[a-z0-9.-]+\.svg\b/g)].map(([file]) => picturePath(folder, file));
    }),
  );
}

function filesOf({ folder, course, lessons }: CourseFolder): string[] {
  const names = ['course.yaml', 'course.nl.md', 'course.en.md', 'design.md', 'ratings.yaml'];
  const items = (course?.value.teaches ?? []).flatMap((skill) => [
    `items/${skill}.yaml`,
    `drafts/${skill}.yaml`,
  ]);
  return [...[...names, ...items].map((name) => `${folder}/${name}`), ...lessons.flatMap(filesOfLesson)];
}

function filesOfLesson({ folder, lesson }: LessonFolder): string[] {
  const media = (lesson?.value.media ?? []).map(({ file }) => `media/${file}`);
  return ['lesson.yaml', 'lesson.nl.md', 'lesson.en.md', ...media].map((name) => `${folder}/${name}`);
}
