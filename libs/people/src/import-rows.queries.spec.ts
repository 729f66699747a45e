import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { one, rows } from '#kernel';
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
  it('waits as one text, and reads the same when it has become a row per person', async () => {
    const file = [someone('1'), someone('2'), someone('3', { 'In dienst': 'gisteren' }), someone('4')];
    const looked = await desk.bringRows(file, { dryRun: true });
    const waiting = await diffOf(looked.id);
    expect(waiting.items.map(({ position, kind, number }) => [position, kind, number])).toEqual([
      [1, 'joins', '1'],
      [2, 'joins', '2'],
      [3, 'joins', '4'],
      [4, 'problems', '3'],
    ]);
    expect(await desk.count('import_row')).toBe(1);

    await apply(looked.id);
    const applied = await diffOf(looked.id);
    expect(withoutIds(applied)).toEqual(withoutIds(waiting));
    expect(applied.items.map(({ personId }) => personId)).toEqual([
      await desk.idOf('1'),
      await desk.idOf('2'),
      await desk.idOf('4'),
      null,
    ]);
    expect(await desk.count('import_run WHERE diff IS NOT NULL')).toBe(0);
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
    const kept = await one<{ diff: unknown }>(database.db.read, 'SELECT diff FROM import_run WHERE id = $1', [
      id,
    ]);
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`${erased}|1002`));
    expect((await diffOf(id)).items.map(({ number }) => number)).toEqual(['1001', '1003']);
  });

  it('of a plan whose rows were written when it was made is applied without a row twice', async () => {
    const { id } = await desk.bringRows([someone('1'), someone('2')], { dryRun: true });
    await rows(
      database.db.read,
      `INSERT INTO import_row (run_id, position, kind, number, name) VALUES ($1, 1, 'joins', '1', 'Een'), ($1, 2, 'joins', '2', 'Twee')`,
      [id],
    );
    await rows(database.db.read, 'UPDATE import_run SET diff = NULL WHERE id = $1', [id]);
    await apply(id);
    expect((await diffOf(id)).items.map(({ number, personId }) => [number, personId])).toEqual([
      ['1', await desk.idOf('1')],
      ['2', await desk.idOf('2')],
    ]);
  });
});
