import { parseYaml } from './parse-file.js';
import { lessonFrontMatter } from './schemas/lesson.schema.js';
import type { Card, LessonText, Problem } from './tree.js';

const HEADING = /^## \{([a-z]+)\}[ \t]*(.*)$/;

/**
 * Reads `lesson.nl.md` or `lesson.en.md`: front matter between two lines of three hyphens, then cards that each
 * start with `## {kind} Heading`.
 */
export function parseLessonText(file: { path: string; text: string }): {
  text?: LessonText;
  problems: Problem[];
} {
  const problem = (line: number, message: string): Problem => ({
    file: file.path,
    rule: 'shape',
    message,
    line,
    column: 1,
  });
  const lines = file.text.split('\n').map((line) => line.replace(/\r$/, ''));
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end === -1) {
    return { problems: [problem(1, 'must start with front matter: ---, title, summary, ---')] };
  }
  const yaml = lines.slice(1, end).join('\n');
  const { parsed, problems } = parseYaml({ path: file.path, text: yaml }, lessonFrontMatter, 2);
  const front = parsed[0];
  if (!front) return { problems: [...problems] };
  const { cards, stray } = splitCards(lines, end + 1);
  const strays = stray.map((line) =>
    problem(line, 'text before the first card; each card starts with ## {kind} Heading'),
  );
  return { text: { file: file.path, source: file.text, front, cards }, problems: strays };
}

/** Cuts the lines after the front matter at the card headings; `stray` is the line of text above the first. */
function splitCards(lines: readonly string[], from: number): { cards: Card[]; stray: number[] } {
  const starts = lines.flatMap((line, index) => (index >= from && HEADING.test(line) ? [index] : []));
  const cards = starts.map((start, n) => {
    const [, kind = '', heading = ''] = HEADING.exec(lines[start] ?? '') ?? [];
    const body = lines.slice(start + 1, starts[n + 1] ?? lines.length);
    const skipped = body.findIndex((line) => line.trim() !== '');
    return {
      kind,
      heading: heading.trim(),
      body: body.join('\n').trim(),
      bodyLine: start + 2 + Math.max(skipped, 0),
      line: start + 1,
      column: 1,
    };
  });
  const loose = lines.slice(from, starts[0] ?? lines.length).findIndex((line) => line.trim() !== '');
  return { cards, stray: loose === -1 ? [] : [from + loose + 1] };
}
