import { parityOfTexts, type Parity } from './bank-report.js';
import type { ContentLesson } from './compile-content.js';
import { itemNotes, type ItemNote } from './item-notes.js';
import { itemTexts } from './item-texts.js';
import { readingLevel, type ReadingLevel } from './reading-level.js';
import type { Rule } from './rule.js';
import { areasFit } from './rules/areas-fit.js';
import { cardLengths } from './rules/card-lengths.js';
import { choicesDiffer } from './rules/choices-differ.js';
import { chooseIsSaid } from './rules/choose-is-said.js';
import { equalLengths } from './rules/equal-lengths.js';
import { equalNumbers } from './rules/equal-numbers.js';
import { fiveCards } from './rules/five-cards.js';
import { itemNames } from './rules/item-names.js';
import { keepCard } from './rules/keep-card.js';
import { matchIsWhole } from './rules/match-is-whole.js';
import { noAbsoluteGiveaway } from './rules/no-absolute-giveaway.js';
import { noCatchAllOption } from './rules/no-catch-all-option.js';
import { noNegativeQuestion } from './rules/no-negative-question.js';
import { optionsParallel } from './rules/options-parallel.js';
import { orderHolds } from './rules/order-holds.js';
import { rightNumberOfKeys } from './rules/right-number-of-keys.js';
import { scenarioAsks } from './rules/scenario-asks.js';
import { shortSentences } from './rules/short-sentences.js';
import { shortTexts } from './rules/short-texts.js';
import { textAnswers } from './rules/text-answers.js';
import type { Item } from './schemas/item.schema.js';
import type { BothLanguages, Language } from './schemas/text.schema.js';
import {
  LANGUAGES,
  type CourseFolder,
  type FieldPath,
  type LessonText,
  type Parsed,
  type Tree,
} from './tree.js';

/** Something that a rule of the shelf has against one text. */
export interface PartProblem {
  readonly rule: string;
  /** The rule as RULES.md tells it, in English. */
  readonly sentence: string;
  readonly message: string;
  /** The field by its path, such as `options.1.text.en`; empty when it is about the whole. */
  readonly field: string;
}

/** All that can be said of one item or lesson by looking at its text alone. */
export interface TextReview {
  readonly problems: readonly PartProblem[];
  readonly notes: readonly ItemNote[];
  /** Over all its texts together; null without a word. */
  readonly reading: { readonly [language in Language]: ReadingLevel | null };
  readonly parity: Parity;
}

/** Rules that need nothing but the item; those about banks, pictures, courses and files are left to `content check`. */
const ITEM_RULES: readonly Rule[] = [
  ...[choicesDiffer, chooseIsSaid, itemNames, matchIsWhole, noAbsoluteGiveaway, noCatchAllOption],
  ...[noNegativeQuestion, optionsParallel, orderHolds, rightNumberOfKeys, shortTexts, textAnswers],
  ...[equalLengths, equalNumbers, shortSentences, areasFit, scenarioAsks],
];
const LESSON_RULES: readonly Rule[] = [fiveCards, cardLengths, keepCard, equalNumbers, shortSentences];

/**
 * What an author may want to know of an item: rules it breaks (a published item may break a rule that came later), notes,
 * ease of reading and how far the languages are apart in length.
 */
export function reviewItem(item: Item): TextReview {
  const places = new Places();
  const parsed = places.parsed(item);
  const itemFiles = [{ file: '', skill: item.skill, items: [parsed] }];
  return {
    problems: problemsOf(ITEM_RULES, treeOf({ itemFiles }), places),
    notes: itemNotes(item),
    ...measured(itemTexts(item).map(({ text }) => text)),
  };
}

/** The same of a lesson: its cards in both languages. */
export function reviewLesson(lesson: ContentLesson): TextReview {
  const places = new Places();
  const textOf = (language: Language): LessonText => ({
    file: language,
    source: '',
    front: places.parsed({
      title: lesson.text[language].title,
      summary: lesson.text[language].summary,
    }),
    cards: lesson.text[language].cards.map((card) => ({ ...card, ...places.at([]), bodyLine: 1 })),
  });
  const folder = {
    ...{ folder: lesson.slug, slug: lesson.slug, lesson: undefined },
    text: { nl: textOf('nl'), en: textOf('en') },
  };
  const bodies = (language: Language): string[] => lesson.text[language].cards.map(({ body }) => body);
  const english = bodies('en');
  return {
    problems: problemsOf(LESSON_RULES, treeOf({ lessons: [folder] }), places),
    notes: [],
    ...measured(bodies('nl').map((nl, index) => ({ nl, en: english[index] ?? '' }))),
  };
}

function measured(texts: readonly BothLanguages[]): Pick<TextReview, 'reading' | 'parity'> {
  const ease = (language: Language): ReadingLevel | null =>
    readingLevel(
      texts.map((text) => text[language]),
      language,
    ) ?? null;
  return { reading: { nl: ease('nl'), en: ease('en') }, parity: parityOfTexts(texts) };
}

function treeOf(course: Partial<CourseFolder>): Tree {
  const empty: CourseFolder = {
    ...{ folder: '', course: undefined, text: {} },
    ...{ lessons: [], itemFiles: [], draftFiles: [], ratings: undefined },
  };
  const none = { files: [], skills: [], glossary: [], licences: [], paths: [], cards: [] };
  return { ...none, courses: [{ ...empty, ...course }] };
}

function problemsOf(rules: readonly Rule[], tree: Tree, places: Places): PartProblem[] {
  return rules.flatMap((rule) =>
    // None of these rules looks at the day.
    rule.check(tree, '').map(({ file, line, message }) => ({
      ...{ rule: rule.name, sentence: rule.sentence, message },
      field: places.fieldAt(line) || ((LANGUAGES as readonly string[]).includes(file) ? file : ''),
    })),
  );
}

/** Stands in for a file: a rule asks for the line of a field, and the line leads back to the field. */
class Places {
  private readonly fields: string[] = [];

  at(path: FieldPath): { line: number; column: number } {
    return { line: this.fields.push(path.join('.')), column: 1 };
  }

  parsed<T>(value: T): Parsed<T> {
    return { file: '', value, at: (path) => this.at(path) };
  }

  fieldAt(line: number): string {
    return this.fields[line - 1] ?? '';
  }
}
