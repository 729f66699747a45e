import { makeTable, MOST_COLUMNS, MOST_ROWS, padded, type TableMade, type TableRow } from './table.js';

export type RecordsRefusal =
  'json-broken' | 'json-without-records' | 'file-too-large' | 'no-header' | 'no-rows';

/** Whether a text wants to be JSON: it opens as a list or as an object does. */
export const looksLikeJson = (text: string): boolean => /^\s*(?:\[\s*[{\]]|\{\s*["}])/.test(text);

/**
 * Reads records of people from JSON (RFC 8259): a list of objects, or an object that holds one such list, as the
 * connectors of HR systems answer (`rows`, `data`, `people`). Names of fields become columns, objects inside a record
 * `outer.inner`, lists of plain values one cell with spaces. Row numbers count the records from 1. A number that
 * JavaScript can't hold exactly becomes 1.2e+19, which is refused where a personnel number must stand.
 */
export function readRecords(
  text: string,
): TableMade | { readonly ok: false; readonly refusal: RecordsRefusal } {
  const records = recordsIn(text);
  if (typeof records === 'string') return { ok: false, refusal: records };
  if (records.length > MOST_ROWS) return { ok: false, refusal: 'file-too-large' };
  const columns = new Map<string, number>();
  const rows: TableRow[] = [];
  for (const [index, record] of records.entries()) {
    const cells: string[] = [];
    for (const [name, value] of flatten(record)) {
      const place = columns.get(name) ?? columns.size;
      columns.set(name, place);
      if (place >= MOST_COLUMNS) return { ok: false, refusal: 'file-too-large' };
      while (cells.length < place) cells.push('');
      cells[place] = value;
    }
    rows.push({ row: index + 1, cells });
  }
  const header = { row: 0, cells: [...columns.keys()] };
  const filled = rows.map(({ row, cells }) => ({ row, cells: padded(cells, columns.size) }));
  return makeTable([header, ...filled], { headerFirst: true });
}

function recordsIn(text: string): Record<string, unknown>[] | 'json-broken' | 'json-without-records' {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return 'json-broken';
    throw error;
  }
  const lists = [value, ...(isRecord(value) ? Object.values(value) : [])];
  return lists.find(isListOfRecords) ?? 'json-without-records';
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListOfRecords = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRecord);

const DEEPEST = 8;

function* flatten(record: Record<string, unknown>, before = '', depth = 1): Generator<[string, string]> {
  for (const [key, value] of Object.entries(record)) {
    const name = before + key.trim();
    if (isRecord(value) && depth < DEEPEST) yield* flatten(value, `${name}.`, depth + 1);
    else yield [name, cellOf(value)];
  }
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number')
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(' ');
  return JSON.stringify(value);
}
