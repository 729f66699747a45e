import {
  examFigures,
  type ExamTrial,
  licenceExamRules,
  makePool,
  type PoolItem,
  skillGroups,
  sprtExamRules,
  yearFigures,
} from '#assessment';
import { checkContent, type Content, problemLine, startValues } from '#content';
import { projectRoot, SystemClock } from '#kernel';
import { UsageError } from '../usage-error.js';
import type { Command } from './command.js';
import { examTable, yearText } from './simulation-text.js';

const assessmentSimulate: Command = {
  name: 'assessment simulate',
  usage: 'assessment simulate --licence A [--people 2000] [--seed house] [--year]',
  description:
    'Let simulated people sit the exam of a licence, or keep it for a year; seeded, on courses/ alone.',
  help: [
    'Prints length, errors, exposure, overlap, broken quotas and unused items: for the exam and the renewal exam',
    'of the licence on the bank in courses/, and for a synthetic bank of 500 items. --year simulates memory instead: daily',
    'questions against one yearly sitting of as many questions. Progress goes to standard error.',
  ].join('\n'),
  offline: true,
  options: {
    licence: { type: 'string' },
    people: { type: 'string' },
    seed: { type: 'string' },
    year: { type: 'boolean' },
  },
  async run({ values }) {
    const seed = typeof values['seed'] === 'string' ? values['seed'] : 'house';
    if (values['year']) {
      const people = countOf(values['people'], 1000);
      const years = YEARS.map(({ name, truth }) => {
        const figures = yearFigures({ people, seed, truth, onPerson: progress(name, people) });
        return { name, ...figures };
      });
      return { text: yearText(years), json: { seed, years } };
    }
    const people = countOf(values['people'], 2000);
    const category = values['licence'];
    if (typeof category !== 'string') throw new UsageError('Say which licence: --licence A.');
    const content = await publishable();
    const exams = trialsOf(content, category).map(({ name, ...trial }) => {
      const began = performance.now();
      const figures = examFigures({ ...trial, people, seed, onPerson: progress(name, people) });
      return { name, ...figures, seconds: (performance.now() - began) / 1000 };
    });
    return { text: examTable(exams), json: { seed, licence: category, exams } };
  },
};

/** The schedule's own law as a check; then people who differ from it and from each other, and who sometimes guess. */
const YEARS = [
  { name: 'memory as the schedule believes', truth: { spread: 0, guess: 0 } },
  { name: 'people forget at different speeds (spread .4)', truth: { spread: 0.4, guess: 0 } },
  { name: 'the same, and one unknown answer in ten guessed', truth: { spread: 0.4, guess: 0.1 } },
];

interface Trial extends Pick<ExamTrial, 'pool' | 'rules'> {
  readonly name: string;
}

function trialsOf(content: Content, category: string): Trial[] {
  const licence = content.categories.find((one) => one.category === category);
  if (!licence) {
    const known = content.categories.map((one) => one.category).join(', ');
    throw new UsageError(`There is no licence "${category}" in courses/; there is ${known || 'none'}.`);
  }
  const { min, max, cut } = licence.exam;
  const groups = skillGroups(licence.skills, content.courses);
  const pool = examItems(content, licence.skills);
  if (pool.length < min) {
    throw new UsageError(`Licence ${category} has ${pool.length} exam items, and its exam needs ${min}.`);
  }
  const synthetic = makePool({ skills: 10, perSkill: 50, spreadOfA: 0.3 });
  return [
    {
      name: `licence ${category}, exam`,
      pool,
      rules: licenceExamRules(pool, groups, { min, max, cut, pilots: 0 }),
    },
    {
      name: `licence ${category}, renewal`,
      pool,
      rules: licenceExamRules(pool, groups, { ...licence.renewal, cut, pilots: 0 }),
    },
    {
      name: '500 items, sequential 20-40',
      pool: synthetic,
      rules: sprtExamRules({ min: 20, max: 40, cut: 0, quotas: quotasOf(synthetic, 2, 8) }),
    },
    {
      name: '500 items, sequential 20-60',
      pool: synthetic,
      rules: sprtExamRules({ min: 20, max: 60, cut: 0, quotas: quotasOf(synthetic, 2, 8) }),
    },
  ];
}

/** Exam items of these skills with the authors' difficulties, as an exam of today starts from them. */
function examItems(content: Content, skills: readonly string[]): PoolItem[] {
  return content.items
    .filter((item) => item.use === 'exam' && item.status === 'active' && skills.includes(item.skill))
    .map((item) => ({
      id: item.id,
      skill: item.skill,
      parameters: { a: 1, b: startValues(item).b },
      ...(item.family ? { family: item.family } : {}),
    }));
}

function quotasOf(pool: readonly PoolItem[], min: number, max: number) {
  const skills = [...new Set(pool.map((item) => item.skill))];
  return skills.map((skill) => ({ group: skill, skills: [skill], min, max }));
}

async function publishable(): Promise<Content> {
  const today = new SystemClock().today('Europe/Amsterdam').toString();
  const { problems, content } = await checkContent(projectRoot(), today);
  if (!content) throw new UsageError(`courses/ has problems:\n${problems.map(problemLine).join('\n')}`);
  return content;
}

function countOf(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  const count = Number(value);
  if (!Number.isInteger(count) || count < 2 || count > 100_000) {
    throw new UsageError(
      `--people takes a whole number from 2 to 100000, not "${typeof value === 'string' ? value : ''}".`,
    );
  }
  return count;
}

/** A line on standard error each tenth of the way. */
function progress(name: string, people: number): (done: number) => void {
  const step = Math.max(1, Math.floor(people / 10));
  return (done) => {
    if (done % step === 0 || done === people) console.error(`${name}: ${done} of ${people} people`);
  };
}

export const ASSESSMENT_COMMANDS: readonly Command[] = [assessmentSimulate];
