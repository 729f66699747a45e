import { checkFiles, problemLine } from '../check-course.js';
import { exampleFiles, withFile } from '../testing/example-files.js';
import type { SourceFile } from '../tree.js';
import { newCourse, withLesson, withSkill } from './new-course.js';
import { newLesson, type NewFile } from './new-lesson.js';

const today = '2026-11-23';
const reviewBy = '2027-11-23';
const digcomp = { framework: '3.0' as const, ids: ['4.1' as const], level: 'basic' as const };
const skill = (id: string, needs: string[] = []) => ({
  id,
  name: { nl: 'Een nieuwe vaardigheid', en: `Skill ${id.replace('.', ' ')}` },
  category: 'A',
  needs,
  digcomp,
  status: 'draft' as const,
});
const uuid = (number: number) => `7c9f0b52-3f0e-4d41-8c0e-1be3e1f7a9${number}`;

const added = (files: readonly SourceFile[], more: readonly NewFile[]) =>
  more.reduce((all, { path, text }) => withFile(all, path, text), files as SourceFile[]);
const textOf = (files: readonly SourceFile[], path: string) =>
  files.find((file) => file.path === path)!.text!;

async function withCourse() {
  const files = await exampleFiles();
  const started = withFile(files, 'skills.yaml', withSkill('', skill('nw.first', ['ex.lock'])));
  const course = newCourse({
    course: 'brand-new',
    skill: skill('nw.first', ['ex.lock']),
    code: 'Z01',
    title: { nl: 'Een nieuwe cursus: "kort"', en: 'A new course: "short"' },
    ids: { course: uuid(10), lesson: uuid(11) },
    reviewBy,
  });
  return added(started, course);
}

describe('a new course', () => {
  it('passes every rule before anybody has written a word', async () => {
    const { problems, outdated, tree } = checkFiles(await withCourse(), today);
    expect([...problems, ...outdated].map(problemLine)).toEqual([]);
    const made = tree.courses.find(({ folder }) => folder === 'brand-new');
    expect(made?.itemFiles[0]?.items).toHaveLength(4);
    expect(made?.lessons[0]?.text.nl?.cards.map(({ kind }) => kind)).toEqual([
      'situation',
      'try',
      'idea',
      'do',
      'keep',
    ]);
  });

  it('takes a second skill with its lesson, and keeps what stood in course.yaml', async () => {
    const files = await withCourse();
    const second = skill('nw.second');
    const path = 'brand-new/course.yaml';
    const grown = added(
      withFile(
        withFile(files, 'skills.yaml', withSkill(textOf(files, 'skills.yaml'), second)),
        path,
        withLesson(textOf(files, path), second),
      ),
      newLesson({ course: 'brand-new', skill: second, id: uuid(12), reviewBy }),
    );
    const { problems, tree } = checkFiles(grown, today);
    expect(problems.map(problemLine)).toEqual([]);
    const { value } = tree.courses.find(({ folder }) => folder === 'brand-new')!.course!;
    expect(value.teaches).toEqual(['nw.first', 'nw.second']);
    expect(value.lessons).toEqual(['skill-nw-first', 'skill-nw-second']);
    expect(textOf(grown, path)).toContain('# yaml-language-server: $schema=../schemas/course.json');
  });

  it('finds the end of a list that is written line by line', () => {
    const text = 'teaches:\n  - a.b # first\n  - a.c\nlessons:\n  - one\n# end\n';
    expect(withLesson(text, skill('nw.third'))).toBe(
      'teaches:\n  - a.b # first\n  - a.c\n  - nw.third\nlessons:\n  - one\n  - skill-nw-third\n# end\n',
    );
  });
});
