import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceFile } from './tree.js';

const TEXT = /\.(yaml|yml|md|json|svg|txt|vtt)$/;

/** Reads every file below `courses/`. The only part of this lib that touches the disk. Hidden files are left out. */
export async function readCourses(rootDir: string): Promise<SourceFile[]> {
  const paths = await walk(rootDir, '');
  return Promise.all(paths.sort().map((path) => readOne(rootDir, path)));
}

async function walk(rootDir: string, below: string): Promise<string[]> {
  const entries = await readdir(join(rootDir, below), { withFileTypes: true });
  const visible = entries.filter((entry) => !entry.name.startsWith('.'));
  const nested = await Promise.all(
    visible.map((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? walk(rootDir, path) : [path];
    }),
  );
  return nested.flat();
}

async function readOne(rootDir: string, path: string): Promise<SourceFile> {
  const bytes = await readFile(join(rootDir, path));
  return { path, bytes, text: TEXT.test(path) ? bytes.toString('utf8') : null };
}
