import { finding, type Finding, type Rule } from '../rule.js';
import type { Tree } from '../tree.js';

export const skillsTaughtBefore: Rule = {
  name: 'skills-taught-before',
  group: 'skills',
  sentence:
    'What a skill needs is taught earlier in its own course, or is named under needs in course.yaml; ' +
    'on a path the needed skills come in an earlier course, or in the exam of a licence that the path’s licence needs.',
  check(tree) {
    return [...withinCourses(tree), ...alongPaths(tree)];
  },
};

function withinCourses(tree: Tree): Finding[] {
  const needs = new Map(tree.skills.map((skill) => [skill.value.id, skill.value.needs]));
  return tree.courses.flatMap(({ course }) =>
    (course?.value.teaches ?? []).flatMap((skill, index, teaches) =>
      (needs.get(skill) ?? [])
        .filter((need) => !teaches.slice(0, index).includes(need) && !course?.value.needs.includes(need))
        .map((need) =>
          course
            ? finding(
                course,
                ['teaches', index],
                `${skill} needs ${need}: teach it earlier or add it to needs`,
              )
            : [],
        )
        .flat(),
    ),
  );
}

function alongPaths(tree: Tree): Finding[] {
  const byFolder = new Map(tree.courses.map((folder) => [folder.folder, folder.course?.value]));
  return tree.paths.flatMap((path) => {
    const taught = skillsShownBefore(path.value.licence, tree);
    return path.value.courses.flatMap((folder, index) => {
      const course = byFolder.get(folder);
      if (!course) return [finding(path, ['courses', index], `there is no course folder ${folder}`)];
      const missing = course.needs.filter((need) => !taught.has(need));
      course.teaches.forEach((skill) => taught.add(skill));
      return missing.map((need) =>
        finding(path, ['courses', index], `${folder} needs ${need}, which no earlier course teaches`),
      );
    });
  });
}

/** What holders of the licences that this licence needs, however far back, have shown in an exam. */
function skillsShownBefore(category: string, tree: Tree): Set<string> {
  const licences = new Map(tree.licences.map(({ value }) => [value.category, value]));
  const needed = new Set<string>();
  const add = (code: string): void =>
    (licences.get(code)?.needs ?? []).forEach((need) => {
      if (needed.has(need)) return;
      needed.add(need);
      add(need);
    });
  add(category);
  return new Set([...needed].flatMap((code) => licences.get(code)?.skills ?? []));
}
