import { randomUUID } from 'node:crypto';
import {
  bankReport,
  checkContent,
  COMPETENCES,
  lessonSlug,
  newCourse,
  newLesson,
  withLesson,
  withSkill,
  writeCourseFiles,
  type BankReport,
  type CheckResult,
  type NewFile,
  type Skill,
  type SkillReport,
} from '#content';
import { projectRoot } from '#kernel';
import { Temporal } from 'temporal-polyfill';
import { UsageError } from '../usage-error.js';
import { checkDay, type Command } from './command.js';

const contentReport: Command = {
  name: 'content report',
  usage: 'content report [--course FOLDER]',
  description: 'Per skill: items by use, type and level, parity of the languages, reading level and gaps.',
  help: 'Reading level: ease by Flesch-Douma (nl) and Flesch (en), 60 and more reads easily; grade by Flesch-Kincaid (en).\nLongest option: how often the right option of single items is the longest, against chance.',
  options: { course: { type: 'string' } },
  offline: true,
  async run({ values }) {
    const { problems, warnings, tree } = await checkContent(projectRoot(), checkDay());
    const only = values['course'];
    if (only !== undefined && !tree.courses.some(({ folder }) => folder === only))
      throw new UsageError(`--course must be one of ${tree.courses.map(({ folder }) => folder).join(', ')}.`);
    const report = bankReport(tree, typeof only === 'string' ? only : undefined);
    return {
      text: reportText(report, problems.length, warnings.length),
      json: { errors: problems.length, warnings: warnings.length, ...report },
      ok: problems.length === 0,
    };
  },
};

const COLUMNS =
  'skill items drafts practice exam rated single multiple order match text scenario hotspot l1 l2 l3 l4 l5 en/nl% ease-nl ease-en grade-en'.split(
    ' ',
  );

function reportText(report: BankReport, errors: number, warnings: number): string {
  const rows = [COLUMNS, ...report.skills.map(rowOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  const gaps = report.skills.flatMap(({ skill, gaps: found }) => found.map((gap) => `gap: ${skill}: ${gap}`));
  const { parity } = report;
  return [
    ...rows.map(line),
    ...gaps,
    ...report.longest.map(
      ({ language, singles, longest, expected, bound, isWithin }) =>
        `longest option is right (${language}): ${longest} of ${singles} lists with one right choice; chance gives ${expected.toFixed(0)}, ${isWithin ? 'within' : 'ABOVE'} the bound of ${bound.toFixed(0)}`,
    ),
    ratingsLine(report.ratings),
    `parity: English is ${parity.difference.toFixed(1)} % against Dutch, ${parity.isWithin ? 'within' : 'OUTSIDE'} 25 %; ${report.skills.filter((skill) => !skill.parity.isWithin).length} skills outside`,
    `${report.items} items, ${report.drafts} drafts, ${report.skills.length} skills, ${gaps.length} gaps, ${errors} errors, ${warnings} warnings`,
  ].join('\n');
}

function rowOf({
  skill,
  items,
  drafts,
  byUse,
  rated,
  byType,
  byLevel,
  parity,
  reading,
}: SkillReport): string[] {
  const rounded = (value: number | null | undefined, digits = 0): string => value?.toFixed(digits) ?? '-';
  return [
    skill,
    ...[
      ...[items, drafts, ...Object.values(byUse), rated],
      ...[...Object.values(byType), ...Object.values(byLevel)],
    ].map(String),
    rounded(parity.difference),
    rounded(reading.nl?.ease),
    rounded(reading.en?.ease),
    rounded(reading.en?.grade, 1),
  ];
}

function ratingsLine({ rated, items, againstAuthor, correlation, apart }: BankReport['ratings']): string {
  if (againstAuthor === null) return `ratings: none of ${items} items has two readers`;
  const says = againstAuthor < 0 ? 'easier' : 'harder';
  return (
    `ratings: ${rated} of ${items} items by two readers or more; ${Math.abs(againstAuthor).toFixed(2)} levels ${says} than the ` +
    `author, correlation ${correlation?.toFixed(2) ?? 'unknown'}, ${apart} items with readers two levels apart`
  );
}

const NAMES = { 'name-nl': { type: 'string' }, 'name-en': { type: 'string' } } as const;
const SKILL_OPTIONS = {
  ...NAMES,
  category: { type: 'string' },
  digcomp: { type: 'string' },
  level: { type: 'string' },
  needs: { type: 'string' },
} as const;

const contentNew: Command = {
  name: 'content new',
  usage: 'content new course|skill ID …',
  description: 'Begin a course or a skill: folders and draft texts that pass content check from the start.',
  help: `content new course FOLDER --skill ID --code X01 --title-nl TEXT --title-en TEXT
content new skill ID --name-nl TEXT --name-en TEXT --category A --digcomp 4.1 [--level basic] [--needs ID,ID] [--course FOLDER]
A skill that skills.yaml has needs no names. With --course the skill gets its lesson and its items there.`,
  options: {
    ...SKILL_OPTIONS,
    skill: { type: 'string' },
    code: { type: 'string' },
    course: { type: 'string' },
    'title-nl': { type: 'string' },
    'title-en': { type: 'string' },
  },
  offline: true,
  async run({ values, positionals }) {
    const [what, id] = positionals;
    if (id === undefined || (what !== 'course' && what !== 'skill'))
      throw new UsageError('New course or new skill, and which?');
    const shelf = await checkContent(projectRoot(), checkDay());
    const text = (option: string): string => {
      const value = values[option];
      if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`--${option} is missing.`);
      return value.trim();
    };
    const files = what === 'course' ? courseFiles(shelf, id, text) : skillFiles(shelf, id, text, values);
    await writeCourseFiles(projectRoot(), files);
    const after = await checkContent(projectRoot(), checkDay());
    const written = files.map(({ path }) => `courses/${path}`);
    const news = after.problems.length - shelf.problems.length;
    return {
      text: [...written, `${written.length} files written, ${Math.max(0, news)} new problems`].join('\n'),
      json: { written, problems: after.problems },
      ok: news <= 0,
    };
  },
};

const reviewDay = (): string => Temporal.PlainDate.from(checkDay()).add({ years: 1 }).toString();

function courseFiles({ tree }: CheckResult, folder: string, text: (option: string) => string): NewFile[] {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(folder))
    throw new UsageError('The folder must be lower case words joined by hyphens.');
  if (tree.files.some(({ path }) => path.startsWith(`${folder}/`)))
    throw new UsageError(`courses/${folder} exists.`);
  const code = text('code');
  if (!/^[A-Z]\d{2}$/.test(code))
    throw new UsageError('--code must be a letter and two digits, such as K16.');
  if (tree.courses.some(({ course }) => course?.value.code === code))
    throw new UsageError(`The code ${code} is taken.`);
  const skill = tree.skills.find(({ value }) => value.id === text('skill'))?.value;
  if (skill === undefined)
    throw new UsageError('--skill must stand in skills.yaml; make it with content new skill.');
  refuseTaught(tree, skill);
  return newCourse({
    course: folder,
    skill,
    code,
    title: { nl: text('title-nl'), en: text('title-en') },
    ids: { course: randomUUID(), lesson: randomUUID() },
    reviewBy: reviewDay(),
  });
}

