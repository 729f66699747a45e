import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { WorkbookWriter } from './write-workbook.js';
import { ZipFile } from './zip-file.js';

/** The texts of the cells, row by row, as an XML reader sees them; throws when a part is no XML. */
function readBack(bytes: Uint8Array): string[][] {
  const zip = new ZipFile(bytes);
  const found: string[][] = [];
  for (const name of zip.names()) {
    const parser = new SaxesParser();
    const isSheet = name.endsWith('sheet1.xml');
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name: tag }) => {
      if (isSheet && tag === 'row') found.push([]);
      if (isSheet && tag === 'c') found.at(-1)?.push('');
    });
    parser.on('text', (text) => {
      const row = found.at(-1);
      if (isSheet && row) row[row.length - 1] += text;
    });
    parser.write(zip.read(name)?.toString() ?? '').close();
  }
  return found;
}

const written = (...rows: Parameters<WorkbookWriter['add']>[0][]): Buffer => {
  const workbook = new WorkbookWriter('Rijbewijzen', [10, 20]);
  for (const row of rows) workbook.add(row);
  return workbook.finish();
};

describe('a workbook', () => {
  it('gives back every text, whatever stands in it', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]|_x[0-9A-F]{4}_/i.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, plain), { minLength: 1, maxLength: 20 }), (rows) => {
        expect(readBack(written(...rows))).toEqual(rows);
      }),
    );
  });

  it('writes a day as the number Excel counts it by, a formula as text, and a bell as its code', () => {
    const bytes = written(['Nummer', 'Tot'], ['007', { day: '2024-02-29' }], ['=1+1', '\u0007 _x0041_']);
    expect(readBack(bytes)).toEqual([
      ['Nummer', 'Tot'],
      ['007', '45351'],
      ['=1+1', '_x0007_ _x005F_x0041_'],
    ]);
    expect(new ZipFile(bytes).read('xl/worksheets/sheet1.xml')?.toString()).not.toContain('<f>');
  });

  it('is packed in pieces: a long list comes back whole', () => {
    const rows = Array.from({ length: 12_000 }, (_, n) => [`${n}`, 'Chaima El Idrissi']);
    expect(readBack(written(...rows))).toEqual(rows);
  });

  it('refuses what a cell of Excel cannot hold', () => {
    expect(() => written(['x'.repeat(32_768)])).toThrow(RangeError);
  });
});
