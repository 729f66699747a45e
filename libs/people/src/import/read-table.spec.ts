import { readTable } from './read-table.js';

const rowsOf = (text: string) => {
  const table = readTable(text);
  if (!table.ok) throw new Error(table.refusal);
  return table.value;
};

describe('splitting an HR export into rows and cells', () => {
  it.each([
    [';', 'nr;naam;uren\n1;Anna;36,5\n2;Bram;40\n'],
    [',', 'nr,naam,uren\n1,"Wit, Anna de",36.5\n2,"Janssen, Bram",40\n'],
    ['\t', 'nr\tnaam\turen\n1\tAnna; HR\t36\n'],
  ])('recognises %j as the delimiter', (delimiter, text) => {
    expect(rowsOf(text).delimiter).toBe(delimiter);
  });

  it('is not led astray by decimal commas', () => {
    expect(rowsOf('nr;uren;schaal\n1;36,5;8,1\n2;28,5;9,2\n').delimiter).toBe(';');
  });

  it("follows Excel's own sep= line and leaves it out of the row count", () => {
    const table = rowsOf('sep=,\r\nnr,naam\r\n1,Anna;Bram\r\n');
    expect(table.delimiter).toBe(',');
    expect(table.header).toEqual(['nr', 'naam']);
    expect(table.rows).toEqual([{ row: 2, cells: ['1', 'Anna;Bram'] }]);
  });

  it('counts rows as Excel does, also past empty lines and line breaks inside a cell', () => {
    const table = rowsOf('nr;naam\r\n1;"Anna\r\nde Wit"\r\n\r\n;;\r\n2;Bram\r\n');
    expect(table.rows.map(({ row }) => row)).toEqual([2, 5]);
  });

  it('keeps quotes inside a cell, and rows of another width', () => {
    const table = rowsOf('nr;naam;taal\n1;"Anna ""Ans"" de Wit";nl\n2;Bram "de Beer" Janssen;nl\n3;Chaima\n');
    expect(table.rows.map(({ cells }) => cells[1])).toEqual([
      'Anna "Ans" de Wit',
      'Bram "de Beer" Janssen',
      'Chaima',
    ]);
    expect(table.rows[2]?.cells).toHaveLength(2);
  });

  it('keeps the rows of a file that quotes a part of a cell', () => {
    const table = rowsOf('nr;naam\n1;"Ans" de Wit\n2;Bram\n');
    expect(table.rows.map(({ cells }) => cells)).toEqual([
      ['1', '"Ans" de Wit'],
      ['2', 'Bram'],
    ]);
  });

  it('gives repeated and nameless columns a name of their own', () => {
    expect(rowsOf('nr;naam;naam;\n1;a;b;c\n').header).toEqual(['nr', 'naam', 'naam (2)', 'kolom 4']);
  });

  it.each([
    ['a quote that never closes', 'nr;naam\n1;"Anna\n2;Bram\n', 'quotes-not-closed'],
    ['a header without rows', 'nr;naam\n', 'no-rows'],
    ['a single column', 'naam\nAnna\n', 'no-header'],
  ])('refuses %s', (_name, text, refusal) => {
    expect(readTable(text)).toEqual({ ok: false, refusal });
  });
});

describe('a file of a size no employer has', () => {
  it('is refused as a whole, also when empty lines make it long: no row is dropped in silence', () => {
    const rows = 'nr;naam\n1;Anna\n';
    expect(readTable(rows + '2;Bram\n'.repeat(300_000))).toEqual({ ok: false, refusal: 'file-too-large' });
    expect(readTable(`${rows}${'\n'.repeat(300_300)}2;Bram\n`)).toEqual({
      ok: false,
      refusal: 'file-too-large',
    });
    expect(readTable(`${'x;'.repeat(501)}\n1;2\n`)).toEqual({ ok: false, refusal: 'file-too-large' });
  });

  it('opens quickly for a look at its first rows', () => {
    const table = readTable(`nr;naam\n${'2;Bram\n'.repeat(300_000)}`, undefined, 20);
    expect(table).toMatchObject({ ok: true });
    if (table.ok) expect(table.value.rows.length).toBeLessThan(300);
  });
});
