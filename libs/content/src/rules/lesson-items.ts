import { finding, type Finding, type Rule } from '../rule.js';
import { itemsOf, type Parsed } from '../tree.js';
import type { Item } from '../schemas/item.schema.js';
import type { Lesson } from '../schemas/lesson.schema.js';

export const lessonItems: Rule = {
  name: 'lesson-items',
  group: 'lessons',
  sentence:
    "try and do name practice items of the lesson's own skill, each once; retired items are not used, nor draft items unless the course is a draft.",
  check(tree) {
    return tree.courses.flatMap((course) => {
      const items = new Map(itemsOf(course).map((parsed) => [parsed.value.id, parsed.value]));
      return course.lessons.flatMap(({ lesson }) =>
        lesson ? chosen(lesson, items, course.course?.value.status === 'draft') : [],
      );
    });
  },
};

function chosen(lesson: Parsed<Lesson>, items: ReadonlyMap<string, Item>, draftsToo: boolean): Finding[] {
  const { skill } = lesson.value;
  const named = [
    { id: lesson.value.try, path: ['try'] as (string | number)[] },
    ...lesson.value.do.map((id, index) => ({ id, path: ['do', index] as (string | number)[] })),
  ];
  return named.flatMap(({ id, path }, index) => {
    const item = items.get(id);
    const say = (message: string): Finding[] => [finding(lesson, path, message)];
    if (!item) return say(`there is no item ${id} in this course`);
    if (item.skill !== skill) return say(`${id} asks ${item.skill}, this lesson teaches ${skill}`);
    if (item.use !== 'practice') return say(`${id} is an exam item`);
    if (item.status === 'retired') return say(`${id} is retired`);
    if (item.status === 'draft' && !draftsToo) return say(`${id} is a draft`);
    return named.findIndex((other) => other.id === id) < index ? say(`${id} is named twice`) : [];
  });
}
