import { readCourses } from '../reader.js';
import type { SourceFile } from '../tree.js';

/** The files of `courses/_example`: a course without a problem, to break one thing at a time. */
export async function exampleFiles(): Promise<SourceFile[]> {
  const files = await readCourses(process.cwd());
  return files.filter((file) => file.path.startsWith('_example/'));
}

/** The files with one of them rewritten; a file that was not there is added, one whose text is null is left out. */
export function withFile(files: readonly SourceFile[], path: string, text: string | null): SourceFile[] {
  const others = files.filter((file) => file.path !== path);
  return text === null ? others : [...others, { path, text, bytes: Buffer.from(text) }];
}

/** Replaces a passage that must be there, so that a spec cannot test nothing. */
export function changed(
  files: readonly SourceFile[],
  path: string,
  from: string | RegExp,
  to: string,
): SourceFile[] {
  const text = files.find((file) => file.path === path)?.text ?? '';
  const result = text.replace(from, to);
  if (result === text) throw new Error(`${path} does not hold ${String(from)}`);
  return withFile(files, path, result);
}

/** Line and column of a passage, both from 1, found without any parser. */
export function placeOf(text: string, passage: string): { line: number; column: number } {
  const index = text.indexOf(passage);
  if (index === -1) throw new Error(`the text does not hold ${passage}`);
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
