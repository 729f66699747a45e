/** What kind of file it was. */
export const FORMATS = ['csv', 'xlsx', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export interface TableRow {
  /** Row number as Excel counts, the header being row 1; for JSON the place of the record, the first being 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

export interface Table {
  /** Column names, trimmed; a repeated name gets " (2)", a missing one "kolom 3". */
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

export type TableRefusal = 'no-header' | 'no-rows' | 'file-too-large';

export type TableMade =
  { readonly ok: true; readonly value: Table } | { readonly ok: false; readonly refusal: TableRefusal };

/** Nobody employs so many people in one file, and no HR export has so many columns; more is a mistake or an attack. */
export const MOST_ROWS = 300_000;
export const MOST_COLUMNS = 500;

/** Titles and dates that a report writes above its column names take no more lines than this. */
const LINES_ABOVE = 10;

/**
 * Rows as they stood in the file, made into a table: the column names are found, also below a title, and empty rows
 * are passed over. Rows of another width are kept as they are, for judging them is the work of `readRows`. With
 * `headerFirst` the first row has the names, whatever comes after it.
 */
export function makeTable(
  rows: readonly TableRow[],
  options: { readonly headerFirst?: boolean } = {},
): TableMade {
  const headerAt = options.headerFirst ? 0 : findHeader(rows);
  const names = rows[headerAt]?.cells;
  if (names === undefined) return { ok: false, refusal: 'no-header' };
  const header = nameColumns(names);
  if (filledIn(names) < 2) return { ok: false, refusal: 'no-header' };
  const below = rows.filter(({ cells }, index) => index > headerAt && !isBlank(cells));
  if (below.length === 0) return { ok: false, refusal: 'no-rows' };
  if (below.length > MOST_ROWS || header.length > MOST_COLUMNS)
    return { ok: false, refusal: 'file-too-large' };
  return { ok: true, value: { header, rows: below } };
}

/** The first line with at least half as many names as the fullest of the first lines, and at least two. */
function findHeader(rows: readonly TableRow[]): number {
  const first = rows
    .slice(0, 100)
    .flatMap(({ cells }, index) => (isBlank(cells) ? [] : [{ index, filled: filledIn(cells) }]))
    .slice(0, LINES_ABOVE);
  const fullest = Math.max(...first.map(({ filled }) => filled), 0);
  return first.find(({ filled }) => filled >= Math.max(2, fullest / 2))?.index ?? -1;
}

const filledIn = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length;

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

const LONGEST_NAME = 200;
/** What no database takes as text. */
const UNREADABLE = /[\u0000-\u0008\u000e-\u001f\u007f]|\p{Surrogate}/gu;

function nameColumns(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name, index) => {
    const readable = name.replace(UNREADABLE, '\ufffd').trim().replace(/\s+/g, ' ').slice(0, LONGEST_NAME);
    const plain = readable || `kolom ${index + 1}`;
    const count = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, count);
    return count === 1 ? plain : `${plain} (${count})`;
  });
}

/** Empty cells at the end, up to a width: sheets and records leave them out. */
export const padded = (cells: readonly string[], width: number): readonly string[] =>
  cells.length >= width ? cells : [...cells, ...Array<string>(width - cells.length).fill('')];
