import { WorkbookWriter, writeZip } from '#files';
import { openFile } from './open-file.js';
import { readWorkbook } from './read-workbook.js';
import { pretendSize, STYLES, workbookOf } from '../testing/workbook.js';

const rowsOf = (bytes: Buffer, sheet?: string) => {
  const book = readWorkbook(bytes, sheet);
  if (!book.ok) throw new Error(book.refusal);
  return book.value.rows.map(({ cells }) => cells);
};

describe('reading an Excel workbook', () => {
  it('reads what the product writes', () => {
    const workbook = new WorkbookWriter('Rijbewijzen', [10, 20, 12]);
    workbook.add(['Nummer', 'Naam', 'Tot']);
    workbook.add(['000123', '=Zoë & "Ans" <de Wit>', { day: '2026-12-31' }]);
    expect(rowsOf(workbook.finish())).toEqual([
      ['Nummer', 'Naam', 'Tot'],
      ['000123', '=Zoë & "Ans" <de Wit>', '2026-12-31'],
    ]);
  });

  it('reads text, numbers, leading zeros, days and truth as somebody would type them', () => {
    const bytes = workbookOf({
      Blad1: [
        ['Nummer', 'Naam', 'In dienst', 'Uren', 'Nacht', 'Om'],
        [
          { number: 123, style: STYLES.sixDigits },
          'Zoë & "Ans" <de Wit>',
          { number: 46_387, style: STYLES.day },
          36.600000000000001,
          { xml: '<c r="{at}" t="b"><v>1</v></c>' },
          { number: 46_387.5, style: STYLES.moment },
        ],
      ],
    });
    expect(rowsOf(bytes)[1]).toEqual([
      '000123', 'Zoë & "Ans" <de Wit>', '2026-12-31', '36.6', 'true', '2026-12-31 12:00',
    ]); // prettier-ignore
  });

  it('takes the value that Excel kept with a formula, inline text, rich text, and an error as it stands', () => {
    const bytes = workbookOf({
      Blad1: [
        ['a', 'b', 'c', 'd'],
        [
          { xml: '<c r="{at}" t="str"><f>A1&amp;"x"</f><v>=cmd|calc</v></c>' },
          {
            xml: '<c r="{at}" t="inlineStr"><is><r><t>An</t></r><r><t>na</t></r><rPh><t>weg</t></rPh></is></c>',
          },
          { xml: '<c r="{at}"><f>1+1</f><v>2</v></c>' },
          { xml: '<c r="{at}" t="e"><v>#N/A</v></c>' },
        ],
      ],
    });
    expect(rowsOf(bytes)[1]).toEqual(['=cmd|calc', 'Anna', '2', '#N/A']);
  });

  it('counts days from 1904 where the workbook does', () => {
    const bytes = workbookOf({ Blad1: [['x', { number: 44_925, style: STYLES.day }]] }, { since1904: true });
    expect(rowsOf(bytes)[0]).toEqual(['x', '2026-12-31']);
  });

  it('reads the first sheet that can be seen, or the one HR named', () => {
    const bytes = workbookOf(
      { Lijsten: [['verborgen', 'x']], Mensen: [['een', '1']], Oud: [['twee', '2']] },
      { hidden: ['Lijsten'] },
    );
    expect(readWorkbook(bytes)).toMatchObject({ value: { sheet: 'Mensen', sheets: ['Mensen', 'Oud'] } });
    expect(rowsOf(bytes, 'Oud')).toEqual([['twee', '2']]);
    expect(rowsOf(bytes, 'Weg')).toEqual([['een', '1']]);
  });

  it('keeps the row numbers of the sheet, finds the names below a title, and fills rows up to their width', () => {
    const bytes = workbookOf({
      Blad1: [['Export medewerkers'], [], ['Nummer', 'Naam', 'Taal'], ['1', 'Anna'], [], ['2', 'Bram', 'nl']],
    });
    expect(openFile(bytes, {})).toMatchObject({
      value: {
        format: 'xlsx', encoding: null, delimiter: null,
        table: { header: ['Nummer', 'Naam', 'Taal'], rows: [{ row: 4, cells: ['1', 'Anna', ''] }, { row: 6, cells: ['2', 'Bram', 'nl'] }] },
      },
    }); // prettier-ignore
  });

  it('passes over a cover without a table, unless HR chose it', () => {
    const bytes = workbookOf({ Toelichting: [['Dit is een export']], Mensen: [['Nummer', 'Naam'], ['1', 'Anna']] }); // prettier-ignore
    expect(openFile(bytes, {})).toMatchObject({ value: { sheet: 'Mensen' } });
    expect(openFile(bytes, { sheet: 'Toelichting' })).toEqual({ ok: false, refusal: 'no-header' });
  });

  it('refuses a damaged workbook wherever the damage is, and never reads it wrongly', () => {
    const whole = workbookOf({ Blad1: [['Nummer', 'Naam'], ['1', 'Anna'], ['2', 'Bram']] }); // prettier-ignore
    const told = rowsOf(whole);
    let refused = 0;
    for (let at = 4; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x55;
      const book = readWorkbook(bytes);
      if (book.ok) expect(book.value.rows.map(({ cells }) => cells)).toEqual(told);
      else refused++;
    }
    expect(refused).toBeGreaterThan(whole.length / 3);
    for (let end = 0; end < whole.length - 1; end += 7)
      expect(readWorkbook(whole.subarray(0, end)).ok).toBe(false);
  });

  it('unpacks nothing past the size it was told, nor past what a sheet may have', () => {
    const bomb = Buffer.alloc(8 * 1024 * 1024, 32);
    const parts = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels'].map((name) => ({ name, bytes: bomb }));
    const ofSize = (size: number) => pretendSize(writeZip(parts), size);
    expect(readWorkbook(ofSize(100))).toEqual({ ok: false, refusal: 'workbook-broken' });
    expect(readWorkbook(ofSize(2_000_000_000))).toEqual({ ok: false, refusal: 'file-too-large' });
  });

  it('refuses entities of its own, as in a billion laughs', () => {
    const xml =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>';
    const bytes = writeZip([
      { name: 'xl/workbook.xml', bytes: Buffer.from(xml) },
      { name: 'xl/_rels/workbook.xml.rels', bytes: Buffer.from('<Relationships/>') },
    ]);
    expect(readWorkbook(bytes)).toEqual({ ok: false, refusal: 'workbook-broken' });
  });

  it('refuses an old workbook, and one whose sheets are all hidden, with what to do', () => {
    expect(openFile(Buffer.from('d0cf11e0a1b11ae1', 'hex'), {})).toEqual({
      ok: false,
      refusal: 'workbook-old',
    });
    const hidden = workbookOf({ Blad1: [['a', 'b']] }, { hidden: ['Blad1'] });
    expect(openFile(hidden, {})).toEqual({ ok: false, refusal: 'workbook-empty' });
  });

  it('refuses a cell far to the right instead of making room for it', () => {
    const bytes = workbookOf({ Blad1: [[{ xml: '<c r="XFD1"><v>1</v></c>' }]] });
    expect(readWorkbook(bytes)).toEqual({ ok: false, refusal: 'file-too-large' });
  });
});
