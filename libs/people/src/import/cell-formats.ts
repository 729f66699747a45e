import { scanXml } from './scan-xml.js';

/** How the number in a cell is meant: a day, a number with leading zeros up to a width, or just a number. */
export type CellFormat = 'day' | 'number' | { readonly width: number };

/** ECMA-376 part 1, 18.8.30: built-in formats that show a day. */
const BUILT_IN_DAYS: ReadonlySet<number> = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]); // prettier-ignore

/** The format of each cell style, in the order in which cells point at them. */
export function readCellFormats(styles: Uint8Array): CellFormat[] {
  const codes = new Map<number, string>();
  const formats: CellFormat[] = [];
  let inCells = false;
  scanXml(styles, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) formats.push(formatOf(Number(attributes['numFmtId'] ?? 0), codes));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

function formatOf(id: number, codes: ReadonlyMap<number, string>): CellFormat {
  if (BUILT_IN_DAYS.has(id)) return 'day';
  const code = codes.get(id) ?? '';
  if (/^0+$/.test(code)) return { width: code.length };
  const plain = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '');
  return /[dy]/i.test(plain) && !/general/i.test(plain) ? 'day' : 'number';
}
