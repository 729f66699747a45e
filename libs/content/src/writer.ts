import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generatedFiles } from './manual.js';
import { COURSES } from './reader.js';

/**
 * Writes files below `courses/`, with their folders. Paths are relative to `courses/`; a file that exists is replaced,
 * so callers hand over whole texts.
 */
export async function writeCourseFiles(
  rootDir: string,
  files: readonly { readonly path: string; readonly text: string }[],
): Promise<void> {
  for (const { path, text } of files) {
    await mkdir(dirname(join(rootDir, COURSES, path)), { recursive: true });
    await writeFile(join(rootDir, COURSES, path), text);
  }
}

/** Writes the author's manual and the JSON Schemas anew. Returns the paths written, relative to the root of the repository. */
export async function writeGenerated(rootDir: string): Promise<string[]> {
  const files = generatedFiles();
  await writeCourseFiles(rootDir, files);
  return files.map(({ path }) => `${COURSES}/${path}`);
}
