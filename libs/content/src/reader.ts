import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceFile } from './tree.js';

const TEXT = /\.(yaml|yml|md|json|svg|txt|vtt)$/;

/** Where content lives, below the root of the repository. */
export const COURSES = 'courses';

/**
 * Reads every file below `courses/`; the only part of this lib that reads the disk. Hidden files are left out.
 *
 * @param rootDir the root of the repository
 */
export async function readCourses(rootDir: string): Promise<SourceFile[]> {
  const folder = join(rootDir, COURSES);
  const files: SourceFile[] = [];
  // One at a time: a shelf of a thousand files must not need a thousand open files.
  for (const path of (await walk(folder, '')).sort()) files.push(await readOne(folder, path));
  return files;
}

async function walk(folder: string, below: string): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const visible = entries.filter((entry) => !entry.name.startsWith('.'));
  const nested = await Promise.all(
    visible.map(async (entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? walk(folder, path) : [path];
    }),
  );
  return nested.flat();
}

async function readOne(folder: string, path: string): Promise<SourceFile> {
  const bytes = await readFile(join(folder, path));
  return { path, bytes, text: TEXT.test(path) ? bytes.toString('utf8') : null };
}