function refuseTaught(tree: CheckResult['tree'], { id }: Skill): void {
  const teacher = tree.courses.find(({ course }) => course?.value.teaches.includes(id));
  if (teacher) throw new UsageError(`${id} is taught by ${teacher.folder}.`);
}

function skillFiles(
  { tree }: CheckResult,
  id: string,
  text: (option: string) => string,
  values: Readonly<Record<string, unknown>>,
): NewFile[] {
  const known = tree.skills.find(({ value }) => value.id === id)?.value;
  if (known && values['course'] === undefined) throw new UsageError(`${id} stands in skills.yaml already.`);
  const skill = known ?? newSkill(tree, id, text, values);
  const skills = tree.files.find(({ path }) => path === 'skills.yaml')?.text ?? '';
  const entry = known ? [] : [{ path: 'skills.yaml', text: withSkill(skills, skill) }];
  if (values['course'] === undefined) return entry;
  refuseTaught(tree, skill);
  const course = text('course');
  const yaml = tree.files.find(({ path }) => path === `${course}/course.yaml`)?.text;
  const folder = tree.courses.find((one) => one.folder === course);
  if (!yaml || !folder?.course) throw new UsageError(`There is no course ${course}.`);
  if (folder.lessons.some(({ slug }) => slug === lessonSlug(skill)))
    throw new UsageError(`The lesson ${lessonSlug(skill)} exists; give the skill another English name.`);
  const lesson = newLesson({ course, skill, id: randomUUID(), reviewBy: reviewDay() });
  return [...entry, { path: `${course}/course.yaml`, text: withLesson(yaml, skill) }, ...lesson];
}

function newSkill(
  tree: CheckResult['tree'],
  id: string,
  text: (option: string) => string,
  values: Readonly<Record<string, unknown>>,
): Skill {
  if (!/^[a-z]{2,3}\.[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new UsageError('A skill must look like ph.signals.');
  const needs =
    typeof values['needs'] === 'string' ? values['needs'].split(',').filter((need) => need !== '') : [];
  const unknown = needs.filter((need) => !tree.skills.some(({ value }) => value.id === need));
  if (unknown.length > 0) throw new UsageError(`There is no skill ${unknown.join(', ')}.`);
  const ids = text('digcomp').split(',');
  const competences = COMPETENCES.filter((one) => ids.includes(one));
  if (competences.length < ids.length || ids.length === 0)
    throw new UsageError(`--digcomp must name competences: ${COMPETENCES.join(', ')}.`);
  const level = LEVELS.find((one) => one === (values['level'] ?? 'basic'));
  if (level === undefined) throw new UsageError(`--level must be one of ${LEVELS.join(', ')}.`);
  const category = text('category');
  if (!/^([A-Z]|0[1-9])$/.test(category)) throw new UsageError('--category must be A to Z or 01 to 09.');
  return {
    id,
    name: { nl: text('name-nl'), en: text('name-en') },
    category,
    needs,
    digcomp: { framework: '3.0', ids: competences, level },
    status: 'draft',
  };
}

const LEVELS = ['basic', 'intermediate', 'advanced', 'highly-advanced'] as const;

export const AUTHORING_COMMANDS: readonly Command[] = [contentReport, contentNew];
