import { CsvError, parse } from 'csv-parse/sync';
import Papa from 'papaparse';
import { makeTable, MOST_ROWS, type Table, type TableRefusal } from './table.js';

export const DELIMITERS = [';', ',', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface CsvTable extends Table {
  readonly delimiter: Delimiter;
}

export type CsvRefusal = TableRefusal | 'quotes-not-closed';

/**
 * Splits the text of an export into rows and cells. Excel's own `sep=;` line, when there, names the delimiter;
 * otherwise the one that cuts the first lines into the most equal rows is taken. Empty lines are passed over, but
 * counted, so that row numbers agree with what HR sees on the screen.
 */
export function readTable(
  text: string,
  as?: Delimiter,
  firstRows?: number,
): { ok: true; value: CsvTable } | { ok: false; refusal: CsvRefusal } {
  const { body, named } = takeSepLine(text);
  const delimiter = as ?? named ?? detectDelimiter(body);
  const lines = (firstRows ?? MOST_ROWS) + LINES_ABOVE;
  const parsed = split(body, delimiter, lines);
  if (parsed === undefined) return { ok: false, refusal: 'quotes-not-closed' };
  if (firstRows === undefined && parsed.length >= lines) return { ok: false, refusal: 'file-too-large' };
  const table = makeTable(parsed.map((cells, index) => ({ row: index + 1, cells })));
  return table.ok ? { ok: true, value: { ...table.value, delimiter } } : table;
}

/**
 * The delimiter that splits the first lines best: most cells per line, on the most lines that agree. Ties go to the
 * semicolon, the Dutch Excel's own. Delimiters inside quotes do not count.
 */
export function detectDelimiter(text: string): Delimiter {
  const lines = text
    .slice(0, 20_000)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  let best: Delimiter = ';';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length - 1);
    const first = counts[0] ?? 0;
    const agreeing = counts.filter((count) => count === first).length / Math.max(counts.length, 1);
    const score = first * agreeing;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function takeSepLine(text: string): { body: string; named: Delimiter | undefined } {
  const found = /^sep=([^\r\n])\r?\n?/i.exec(text);
  if (!found) return { body: text, named: undefined };
  const named = DELIMITERS.find((delimiter) => delimiter === found[1]);
  return { body: text.slice(found[0].length), named };
}

/** Titles and empty lines that are read beyond the rows. */
const LINES_ABOVE = 200;

/** The quick reader, and for a file with quotes where none should be the patient one, which costs ten times as much. */
function split(body: string, delimiter: Delimiter, lines: number): string[][] | undefined {
  const quick = Papa.parse<string[]>(body, { delimiter, preview: lines });
  return quick.errors.length === 0 ? quick.data : splitPatiently(body, delimiter, lines);
}

function splitPatiently(body: string, delimiter: Delimiter, lines: number): string[][] | undefined {
  try {
    return parse(body, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: lines,
    });
  } catch (error) {
    if (error instanceof CsvError) return undefined; // the one thing relaxed parsing still refuses
    throw error;
  }
}
