import { CsvError, parse } from 'csv-parse/sync';
import Papa from 'papaparse';

export const DELIMITERS = [';', ',', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface TableRow {
  /** Row number as Excel counts: the header is row 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly delimiter: Delimiter;
  /** Column names, trimmed; a repeated name gets " (2)", a missing one "kolom 3". */
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

export type TableRefusal = 'no-header' | 'no-rows' | 'quotes-not-closed';

/**
 * Splits the text of an export into rows and cells. Excel's own `sep=;` line, when there, names the delimiter;
 * otherwise the one that cuts the first lines into the most equal rows is taken. Empty lines are passed over, but
 * counted, so that row numbers agree with what HR sees on the screen. Rows with too few or too many cells are kept
 * as they are: judging them is the work of `readRows`.
 */
export function readTable(
  text: string,
  as?: Delimiter,
): { ok: true; value: Table } | { ok: false; refusal: TableRefusal } {
  const { body, named } = takeSepLine(text);
  const delimiter = as ?? named ?? detectDelimiter(body);
  const parsed = split(body, delimiter);
  if (parsed === undefined) return { ok: false, refusal: 'quotes-not-closed' };
  const headerAt = parsed.findIndex((cells) => !isBlank(cells));
  const names = parsed[headerAt];
  if (names === undefined || names.filter((name) => name.trim() !== '').length < 2) {
    return { ok: false, refusal: 'no-header' };
  }
  const rows: TableRow[] = [];
  for (let index = headerAt + 1; index < parsed.length; index++) {
    const cells = parsed[index];
    if (cells !== undefined && !isBlank(cells)) rows.push({ row: index + 1, cells });
  }
  if (rows.length === 0) return { ok: false, refusal: 'no-rows' };
  return { ok: true, value: { delimiter, header: nameColumns(names), rows } };
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

/** The quick reader, and for a file with quotes where none should be the patient one, which costs ten times as much. */
function split(body: string, delimiter: Delimiter): string[][] | undefined {
  const quick = Papa.parse<string[]>(body, { delimiter });
  return quick.errors.length === 0 ? quick.data : splitPatiently(body, delimiter);
}

function splitPatiently(body: string, delimiter: Delimiter): string[][] | undefined {
  try {
    return parse(body, { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false });
  } catch (error) {
    if (error instanceof CsvError) return undefined; // the one thing relaxed parsing still refuses
    throw error;
  }
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

function nameColumns(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name, index) => {
    const plain = name.trim().replace(/\s+/g, ' ') || `kolom ${index + 1}`;
    const count = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, count);
    return count === 1 ? plain : `${plain} (${count})`;
  });
}
