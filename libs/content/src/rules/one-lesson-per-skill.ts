import { finding, type Rule } from '../rule.js';

export const oneLessonPerSkill: Rule = {
  name: 'one-lesson-per-skill',
  group: 'courses',
  sentence:
    'Each skill a course teaches has one lesson and one item file in that course, and is taught by that course only.',
  check(tree) {
    const teachers = new Map<string, string>();
    return tree.courses.flatMap(({ folder, course, lessons, itemFiles }) => {
      if (!course) return [];
      const { teaches } = course.value;
      const doubled = teaches.flatMap((skill, index) => {
        const before = teachers.get(skill);
        teachers.set(skill, folder);
        return before ? [finding(course, ['teaches', index], `${skill} is already taught by ${before}`)] : [];
      });
      const uneven = teaches.flatMap((skill, index) => {
        const count = lessons.filter(({ lesson }) => lesson?.value.skill === skill).length;
        return count === 1
          ? []
          : [finding(course, ['teaches', index], `${skill} has ${count} lessons; it must have 1`)];
      });
      const bankless = teaches.flatMap((skill, index) =>
        itemFiles.some((file) => file.skill === skill)
          ? []
          : [finding(course, ['teaches', index], `there is no items/${skill}.yaml`)],
      );
      const strangers = lessons.flatMap(({ lesson }) =>
        lesson && !teaches.includes(lesson.value.skill)
          ? [finding(lesson, ['skill'], `course.yaml does not teach ${lesson.value.skill}`)]
          : [],
      );
      return [...doubled, ...uneven, ...bankless, ...strangers];
    });
  },
};
