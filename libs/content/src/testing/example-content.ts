import { checkFiles, problemLine } from '../check-course.js';
import type { Content } from '../compile-content.js';
import { exampleFiles } from './example-files.js';

/** A licence A that asks the skills given. */
export const exampleLicence = (skills: string[]): Content['categories'][number] => ({
  category: 'A',
  status: 'active',
  title: { nl: 'Basis', en: 'Basics' },
  summary: { nl: 'Voor iedereen.', en: 'For everyone.' },
  needs: [],
  skills,
  exam: { min: 15, max: 24, minutes: 25, cut: 0, cooldownDays: 3, pilot: 0 },
  renewal: { min: 8, max: 12 },
  valid: { rule: 'from-previous-expiry', months: 24, windowDays: 60, graceDays: 30 },
});

/**
 * The example course as if it were active, with a licence A that asks its one skill. `changes` are made to its item
 * file before it is checked.
 */
export async function exampleContent(...changes: (readonly [RegExp | string, string])[]): Promise<Content> {
  const files = (await exampleFiles()).map((file) => {
    if (!file.path.endsWith('.yaml')) return file;
    const isItems = file.path.endsWith('items/ex.lock.yaml');
    // A retired course is published without the checker asking for six items of each kind.
    const base = (file.text ?? '').replace(/status: draft/g, isItems ? 'status: active' : 'status: retired');
    const text = isItems ? changes.reduce((done, [from, to]) => done.replace(from, to), base) : base;
    return { ...file, text };
  });
  const { content, problems } = checkFiles(files, '2026-11-23');
  if (!content) throw new Error(problems.map(problemLine).join('\n'));
  return {
    ...content,
    courses: content.courses.map((course) => ({ ...course, status: 'active' })),
    lessons: content.lessons.map((lesson) => ({ ...lesson, status: 'active' })),
    skills: content.skills.map((skill) => ({ ...skill, status: 'active' })),
    categories: [exampleLicence(['ex.lock'])],
  };
}

const LESSON = '7c9f0b52-3f0e-4d41-8c0e-1be3e1f7a95';

/** The example with two more lessons like its own, for the skills ex.more and ex.most: enough for a path. */
export async function exampleOfThreeLessons(): Promise<Content> {
  const content = await exampleContent();
  const [course, lesson, skill] = [content.courses[0], content.lessons[0], content.skills[0]];
  if (!course || !lesson || !skill) throw new Error('the example has no course, lesson or skill');
  const more = ['ex.more', 'ex.most'].map((id, index) => ({
    skill: { ...skill, id, needs: ['ex.lock'] },
    lesson: { ...lesson, id: `${LESSON}${5 + index}`, slug: id.replace('.', '-'), skill: id },
    items: content.items.map((item) => ({ ...item, skill: id, id: item.id.replace('ex.lock', id) })),
  }));
  return {
    ...content,
    skills: [skill, ...more.map((one) => one.skill)],
    lessons: [lesson, ...more.map((one) => one.lesson)],
    items: [...content.items, ...more.flatMap((one) => one.items)],
    courses: [
      {
        ...course,
        teaches: ['ex.lock', 'ex.more', 'ex.most'],
        lessons: [lesson.id, ...more.map((one) => one.lesson.id)],
      },
    ],
    categories: [exampleLicence(['ex.lock', 'ex.more', 'ex.most'])],
  };
}
