import { PackedPart, writeZip } from './write-zip.js';

/** A text as it is, or a calendar day 'YYYY-MM-DD'. */
export type Cell = string | { readonly day: string };

/** What one sheet of Excel holds (Microsoft, Excel specifications and limits). */
const MOST_ROWS = 1_048_576;
const MOST_CHARACTERS = 32_767;
/** So much text is packed at a time. */
const PIECE = 256 * 1024;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Places in `cellXfs` of the styles below. */
const STYLE = { text: 1, day: 2, head: 3 } as const;

/**
 * An Excel workbook of one sheet (XLSX, ECMA-376 part 1), row by row, so that a long list never stands in memory as a
 * whole. The first row is the head: bold, and it stays while the others scroll. A text stays a text: no formula, no number
 * that loses its zeros. Throws RangeError past what a sheet or a cell of Excel holds.
 */
export class WorkbookWriter {
  private readonly sheet = new PackedPart('xl/worksheets/sheet1.xml');
  private waiting: string[] = [];
  private size = 0;
  private count = 0;

  /** @param name of the sheet, 1 to 31 characters, none of \ / ? * [ ] : @param widths of the columns, in characters */
  constructor(
    private readonly name: string,
    widths: readonly number[],
  ) {
    const columns = widths.map(
      (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
    );
    this.say(
      `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
        `<cols>${columns.join('')}</cols><sheetData>`,
    );
  }

  add(cells: readonly Cell[]): void {
    this.count += 1;
    if (this.count > MOST_ROWS) throw new RangeError(`A sheet of Excel holds ${MOST_ROWS} rows.`);
    this.say(`<row r="${this.count}">${cells.map((cell) => this.cell(cell)).join('')}</row>`);
  }

  /** The file's bytes; nothing can be added after. */
  finish(): Buffer {
    this.say('</sheetData></worksheet>');
    this.pack();
    const part = (name: string, text: string) => ({ name, bytes: Buffer.from(HEAD + text) });
    return writeZip([
      part('[Content_Types].xml', CONTENT_TYPES),
      part('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])),
      part(
        'xl/workbook.xml',
        `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(this.name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      part(
        'xl/_rels/workbook.xml.rels',
        relations([
          ['worksheet', 'worksheets/sheet1.xml'],
          ['styles', 'styles.xml'],
        ]),
      ),
      part('xl/styles.xml', STYLES),
      this.sheet,
    ]);
  }

  private cell(cell: Cell): string {
    if (typeof cell !== 'string') return `<c s="${STYLE.day}"><v>${serialOf(cell.day)}</v></c>`;
    if (cell.length > MOST_CHARACTERS)
      throw new RangeError(`A cell of Excel holds ${MOST_CHARACTERS} characters.`);
    const style = this.count === 1 ? STYLE.head : STYLE.text;
    return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  }

  private say(text: string): void {
    this.waiting.push(text);
    this.size += text.length;
    if (this.size > PIECE) this.pack();
  }

  private pack(): void {
    this.sheet.add(Buffer.from(this.waiting.join('')));
    this.waiting = [];
    this.size = 0;
  }
}

/** Days since 30 December 1899: what Excel counts by from March 1900 on. */
const serialOf = (day: string): number =>
  (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML cannot hold, and a text that looks like the escape for it: both as _xHHHH_ (ECMA-376, ST_Xstring). */
const UNSPEAKABLE = /[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;

const escaped = (text: string): string =>
  text
    .replace(UNSPEAKABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const relations = (targets: readonly (readonly [string, string])[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(
      ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** What a browser is told that such a file is. */
export const WORKBOOK_TYPE = `${SHEET_TYPE}.sheet`;

const CONTENT_TYPES =
  `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`;

/** Number formats 49 and 14 are built in: text, and a day as the reader's own country writes it. */
const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>';
