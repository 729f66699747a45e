import { decodeText, type Encoding, type TextRefusal } from '#files';
import { looksLikeJson, readRecords, type RecordsRefusal } from './read-records.js';
import { readTable, type CsvRefusal, type Delimiter } from './read-table.js';
import { readWorkbook } from './read-workbook.js';
import type { WorkbookRefusal } from './scan-xml.js';
import { makeTable, padded, type Format, type Table } from './table.js';

/** What HR may overrule of how a file is opened. */
export interface OpeningChoice {
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: Delimiter | undefined;
  readonly sheet?: string | undefined;
  /** A look at the top of a file is enough: at least so many rows are read of it. */
  readonly firstRows?: number;
}

/** A file as a table of texts, and how it was written. What a kind of file does not have is null. */
export interface OpenedFile {
  readonly format: Format;
  readonly encoding: Encoding | null;
  /** Whether it opened with a byte order mark. */
  readonly mark: boolean;
  readonly delimiter: Delimiter | null;
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  readonly table: Table;
}

export type FileRefusal =
  TextRefusal | CsvRefusal | RecordsRefusal | WorkbookRefusal | 'workbook-old' | 'file-too-large';

/** 100,000 people as UTF-16 with 25 columns take 50 million bytes. */
export const LARGEST_FILE = 64 * 1024 * 1024;

type Opened = { ok: true; value: OpenedFile } | { ok: false; refusal: FileRefusal };

/** Opens a file by what it is, not by what its name says: an Excel workbook, JSON, or text with a delimiter. */
export function openFile(bytes: Uint8Array, choice: OpeningChoice): Opened {
  if (bytes.length > LARGEST_FILE) return { ok: false, refusal: 'file-too-large' };
  const opening = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (opening === ZIP) return openWorkbook(bytes, choice);
  if (opening === OLE) return { ok: false, refusal: 'workbook-old' };
  const decoded = decodeText(bytes, choice.encoding);
  if (!decoded.ok) return decoded;
  const { text, encoding, mark } = decoded.value;
  const common = { encoding, mark, sheet: null, sheets: [] };
  if (looksLikeJson(text)) {
    const records = readRecords(text);
    if (!records.ok) return records;
    return { ok: true, value: { ...common, format: 'json', delimiter: null, table: records.value } };
  }
  const split = readTable(text, choice.delimiter, choice.firstRows);
  if (!split.ok) return split;
  const { delimiter, ...table } = split.value;
  return { ok: true, value: { ...common, format: 'csv', delimiter, table } };
}

/** XLSX is a zip file; XLS, and a workbook with a password, are OLE files. */
const ZIP = '504b0304';
const OLE = 'd0cf11e0';

/** Without a choice the first sheet that holds a table is taken: notes and covers often stand before it. */
function openWorkbook(bytes: Uint8Array, choice: OpeningChoice): Opened {
  const first = openSheet(bytes, choice.sheet, choice.firstRows);
  if (first.ok) return first;
  const others = choice.sheet === undefined && 'others' in first ? first.others : [];
  for (const name of others) {
    const next = openSheet(bytes, name, choice.firstRows);
    if (next.ok) return next;
  }
  return { ok: false, refusal: first.refusal };
}

/** Sheets that are tried; who has more chooses one of them. */
const SHEETS_TRIED = 10;

function openSheet(
  bytes: Uint8Array,
  as: string | undefined,
  firstRows: number | undefined,
): Opened | { ok: false; refusal: FileRefusal; others: readonly string[] } {
  const book = readWorkbook(bytes, as, firstRows);
  if (!book.ok) return book;
  const { sheet, sheets, rows } = book.value;
  const made = makeTable(rows);
  if (!made.ok) return { ...made, others: sheets.filter((name) => name !== sheet).slice(0, SHEETS_TRIED) };
  const { header } = made.value;
  // a sheet leaves empty cells at the end of a row out
  const full = made.value.rows.map(({ row, cells }) => ({ row, cells: padded(cells, header.length) }));
  const table = { header, rows: full };
  return {
    ok: true,
    value: { format: 'xlsx', encoding: null, mark: false, delimiter: null, sheet, sheets, table },
  };
}
