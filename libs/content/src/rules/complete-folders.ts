import { fileFinding, finding, type Rule } from '../rule.js';

export const completeFolders: Rule = {
  name: 'complete-folders',
  group: 'files',
  sentence:
    'A course folder holds course.yaml, course.nl.md and design.md; a lesson folder holds lesson.yaml and lesson.nl.md; ' +
    'the lessons in course.yaml and the lesson folders are the same.',
  check(tree) {
    const paths = new Set(tree.files.map((file) => file.path));
    const absent = (folder: string, names: string[]) =>
      names
        .map((name) => `${folder}/${name}`)
        .filter((path) => !paths.has(path))
        .map((path) => fileFinding(path, 'this file is missing'));
    return tree.courses.flatMap(({ folder, course, lessons }) => {
      const listed = course?.value.lessons ?? [];
      return [
        ...absent(folder, ['course.yaml', 'course.nl.md', 'design.md']),
        ...lessons.flatMap((lesson) => absent(lesson.folder, ['lesson.yaml', 'lesson.nl.md'])),
        ...listed.flatMap((slug, index) =>
          course && !lessons.some((lesson) => lesson.slug === slug)
            ? [finding(course, ['lessons', index], `there is no folder lessons/${slug}`)]
            : [],
        ),
        ...lessons.flatMap((lesson) =>
          course && !listed.includes(lesson.slug)
            ? [fileFinding(`${lesson.folder}/lesson.yaml`, 'this lesson is not in the list of course.yaml')]
            : [],
        ),
      ];
    });
  },
};
