import { isKeyLongest } from './item-notes.js';
import { itemTexts, singleLists } from './item-texts.js';
import { lengthOf } from './measure.js';
import { ratingsReport, type RatingsReport } from './ratings-report.js';
import { readingLevel, type ReadingLevel } from './reading-level.js';
import { draftLacks } from './schemas/draft.schema.js';
import type { Item } from './schemas/item.schema.js';
import type { Lesson } from './schemas/lesson.schema.js';
import type { BothLanguages, Language } from './schemas/text.schema.js';
import { ratedItemsOf, type RatedItem } from './start-values.js';
import { LANGUAGES, type CourseFolder, type Tree } from './tree.js';

/** One skill of a course: what its bank holds, and what it lacks. Retired items are left out of everything. */
export interface SkillReport {
  readonly course: string;
  readonly skill: string;
  readonly items: number;
  readonly drafts: number;
  readonly byUse: Counts;
  readonly byType: Counts;
  /** 1 very easy … 5 very hard. */
  readonly byLevel: Counts;
  readonly byStatus: Counts;
  /** Items with levels from two readers or more. */
  readonly rated: number;
  readonly parity: Parity;
  readonly reading: { readonly [language in Language]: ReadingLevel | null };
  readonly gaps: readonly string[];
}

export type Counts = Readonly<Record<string, number>>;

/** How far the two languages are apart in length. */
export interface Parity {
  /** Characters of all texts. */
  readonly nl: number;
  readonly en: number;
  /** English against Dutch, in per cent: 0 the same, -10 a tenth shorter. */
  readonly difference: number;
  /** Within a quarter, as the rule equal-lengths asks of single texts. */
  readonly isWithin: boolean;
}

/**
 * How often the right one is the longest where one choice is right (single items, steps of a scenario, areas of a
 * picture), against what chance would give.
 */
export interface LongestReport {
  readonly language: Language;
  readonly singles: number;
  readonly longest: number;
  /** What a die would give: the sum of one part in the number of options. */
  readonly expected: number;
  /** Above this it is no chance any more: expected + 1.645 standard deviations (one side, 5 %). */
  readonly bound: number;
  readonly isWithin: boolean;
}

export interface BankReport {
  readonly skills: readonly SkillReport[];
  readonly items: number;
  readonly drafts: number;
  readonly parity: Parity;
  readonly longest: readonly LongestReport[];
  readonly ratings: RatingsReport;
}

const APART = 25;

/** The banks of all courses, or of one. @param only the folder of a course */
export function bankReport(tree: Tree, only?: string): BankReport {
  const courses = tree.courses.filter(({ folder }) => only === undefined || folder === only);
  const skills = courses.flatMap((course) =>
    (course.course?.value.teaches ?? []).map((skill) => skillReport(course, skill)),
  );
  const items = courses.flatMap((course) => bankOf(course));
  return {
    skills,
    items: items.length,
    drafts: skills.reduce((sum, { drafts }) => sum + drafts, 0),
    parity: parityOf(items),
    longest: LANGUAGES.map((language) => longestOf(items, language)),
    ratings: ratingsReport(items),
  };
}

const bankOf = (course: CourseFolder, skill?: string): RatedItem[] =>
  ratedItemsOf(course).filter(
    (item) => item.status !== 'retired' && (skill === undefined || item.skill === skill),
  );

function skillReport(course: CourseFolder, skill: string): SkillReport {
  const items = bankOf(course, skill);
  const drafts = course.draftFiles.filter((file) => file.skill === skill).flatMap((file) => [...file.drafts]);
  const lesson = course.lessons.find((one) => one.lesson?.value.skill === skill);
  const texts = (language: Language): string[] => [
    ...items.flatMap(itemTexts).map(({ text }) => text[language]),
    ...(lesson?.text[language]?.cards ?? []).map(({ body }) => body),
  ];
  const lacking = drafts.map(({ value }) => ({ id: value.id, fields: draftLacks(value) }));
  return {
    course: course.folder,
    skill,
    items: items.length,
    drafts: drafts.length,
    byUse: counted(
      ['practice', 'exam'],
      items.map(({ use }) => use),
    ),
    byType: counted(
      ['single', 'multiple', 'order', 'match', 'text', 'scenario', 'hotspot'],
      items.map(({ type }) => type),
    ),
    byLevel: counted(
      ['1', '2', '3', '4', '5'],
      items.map(({ difficulty }) => String(difficulty.level)),
    ),
    byStatus: counted(
      ['draft', 'pilot', 'active'],
      items.map(({ status }) => status),
    ),
    rated: ratingsReport(items).rated,
    parity: parityOf(items),
    reading: { nl: readingLevel(texts('nl'), 'nl') ?? null, en: readingLevel(texts('en'), 'en') ?? null },
    gaps: [
      ...gapsOf(items, lesson?.lesson?.value),
      ...lacking
        .filter(({ fields }) => fields.length > 0)
        .map(
          ({ id, fields }) =>
            `draft ${id} lacks ${fields.length} fields: ${fields.slice(0, 4).join(', ')}${fields.length > 4 ? ', …' : ''}`,
        ),
    ],
  };
}

const counted = (names: readonly string[], found: readonly string[]): Counts =>
  Object.fromEntries(names.map((name) => [name, found.filter((one) => one === name).length]));

/** What the rule enough-items asks of an active course, said of every course; and objectives that no exam item asks. */
function gapsOf(items: readonly Item[], lesson: Lesson | undefined): string[] {
  const perUse = (['practice', 'exam'] as const).flatMap((use) => {
    const own = items.filter((item) => item.use === use);
    const needed = use === 'practice' ? 6 : 5;
    const levels = new Set(own.map(({ difficulty }) => difficulty.level)).size;
    return [
      ...(own.length < needed ? [`${needed - own.length} more ${use} items`] : []),
      ...(own.length >= needed && levels < 3
        ? [`the ${use} items stand on ${levels} levels of difficulty, not 3`]
        : []),
    ];
  });
  const unasked = (lesson?.objectives ?? [])
    .filter(({ id }) => !items.some((item) => item.use === 'exam' && item.objective === id))
    .map(({ id }) => `no exam item asks objective ${id}`);
  return [...perUse, ...unasked];
}

const parityOf = (items: readonly Item[]): Parity =>
  parityOfTexts(items.flatMap(itemTexts).map(({ text }) => text));

/** How far the two languages of these texts are apart in length, all of them together. */
export function parityOfTexts(texts: readonly BothLanguages[]): Parity {
  const [nl, en] = LANGUAGES.map((language) =>
    texts.reduce((sum, text) => sum + lengthOf(text[language]), 0),
  );
  const difference = nl === 0 || nl === undefined ? 0 : (((en ?? 0) - nl) / nl) * 100;
  return { nl: nl ?? 0, en: en ?? 0, difference, isWithin: Math.abs(difference) <= APART };
}

function longestOf(items: readonly Item[], language: Language): LongestReport {
  const singles = items.flatMap(singleLists);
  const chances = singles.map(({ choices }) => 1 / choices.length);
  const longest = singles.filter((list) => isKeyLongest(list, language)).length;
  const expected = chances.reduce((sum, chance) => sum + chance, 0);
  const variance = chances.reduce((sum, chance) => sum + chance * (1 - chance), 0);
  const bound = expected + 1.645 * Math.sqrt(variance);
  return { language, singles: singles.length, longest, expected, bound, isWithin: longest <= bound };
}
