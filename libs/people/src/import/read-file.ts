import { detectDateOrder, type DateOrder } from './day.js';
import { decodeText, type Encoding, type TextRefusal } from './decode-text.js';
import { FIELDS, FIELD_KEYS, type ColumnMapping } from './fields.js';
import { matchColumns, missingColumns, type MissingColumn } from './match-columns.js';
import { readTable, type Delimiter, type Table, type TableRefusal } from './read-table.js';
import { tidy } from './read-value.js';

/** What HR may overrule when the guess is wrong. */
export interface ReadingChoice {
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: Delimiter | undefined;
  /** Chosen columns; replaces the guess as a whole. */
  readonly mapping?: ColumnMapping | undefined;
  /** Columns chosen for an earlier file of the same source; the guess starts from them. */
  readonly remembered?: ColumnMapping | undefined;
}

export interface HrFile {
  readonly table: Table;
  readonly encoding: Encoding;
  readonly mark: boolean;
  /** Undefined when no date column holds a date. */
  readonly dateOrder: DateOrder | undefined;
  readonly mapping: ColumnMapping;
  readonly missing: readonly MissingColumn[];
}

export type FileRefusal = TextRefusal | TableRefusal;

/** Everything that can be told about a file before any row is judged: how it is written and what its columns mean. */
export function readHrFile(
  bytes: Uint8Array,
  choice: ReadingChoice,
): { ok: true; value: HrFile } | { ok: false; refusal: FileRefusal } {
  const decoded = decodeText(bytes, choice.encoding);
  if (!decoded.ok) return decoded;
  const split = readTable(decoded.value.text, choice.delimiter);
  if (!split.ok) return split;
  const table = split.value;
  const mapping = choice.mapping
    ? presentOnly(choice.mapping, table.header)
    : matchColumns(table.header, choice.remembered);
  const { encoding, mark } = decoded.value;
  return {
    ok: true,
    value: {
      table,
      encoding,
      mark,
      dateOrder: dateOrderOf(table, mapping),
      mapping,
      missing: missingColumns(mapping),
    },
  };
}

function presentOnly(mapping: ColumnMapping, header: readonly string[]): ColumnMapping {
  return Object.fromEntries(Object.entries(mapping).filter(([, column]) => header.includes(column)));
}

function dateOrderOf(table: Table, mapping: ColumnMapping): DateOrder | undefined {
  const places = FIELD_KEYS.filter((field) => FIELDS[field].kind === 'day').flatMap((field) => {
    const column = mapping[field];
    return column === undefined ? [] : [table.header.indexOf(column)];
  });
  const sample = table.rows.slice(0, 200);
  return detectDateOrder(sample.flatMap(({ cells }) => places.map((place) => tidy(cells[place] ?? ''))));
}
