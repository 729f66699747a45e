import { readHrFile } from './import/read-file.js';
import type { Table } from './import/table.js';
import { READ_APART_FROM, readApart } from './read-apart.js';

describe('a large file, read in a thread', () => {
  const header = 'Personeelsnummer;Roepnaam;Achternaam;In dienst;Afdelingscode;Afdeling;Valt onder';
  const lines = Array.from(
    { length: 50_000 },
    (_, index) =>
      `${index};Zoë ${index};"de Vries; van ""Loon"" 🎈";01-02-2020;T${index % 50};Team ${index % 50};${index % 7 === 0 ? '' : 'T0'}`,
  );
  const large = Buffer.from(`${header}\r\n${lines.join('\r\n')}\r\n\r\n`);

  it('is the same file, down to the last cell', async () => {
    expect(large.length).toBeGreaterThan(READ_APART_FROM.text);
    const [apart, here] = [await readApart(large, {}), readHrFile(large, {})];
    if (!apart.ok || !here.ok) throw new Error('the file was refused');
    const { table, ...rest } = apart.value;
    const { table: tableHere, ...restHere } = here.value;
    expect(rest).toEqual(restHere);
    expect(table.header).toEqual(tableHere.header);
    // as text: of so many cells that differ, nobody could read the difference
    const cellsOf = ({ rows }: Table): string => JSON.stringify(rows.map(({ row, cells }) => [row, cells]));
    expect(cellsOf(table) === cellsOf(tableHere)).toBe(true);
  });

  it('is refused for the same reason', async () => {
    const broken = Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(READ_APART_FROM.workbook)]);
    expect(await readApart(broken, {})).toEqual({ ok: false, refusal: 'workbook-broken' });
  });
});
