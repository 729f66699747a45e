import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { rows } from '#kernel';
import { listPersonChanges } from './import-rows.queries.js';
import { erasePerson } from './people.erasure.js';
import { fileRow, type FileRow } from './testing/hr-file.js';
import { ImportDesk } from './testing/import-desk.js';

let database: TestDatabase;
let desk: ImportDesk;

beforeEach(async () => {
  database = await testDatabase();
  desk = new ImportDesk(database.db);
});
afterEach(() => database.close());

const someone = (number: string, cells: FileRow = {}): FileRow =>
  fileRow({ Personeelsnummer: number, Achternaam: `Naam "${number}" \\`, ...cells });
const apply = async (id: string) => {
  await desk.imports.apply(desk.machine, id, { leaveBroken: true });
  await desk.worker.applyApproved(id);
};
const diffOf = (id: string) => desk.reads.rows(desk.machine, id, { limit: 100 });
const withoutIds = (shown: Awaited<ReturnType<typeof diffOf>>) =>
  shown.items.map(({ personId: _, ...row }) => row);

describe('the diff of an import', () => {
  it('reads the same while it waits and when it was carried out, then with its people', async () => {
    const file = [someone('1'), someone('2'), someone('3', { 'In dienst': 'gisteren' }), someone('4')];
    const looked = await desk.bringRows(file, { dryRun: true });
    const waiting = await diffOf(looked.id);
    expect(waiting.items.map(({ position, kind, number }) => [position, kind, number])).toEqual([
      [1, 'joins', '1'],
      [2, 'joins', '2'],
      [3, 'joins', '4'],
      [4, 'problems', '3'],
    ]);
    expect([await desk.count('import_part'), await desk.count('import_row')]).toEqual([1, 1]);

    await apply(looked.id);
    const applied = await diffOf(looked.id);
    expect(withoutIds(applied)).toEqual(withoutIds(waiting));
    expect(applied.items.map(({ personId }) => personId)).toEqual([
      await desk.idOf('1'),
      await desk.idOf('2'),
      await desk.idOf('4'),
      null,
    ]);
    expect([await desk.count('import_part'), await desk.count('import_row')]).toEqual([1, 1]);
  });

  it('is shown a page and a kind at a time while it waits', async () => {
    await desk.bringRows(['1', '2', '3', '5'].map((number) => someone(number)));
    const next = [someone('2'), someone('3'), someone('5', { Functie: 'Chef' }), someone('6'), someone('7')];
    const { id } = await desk.bringRows(next, { dryRun: true });
    const page = (query: { kind?: 'joins' | 'leaves' | 'moves'; after?: number; limit: number }) =>
      desk.reads.rows(desk.machine, id, query);
    expect(await page({ limit: 2 })).toMatchObject({
      items: [{ number: '1', kind: 'leaves', personId: await desk.idOf('1') }, { number: '5' }],
      next: '2',
    });
    expect(await page({ limit: 2, after: 2 })).toMatchObject({
      items: [{ number: '6', personId: null }, { number: '7' }],
      next: null,
    });
    expect(await page({ kind: 'joins', limit: 1 })).toMatchObject({ items: [{ number: '6' }], next: '3' });
    expect(await page({ kind: 'joins', limit: 1, after: 3 })).toMatchObject({
      items: [{ number: '7', fields: [{ field: 'startsOn' }, { field: 'job' }, { field: 'team' }] }],
      next: null,
    });
  });

  it('forgets an erased person also while it waits', async () => {
    await desk.bringRows([someone('1001'), someone('1002'), someone('1003')]);
    const changed = ['1001', '1002', '1003'].map((number) => someone(number, { Functie: 'Chef' }));
    const { id } = await desk.bringRows(changed, { dryRun: true });
    const erased = await desk.idOf('1002');
    await database.db.transaction((tx) => erasePerson(tx, erased, '2026-11-21T09:00:00Z'));
    const kept = await rows(database.db.read, 'SELECT people, diff FROM import_part');
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`${erased}|1002`));
    expect((await diffOf(id)).items.map(({ number }) => number)).toEqual(['1001', '1003']);
  });

  it('runs on over parts of a hundred people, from any place', async () => {
    const numbers = Array.from({ length: 250 }, (_, index) => String(1000 + index));
    const { id } = await desk.bringRows([
      ...numbers.map((number) => someone(number)),
      someone('x', { 'In dienst': '?' }),
    ]);
    expect(await desk.count('import_part')).toBe(3);
    const page = async (after: number, kind?: 'joins' | 'problems'): Promise<unknown[]> =>
      (await desk.reads.rows(desk.machine, id, { after, limit: 3, ...(kind && { kind }) })).items.map(
        ({ position, number }) => [position, number],
      );
    expect(await page(98)).toEqual([
      [99, '1098'],
      [100, '1099'],
      [101, '1100'],
    ]);
    expect(await page(249, 'joins')).toEqual([[250, '1249']]);
    expect(await page(0, 'problems')).toEqual([[251, 'x']]);
    await apply(id);
    const changes = await listPersonChanges(database.db.read, await desk.idOf('1249'), 10);
    expect(changes).toMatchObject([{ kind: 'joins', importId: id, fields: [{ field: 'startsOn' }, {}, {}] }]);
  });
});
