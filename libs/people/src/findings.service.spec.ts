import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { type Actor, rows } from '#kernel';
import type { FindingKind } from './finding-kinds.js';
import { fileRow, type FileRow } from './testing/hr-file.js';
import { MergeDesk } from './testing/merge-desk.js';

let database: TestDatabase;
let desk: MergeDesk;
let hr: Actor;

const boss = fileRow({ Personeelsnummer: '1', Achternaam: 'Baas', 'E-mail': 'baas@x.example' });
const staff = (number: string, cells: FileRow = {}): FileRow =>
  fileRow({
    Personeelsnummer: number,
    Achternaam: `Nummer ${number}`,
    'E-mail': `n${number}@x.example`,
    Leidinggevende: '1',
    ...cells,
  });

beforeEach(async () => {
  database = await testDatabase();
  desk = new MergeDesk(database.db);
  await bring([boss, staff('2'), staff('3'), staff('4')]);
  hr = await desk.hr('1');
});
afterEach(() => database.close());

const bring = (list: readonly FileRow[]) => desk.bringRows(list, { leaveBroken: true });
const found = async (): Promise<[FindingKind, string | null, string | null][]> => {
  await desk.findings.lookNow(hr);
  const { items } = await desk.findings.list(hr, { limit: 100, mine: false });
  return items.map(({ kind, number, owner }) => [kind, number, owner]);
};
const lead = async (number: string, by: string) =>
  rows(database.db.read, 'UPDATE placement SET manager_id = $2 WHERE person_id = $1', [
    await desk.idOf(number),
    await desk.idOf(by),
  ]);

describe('the quality of HR’s records', () => {
  it('is in order in a company without a fault', async () => {
    expect(await found()).toEqual([]);
  });

  it('sets a broken row aside and files it; the rest goes on; mended, it is gone', async () => {
    const moved = staff('4', { Functie: 'Planner' });
    await bring([
      boss,
      staff('2', { Leidinggevende: '77' }),
      staff('3', { 'Uit dienst': '31-12-2019' }),
      moved,
    ]);
    expect(await found()).toEqual([
      ['import-row', '2', null],
      ['import-row', '3', null],
    ]);
    expect(await desk.facts('4', '2026-11-21')).toMatchObject([{ job: 'Planner' }]);
    const { items } = await desk.findings.list(hr, { limit: 100, mine: false });
    expect(items[0]).toMatchObject({
      row: 3,
      what: expect.stringContaining('Deze leidinggevende staat niet in het bestand'),
      todo: expect.stringContaining('Verbeter de rij'),
      href: expect.stringContaining('/people/imports/'),
    });
    await bring([boss, staff('2'), staff('3', { 'Uit dienst': '31-12-2019' }), moved]);
    expect(await found()).toEqual([['import-row', '3', null]]);
    await bring([boss, staff('2'), staff('3'), moved]);
    expect(await found()).toEqual([]);
    expect(await desk.findings.countMended()).toBe(2);
  });

  it('names each circle of leaders, who leads themselves, and who is led by somebody gone', async () => {
    await lead('2', '3');
    await lead('3', '2');
    await lead('4', '4');
    expect((await found()).map(([kind, number]) => [kind, number])).toEqual(
      expect.arrayContaining([
        ['manager-circle', '2'],
        ['manager-circle', '3'],
        ['manager-self', '4'],
      ]),
    );
    for (const number of ['2', '3', '4']) await lead(number, '1');
    expect(await found()).toEqual([]);
    await rows(
      database.db.read,
      `UPDATE employment SET valid = daterange(lower(valid), '2026-11-01') WHERE person_id = $1`,
      [await desk.idOf('1')],
    );
    expect((await found()).map(([kind]) => kind)).toEqual(['manager-gone', 'manager-gone', 'manager-gone']);
  });

  it('asks after missing leaders, sites and addresses, shared addresses, and absences without an end', async () => {
    await bring([
      boss,
      staff('2', { Leidinggevende: '', 'E-mail': '' }),
      staff('3', { 'E-mail': 'n4@x.example', Locatie: '', Land: '', Tijdzone: '' }),
      staff('4', { Afwezigheid: 'ziekte', 'Afwezig vanaf': '01-06-2025' }),
    ]);
    expect((await found()).map(([kind, number]) => `${kind} ${number}`).sort()).toEqual([
      'absence-without-end 4',
      'no-mail 2',
      'no-manager 2',
      'shared-mail 3',
      'shared-mail 4',
      'stand-in-site 3',
    ]);
  });

  it('belongs to somebody: a kind from the start, a single one by hand, and it stays theirs', async () => {
    await desk.findings.setKindOwner(hr, 'no-manager', { number: '3' });
    await bring([boss, staff('2', { Leidinggevende: '', 'E-mail': '' }), staff('3'), staff('4')]);
    expect(await found()).toEqual(
      expect.arrayContaining([
        ['no-manager', '2', 'Bram Nummer 3'],
        ['no-mail', '2', null],
      ]),
    );
    const { items, kinds } = await desk.findings.list(hr, { limit: 100, mine: false, kind: 'no-mail' });
    expect(kinds).toEqual([
      { kind: 'no-manager', count: 1, owner: 'Bram Nummer 3' },
      { kind: 'no-mail', count: 1, owner: null },
    ]);
    await desk.findings.setOwner(hr, items[0]?.id ?? '', {});
    await found();
    const mine = await desk.findings.list(hr, { limit: 100, mine: true });
    expect(mine.items).toMatchObject([{ kind: 'no-mail', owner: 'Bram Baas' }]);
    await expect(desk.findings.setKindOwner(hr, 'no-mail', { number: '88' })).rejects.toMatchObject({
      errors: [{ message: 'people.number_unknown' }],
    });
    await expect(desk.findings.list({ ...hr, grants: [] }, { limit: 1, mine: false })).rejects.toMatchObject({
      status: 403,
    });
  });

  it('is looked at without a trace when a round runs dry', async () => {
    await lead('4', '4');
    expect(await desk.findings.look(true)).toEqual({ seen: 1, changed: 0, skipped: 1 });
    expect(await desk.count('person_finding')).toBe(0);
  });
});
