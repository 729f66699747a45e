import { finding, type Rule } from '../rule.js';
import { itemsOf } from '../tree.js';

export const objectivesAsked: Rule = {
  name: 'objectives-asked',
  group: 'lessons',
  sentence:
    'Each objective of a lesson is asked by at least one item, and each item names an objective of the lesson of its skill.',
  check(tree) {
    return tree.courses.flatMap((course) => {
      const items = itemsOf(course);
      const lessons = course.lessons.flatMap(({ lesson }) => lesson ?? []);
      const unasked = lessons.flatMap((lesson) =>
        lesson.value.objectives.flatMap((objective, index) =>
          items.some(({ value }) => value.skill === lesson.value.skill && value.objective === objective.id)
            ? []
            : [finding(lesson, ['objectives', index, 'id'], `no item asks objective ${objective.id}`)],
        ),
      );
      const aimless = items.flatMap((item) => {
        const lesson = lessons.find(({ value }) => value.skill === item.value.skill);
        return lesson && !lesson.value.objectives.some(({ id }) => id === item.value.objective)
          ? [
              finding(
                item,
                ['objective'],
                `the lesson of ${item.value.skill} has no objective ${item.value.objective}`,
              ),
            ]
          : [];
      });
      return [...unasked, ...aimless];
    });
  },
};
