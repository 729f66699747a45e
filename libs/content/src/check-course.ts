import { buildTree } from './build-tree.js';
import { compileContent, type Content } from './compile-content.js';
import { COURSES, readCourses } from './reader.js';
import { RULES } from './rules.js';
import { smallBanks } from './small-banks.js';
import { outdatedTranslations } from './rules/translation-current.js';
import type { Problem, SourceFile, Tree } from './tree.js';

export interface CheckResult {
  /** What must be mended before anything is published. */
  readonly problems: readonly Problem[];
  /** English texts that lag behind their Dutch source; no error until review_by of their course. */
  readonly outdated: readonly Problem[];
  /** Exam banks too small for what their licence promises; the exam gives way and says so. */
  readonly warnings: readonly Problem[];
  /** What can be published; absent as long as there are problems. */
  readonly content: Content | undefined;
  readonly tree: Tree;
}

/**
 * Reads and checks all of `courses/`.
 *
 * @param rootDir the root of the repository
 * @param today the day of checking as YYYY-MM-DD; translations become errors after their course's review_by
 */
export async function checkContent(rootDir: string, today: string): Promise<CheckResult> {
  return checkFiles(await readCourses(rootDir), today);
}

/** The same on files in memory: parses each file, then asks every rule. Problems come in order of file and line. */
export function checkFiles(files: readonly SourceFile[], today: string): CheckResult {
  const { tree, problems: shape } = buildTree(files);
  const found = RULES.flatMap((rule) =>
    rule.check(tree, today).map((finding) => ({ ...finding, rule: rule.name })),
  );
  const problems = [...shape, ...found].map(plainProblem).sort(byPlace);
  const outdated = outdatedTranslations(tree).map((finding) =>
    plainProblem({ ...finding, rule: 'translation-current' }),
  );
  const warnings = smallBanks(tree).map((found) => plainProblem({ ...found, rule: 'bank-carries-exam' }));
  return {
    problems,
    outdated,
    warnings,
    tree,
    content: problems.length === 0 ? compileContent(tree) : undefined,
  };
}

/** `courses/spot-phishing/items/ph.links.yaml:9:5 options.1: "corect" is not a field here (shape)` */
export const problemLine = ({ file, line, column, message, rule }: Problem): string =>
  `${COURSES}/${file}:${line}:${column} ${message} (${rule})`;

const plainProblem = ({ file, line, column, message, rule }: Problem): Problem => ({
  file,
  line,
  column,
  message,
  rule,
});

const byPlace = (a: Problem, b: Problem): number =>
  a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1;
