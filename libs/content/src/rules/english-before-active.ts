import { fileFinding, type Rule } from '../rule.js';

export const englishBeforeActive: Rule = {
  name: 'english-before-active',
  group: 'languages',
  sentence: 'A pilot or active course has its English page and lessons: course.en.md and each lesson.en.md.',
  check(tree) {
    return tree.courses
      .filter(({ course }) => course?.value.status === 'pilot' || course?.value.status === 'active')
      .flatMap(({ folder, text, lessons }) => [
        ...(text.en ? [] : [fileFinding(`${folder}/course.en.md`, 'the English page is missing')]),
        ...lessons
          .filter((lesson) => !tree.files.some(({ path }) => path === `${lesson.folder}/lesson.en.md`))
          .map((lesson) => fileFinding(`${lesson.folder}/lesson.en.md`, 'the English lesson is missing')),
      ]);
  },
};
