import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generatedFiles } from './manual.js';

/** Writes the author's manual and the JSON Schemas anew. Returns the paths written, relative to `courses/`. */
export async function writeGenerated(rootDir: string): Promise<string[]> {
  const files = generatedFiles();
  await mkdir(join(rootDir, 'schemas'), { recursive: true });
  for (const { path, text } of files) {
    await mkdir(dirname(join(rootDir, path)), { recursive: true });
    await writeFile(join(rootDir, path), text);
  }
  return files.map(({ path }) => path);
}
