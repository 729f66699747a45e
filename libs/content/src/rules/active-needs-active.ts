import { finding, type Rule } from '../rule.js';

export const activeNeedsActive: Rule = {
  name: 'active-needs-active',
  group: 'licences',
  sentence:
    'An active course teaches and needs active skills; an active licence asks skills that an active course teaches, ' +
    'and needs active licences; an active path leads along active courses to an active licence.',
  check(tree) {
    const skills = new Set(
      tree.skills.filter((skill) => skill.value.status === 'active').map((skill) => skill.value.id),
    );
    const courses = tree.courses.filter(({ course }) => course?.value.status === 'active');
    const taught = new Set(courses.flatMap(({ course }) => course?.value.teaches ?? []));
    const licences = new Set(
      tree.licences.filter((one) => one.value.status === 'active').map((one) => one.value.category),
    );
    return [
      ...courses.flatMap(({ course }) =>
        (['teaches', 'needs'] as const).flatMap((field) =>
          (course?.value[field] ?? []).flatMap((id, index) =>
            course && !skills.has(id)
              ? [finding(course, [field, index], `${id} is not active in skills.yaml`)]
              : [],
          ),
        ),
      ),
      ...tree.licences
        .filter((licence) => licence.value.status === 'active')
        .flatMap((licence) => [
          ...licence.value.skills.flatMap((id, index) =>
            taught.has(id) ? [] : [finding(licence, ['skills', index], `no active course teaches ${id}`)],
          ),
          ...licence.value.needs.flatMap((category, index) =>
            licences.has(category)
              ? []
              : [finding(licence, ['needs', index], `licence ${category} is not active`)],
          ),
        ]),
      ...tree.paths
        .filter((path) => path.value.status === 'active')
        .flatMap((path) => [
          ...path.value.courses.flatMap((folder, index) =>
            courses.some((course) => course.folder === folder)
              ? []
              : [finding(path, ['courses', index], `${folder} is not an active course`)],
          ),
          ...(licences.has(path.value.licence)
            ? []
            : [finding(path, ['licence'], `licence ${path.value.licence} is not active`)]),
        ]),
    ];
  },
};
