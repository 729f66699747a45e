import { detectDateOrder, type DateOrder, type FirstPart } from './day.js';
import { FIELDS, FIELD_KEYS, type ColumnMapping } from './fields.js';
import { matchColumns, missingColumns, type MappedBy, type MissingColumn } from './match-columns.js';
import { openFile, type FileRefusal, type OpenedFile, type OpeningChoice } from './open-file.js';
import type { PresetKey } from './presets.js';
import { tidy } from './read-value.js';
import type { Table } from './table.js';

/** What HR may overrule when the guess is wrong. */
export interface ReadingChoice extends OpeningChoice {
  /** What stands first in 03/04/2026; the day unless HR said otherwise. */
  readonly dates?: FirstPart | undefined;
  /** Chosen columns; replaces the guess as a whole. */
  readonly mapping?: ColumnMapping | undefined;
  /** Columns chosen for an earlier file of the same source; the guess starts from them. */
  readonly remembered?: ColumnMapping | undefined;
  /** The system that HR said the source is; without it, one is recognised by its columns. */
  readonly preset?: PresetKey | undefined;
}

export interface HrFile extends OpenedFile {
  /** Undefined when no date column holds a date. */
  readonly dateOrder: DateOrder | undefined;
  readonly dates: FirstPart;
  readonly mapping: ColumnMapping;
  /** Where the mapping came from. */
  readonly mappedBy: MappedBy;
  readonly missing: readonly MissingColumn[];
}

/** Everything that can be told about a file before any row is judged: how it is written and what its columns mean. */
export function readHrFile(
  bytes: Uint8Array,
  choice: ReadingChoice,
): { ok: true; value: HrFile } | { ok: false; refusal: FileRefusal } {
  const opened = openFile(bytes, choice);
  if (!opened.ok) return opened;
  const { table } = opened.value;
  const { mapping, by } = choice.mapping
    ? { mapping: presentOnly(choice.mapping, table.header), by: 'chosen' as const }
    : matchColumns(table.header, choice);
  const dates = choice.dates ?? 'day';
  return {
    ok: true,
    value: {
      ...opened.value,
      dateOrder: dateOrderOf(table, mapping, dates),
      dates,
      mapping,
      mappedBy: by,
      missing: missingColumns(mapping),
    },
  };
}

function presentOnly(mapping: ColumnMapping, header: readonly string[]): ColumnMapping {
  return Object.fromEntries(Object.entries(mapping).filter(([, column]) => header.includes(column)));
}

function dateOrderOf(table: Table, mapping: ColumnMapping, dates: FirstPart): DateOrder | undefined {
  const places = FIELD_KEYS.filter((field) => FIELDS[field].kind === 'day').flatMap((field) => {
    const column = mapping[field];
    return column === undefined ? [] : [table.header.indexOf(column)];
  });
  const sample = table.rows.slice(0, 200);
  return detectDateOrder(
    sample.flatMap(({ cells }) => places.map((place) => tidy(cells[place] ?? ''))),
    dates,
  );
}
