import { writeZip } from '#files';

/** A cell of a made workbook: text, a number with a style, or XML as it shall stand there. */
export type MadeCell =
  string | number | { readonly number: number; readonly style: number } | { readonly xml: string };

/** Styles of a made workbook, by their place: plain, a day, six digits with leading zeros, day with time, text. */
export const STYLES = { plain: 0, day: 1, sixDigits: 2, moment: 3 } as const;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const letter = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : letter(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));

/** A workbook as Excel writes it: shared strings, styles, sheets; as a zip file of bytes. */
export function workbookOf(
  sheets: Readonly<Record<string, readonly (readonly MadeCell[])[]>>,
  options: { readonly since1904?: boolean; readonly hidden?: readonly string[] } = {},
): Buffer {
  const strings: string[] = [];
  const known = new Map<string, number>();
  const names = Object.keys(sheets);
  const cell = (value: MadeCell, at: string): string => {
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
    if (typeof value === 'object' && 'xml' in value) return value.xml.replaceAll('{at}', at);
    if (typeof value === 'object') return `<c r="${at}" s="${value.style}"><v>${value.number}</v></c>`;
    if (value === '') return `<c r="${at}"/>`;
    const place = known.get(value) ?? strings.push(value) - 1;
    known.set(value, place);
    return `<c r="${at}" t="s"><v>${place}</v></c>`;
  };
  const bodies = names.map((name) =>
    (sheets[name] ?? [])
      .map((cells, row) => {
        const inside = cells.map((value, column) => cell(value, `${letter(column)}${row + 1}`)).join('');
        return `<row r="${row + 1}">${inside}</row>`;
      })
      .join(''),
  );
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relation}"><workbookPr${options.since1904 ? ' date1904="1"' : ''}/><sheets>${names
      .map(
        (name, index) =>
          `<sheet name="${escape(name)}" sheetId="${index + 1}"${options.hidden?.includes(name) ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names
      .map(
        (_, index) =>
          `<Relationship Id="rId${index + 1}" Type="${relation}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
      )
      .join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="164" formatCode="000000"/><numFmt numFmtId="165" formatCode="[$-413]d\\ mmm\\ yyyy\\ h:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
  };
  for (const [index, body] of bodies.entries())
    files[`xl/worksheets/sheet${index + 1}.xml`] =
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="${main}"><sheetData>${body}</sheetData></worksheet>`;
  files['xl/sharedStrings.xml'] =
    `<sst xmlns="${main}">${strings.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>`;
  return writeZip(Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) })));
}

/** A text of a CSV as a workbook with one sheet: every cell as text. */
export const workbookOfCsv = (text: string): Buffer =>
  workbookOf({
    Medewerkers: text
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(';')),
  });

/**
 * Makes the directory of a zip file name another unpacked size for every part, as a zip bomb does.
 *
 * @param zip as `writeZip` gives it: without a comment at its end; it is changed in place
 */
export function pretendSize(zip: Buffer, size: number): Buffer {
  let at = zip.readUInt32LE(zip.length - 6);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    zip.writeUInt32LE(size, at + 24);
    at += 46 + zip.readUInt16LE(at + 28);
  }
  return zip;
}
