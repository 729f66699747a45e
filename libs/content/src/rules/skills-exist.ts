import { finding, type Finding, type Rule } from '../rule.js';
import type { FieldPath, Parsed } from '../tree.js';

export const skillsExist: Rule = {
  name: 'skills-exist',
  group: 'skills',
  sentence: 'Every skill that is named stands in skills.yaml.',
  check(tree) {
    const known = new Set(tree.skills.map((skill) => skill.value.id));
    const unknown = (parsed: Parsed<unknown>, field: FieldPath, ids: readonly string[]): Finding[] =>
      ids.flatMap((id, index) =>
        known.has(id) ? [] : [finding(parsed, [...field, index], `there is no skill ${id} in skills.yaml`)],
      );
    return [
      ...tree.skills.flatMap((skill) => unknown(skill, ['needs'], skill.value.needs)),
      ...tree.cards.flatMap((card) =>
        known.has(card.value.skill)
          ? []
          : [finding(card, ['skill'], `there is no skill ${card.value.skill} in skills.yaml`)],
      ),
      ...tree.licences.flatMap((licence) => unknown(licence, ['skills'], licence.value.skills)),
      ...tree.courses.flatMap(({ course }) =>
        course
          ? [
              ...unknown(course, ['teaches'], course.value.teaches),
              ...unknown(course, ['needs'], course.value.needs),
            ]
          : [],
      ),
    ];
  },
};
