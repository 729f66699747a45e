import { ZipFile, ZipRefused, type ZipRefusal } from '#files';
import { readCellFormats, type CellFormat } from './cell-formats.js';
import { daySerial } from './day-serial.js';
import { scanXml, WorkbookRefused, type WorkbookRefusal } from './scan-xml.js';
import { MOST_COLUMNS, MOST_ROWS, type TableRow } from './table.js';

export interface Workbook {
  /** The sheet that was read. */
  readonly sheet: string;
  /** All sheets that can be seen, in their order. */
  readonly sheets: readonly string[];
  /** Its rows, without those that are empty; empty cells at the end of a row are left out. */
  readonly rows: readonly TableRow[];
}

/**
 * Reads one sheet of an Excel workbook (XLSX, ECMA-376) as text: days as 2026-12-31, numbers with a decimal point and
 * with the leading zeros that their format shows, formulas as the value Excel kept with them. `as` names the sheet;
 * without it, or when it is gone, the first sheet that can be seen is read. Reading may end after `firstRows`.
 */
export function readWorkbook(
  bytes: Uint8Array,
  as?: string,
  firstRows = Infinity,
): { ok: true; value: Workbook } | { ok: false; refusal: WorkbookRefusal } {
  try {
    return { ok: true, value: openWorkbook(new ZipFile(bytes), as, firstRows) };
  } catch (error) {
    if (error instanceof WorkbookRefused) return { ok: false, refusal: error.refusal };
    if (error instanceof ZipRefused) return { ok: false, refusal: ZIP_REFUSALS[error.refusal] };
    throw error;
  }
}

const ZIP_REFUSALS = {
  broken: 'workbook-broken',
  locked: 'workbook-locked',
  'too-large': 'file-too-large',
} as const satisfies Record<ZipRefusal, WorkbookRefusal>;

function openWorkbook(zip: ZipFile, as: string | undefined, firstRows: number): Workbook {
  const { sheets, since1904 } = listSheets(zip);
  const sheet = sheets.find(({ name }) => name === as) ?? sheets[0];
  if (sheet === undefined) throw new WorkbookRefused('workbook-empty');
  const strings = zip.read('xl/sharedStrings.xml');
  const styles = zip.read('xl/styles.xml');
  const reader = new SheetReader(
    strings ? readStrings(strings) : [],
    styles ? readCellFormats(styles) : [],
    since1904,
    firstRows,
  );
  scanXml(partOf(zip, sheet.path), reader);
  return { sheet: sheet.name, sheets: sheets.map(({ name }) => name), rows: reader.rows };
}

function partOf(zip: ZipFile, path: string): Buffer {
  const bytes = zip.read(path);
  if (bytes === undefined) throw new WorkbookRefused('workbook-broken');
  return bytes;
}

function listSheets(zip: ZipFile): { sheets: { name: string; path: string }[]; since1904: boolean } {
  const paths = new Map<string, string>();
  scanXml(partOf(zip, 'xl/_rels/workbook.xml.rels'), {
    open(name, { Id, Target, Type }) {
      if (name === 'Relationship' && Id !== undefined && Target !== undefined && Type?.endsWith('/worksheet'))
        paths.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  const sheets: { name: string; path: string }[] = [];
  let since1904 = false;
  scanXml(partOf(zip, 'xl/workbook.xml'), {
    open(element, attributes) {
      if (element === 'workbookPr') since1904 = isYes(attributes['date1904']);
      if (element !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return;
      const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];
      const path = paths.get(id ?? '');
      if (path !== undefined) sheets.push({ name: attributes['name'] ?? '', path });
    },
  });
  return { sheets, since1904 };
}

const isYes = (value: string | undefined): boolean => value === '1' || value === 'true';

/** Texts that several cells share; the reading aid of Japanese texts (`rPh`) is not part of them. */
function readStrings(bytes: Uint8Array): string[] {
  const strings: string[] = [];
  let text = '';
  let within = false;
  let aid = false;
  scanXml(bytes, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') aid = true;
      within = name === 't' && !aid;
    },
    close(name) {
      if (name === 'si') strings.push(text);
      if (name === 'rPh') aid = false;
      within = false;
    },
    text(part) {
      if (within) text += part;
    },
  });
  return strings;
}

/** Hears a sheet pass by and keeps its rows. */
class SheetReader {
  readonly rows: TableRow[] = [];
  private row = 0;
  private cells: string[] = [];
  private column = -1;
  private type = 'n';
  private format: CellFormat = 'number';
  private value = '';
  private within = false;
  private aid = false;

  constructor(
    private readonly strings: readonly string[],
    private readonly formats: readonly CellFormat[],
    private readonly since1904: boolean,
    private readonly firstRows: number,
  ) {}

  enough(): boolean {
    return this.rows.length >= this.firstRows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      this.row = attributes['r'] === undefined ? this.row + 1 : Number(attributes['r']);
      this.cells = [];
      this.column = -1;
    } else if (name === 'c') {
      this.column = attributes['r'] === undefined ? this.column + 1 : columnOf(attributes['r']);
      this.type = attributes['t'] ?? 'n';
      this.format = this.formats[Number(attributes['s'] ?? 0)] ?? 'number';
      this.value = '';
    } else if (name === 'rPh') {
      this.aid = true;
    } else if (name === 'v' || (name === 't' && !this.aid)) {
      this.within = true;
    }
  }

  text(part: string): void {
    if (this.within) this.value += part;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.within = false;
    else if (name === 'rPh') this.aid = false;
    else if (name === 'c') this.keepCell();
    else if (name === 'row' && this.cells.length > 0) this.keepRow();
  }

  private keepCell(): void {
    const text = this.textOf(this.value);
    if (text === '') return;
    if (this.column < 0 || this.column >= MOST_COLUMNS) throw new WorkbookRefused('file-too-large');
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = text;
  }

  private keepRow(): void {
    if (!Number.isInteger(this.row) || this.row < 1) throw new WorkbookRefused('workbook-broken');
    if (this.rows.length >= MOST_ROWS) throw new WorkbookRefused('file-too-large');
    this.rows.push({ row: this.row, cells: this.cells });
  }

  private textOf(value: string): string {
    if (this.type === 's') {
      const shared = this.strings[Number(value)];
      if (shared === undefined) throw new WorkbookRefused('workbook-broken');
      return shared;
    }
    if (this.type === 'b') return value === '1' ? 'true' : 'false';
    if (this.type !== 'n') return value; // inline text, text of a formula, an error, a day as text
    if (value === '') return '';
    return numberText(Number(value), this.format, this.since1904) ?? value;
  }
}

/** A number as somebody would type it; 36.600000000000001, as Excel keeps 36.6, becomes 36.6 again. */
function numberText(number: number, format: CellFormat, since1904: boolean): string | undefined {
  if (!Number.isFinite(number)) return undefined;
  if (format === 'day') return daySerial(number, since1904) ?? String(number);
  if (typeof format === 'object') return String(number).padStart(format.width, '0');
  return String(number);
}

/** 'AB12' → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column - 1;
}
