import { itemSchema, type Item } from '#content';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Every item in `courses/`, with its folder. */
export function courseItems(): { item: Item; category: string[] }[] {
  const root = join(process.cwd(), 'courses');
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => itemFiles(root, name))
    .flatMap(({ course, file, text }) =>
      (parse(text) as unknown[]).map((value) => ({
        item: itemSchema.parse(value),
        category: [course, file.replace(/\.yaml$/, '')],
      })),
    );
}

function itemFiles(root: string, course: string): { course: string; file: string; text: string }[] {
  const folder = join(root, course, 'items');
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => ({
        course,
        file,
        text: readFileSync(join(folder, file), 'utf8'),
      }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // no course
    throw error;
  }
}
