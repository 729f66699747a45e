import { readDay } from './day.js';
import { fileOf, fileRow, planText, type FileRow } from '../testing/hr-file.js';
import { EMPTY_COMPANY } from './company.js';
import { tidy } from './read-value.js';
import { safeCell } from './write-csv.js';

const TODAY = '2026-11-22';
const planOf = (...rows: FileRow[]) => planText(EMPTY_COMPANY, fileOf(rows), TODAY);
const anna = fileRow({ Personeelsnummer: '1001', Roepnaam: 'Anna' });

describe('what spreadsheets do to values', () => {
  it.each(['1,23E+05', '1.23E+05', '1E+15', '9,87654E-12'])(
    'refuses %s where a personnel number must stand, names the place, and takes it for nobody',
    (number) => {
      const plan = planOf(anna, fileRow({ Personeelsnummer: number }));
      expect(plan.problems).toEqual([
        { row: 3, column: 'Personeelsnummer', field: 'number', kind: expect.any(String), reason: 'number-scientific', number: null },
      ]); // prettier-ignore
      expect(plan.counts).toMatchObject({ joins: 1, problems: 1 });
    },
  );

  it('refuses a rounded number of a leader too, but no code that merely has an E', () => {
    const plan = planOf(anna, fileRow({ Personeelsnummer: '1002', Leidinggevende: '1,00E+03' }));
    expect(plan.problems).toMatchObject([{ column: 'Leidinggevende', reason: 'number-scientific', number: '1002' }]); // prettier-ignore
    expect(planOf({ ...anna, Personeelsnummer: '12E45', Afdelingscode: '1E2' }).problems).toEqual([]);
  });

  it.each(['#N/B', '#N/A', '#VERW!', '#DEEL/0!', '#REF!'])('refuses %s, which is no job', (job) => {
    expect(planOf({ ...anna, Functie: job }).problems).toMatchObject([
      { row: 2, column: 'Functie', reason: 'excel-error' },
    ]);
  });

  it.each([
    ['46387', '2026-12-31'],
    ['61', undefined],
    ['20261231', '2026-12-31'],
    ['2026-12-31T00:00:00.000Z', '2026-12-31'],
    ['2026-12-31T00:00:00+01:00', '2026-12-31'],
    ['2026-12-30T23:00:00Z', undefined],
    ['20261331', undefined],
    ['99999999', undefined],
  ])('reads the day %s as %s', (text, day) => expect(readDay(text)).toBe(day));

  it('reads the month first only where HR said so', () => {
    expect([readDay('03/04/2026'), readDay('03/04/2026', 'month')]).toEqual(['2026-04-03', '2026-03-04']);
    expect([readDay('12/31/2026'), readDay('12/31/2026', 'month')]).toEqual([undefined, '2026-12-31']);
    expect(readDay('2026-12-31', 'month')).toBe('2026-12-31');
  });
});

describe('text that a spreadsheet would take for a formula', () => {
  const DANGEROUS = ['=1+1', '+31 6', '-Anna', '@SUM(A1)', '=HYPERLINK("http://x")', '=cmd|calc'];

  it.each(DANGEROUS)('%s is kept as text on the way in', (job) => {
    const plan = planOf({ ...anna, Functie: job.replaceAll('"', "'") });
    expect(plan.problems).toEqual([]);
    expect(plan.people[0]?.employments[0]?.placements[0]?.facts.job).toBe(job.replaceAll('"', "'"));
  });

  it.each(DANGEROUS)('%s is made safe on the way out, and comes back as it was', (text) => {
    const cell = safeCell(text);
    expect(cell).toMatch(/^"?'/);
    const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    expect(tidy(read)).toBe(text);
  });

  it('takes ="00123", with which exports keep zeros, for 00123', () => {
    expect(tidy('="00123"')).toBe('00123');
    expect(planOf({ ...anna, Personeelsnummer: '="00123"' }).people[0]?.number).toBe('00123');
  });
});
