import type { FieldPath, Parsed, Place, Problem, Tree } from './tree.js';

export const RULE_GROUPS = [
  'files',
  'skills',
  'courses',
  'lessons',
  'items',
  'languages',
  'licences',
  'cards',
] as const;
export type RuleGroup = (typeof RULE_GROUPS)[number];

export type Finding = Omit<Problem, 'rule'>;

/** One rule of the shelf. `sentence` is what authors read in RULES.md; `check` must not do less or more than it says. */
export interface Rule {
  readonly name: string;
  readonly group: RuleGroup;
  readonly sentence: string;
  /** @param today the day of checking, YYYY-MM-DD */
  check(tree: Tree, today: string): Finding[];
}

/** A finding at a field of a parsed file. */
export const finding = (parsed: Parsed<unknown>, path: FieldPath, message: string): Finding => ({
  file: parsed.file,
  message,
  ...parsed.at(path),
});

/** A finding about a file as a whole, or at a known place in it. */
export const fileFinding = (
  file: string,
  message: string,
  place: Place = { line: 1, column: 1 },
): Finding => ({
  file,
  message,
  line: place.line,
  column: place.column,
});
