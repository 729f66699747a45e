import { crc32, deflateRawSync } from 'node:zlib';

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
  return zipOf(Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) })));
}

/** A text of a CSV as a workbook with one sheet: every cell as text. */
export const workbookOfCsv = (text: string): Buffer =>
  workbookOf({
    Medewerkers: text
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(';')),
  });

/** A zip file; `size` pretends another unpacked size, as a zip bomb does. */
export function zipOf(
  files: readonly { readonly name: string; readonly bytes: Uint8Array; readonly size?: number }[],
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, size } of files) {
    const packed = deflateRawSync(bytes);
    const called = Buffer.from(name);
    const facts = Buffer.alloc(20);
    facts.writeUInt16LE(0x800, 0); // names are UTF-8
    facts.writeUInt16LE(8, 2);
    facts.writeUInt32LE(crc32(bytes), 8);
    facts.writeUInt32LE(packed.length, 12);
    facts.writeUInt32LE(size ?? bytes.length, 16);
    const names = Buffer.alloc(4);
    names.writeUInt16LE(called.length, 0);
    const local = Buffer.concat([Buffer.from('504b03041400', 'hex'), facts, names, called, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    const [nameSizes, offsets] = [names, rest];
    directory.push(
      Buffer.concat([Buffer.from('504b010214001400', 'hex'), facts, nameSizes, offsets, called]),
    );
    parts.push(local);
    at += local.length;
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, all, end]);
}
