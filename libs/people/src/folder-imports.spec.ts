import fs, {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { parseConfig, rows } from '#kernel';
import { FolderImports } from './folder-imports.js';
import { fileOf, fileRow } from './testing/hr-file.js';
import { ImportDesk } from './testing/import-desk.js';
import { workbookOfCsv } from './testing/workbook.js';

let database: TestDatabase;
let desk: ImportDesk;
let root: string;
let folder: FolderImports;

beforeEach(async () => {
  database = await testDatabase();
  desk = new ImportDesk(database.db);
  root = mkdtempSync(path.join(os.tmpdir(), 'vaardig-folder-'));
  folder = newWorker();
});
afterEach(async () => {
  rmSync(root, { recursive: true });
  await database.close();
});

const newWorker = (): FolderImports =>
  new FolderImports(
    database.db,
    desk.clock,
    parseConfig({ PEOPLE_IMPORT_FOLDER: root }),
    desk.imports,
    desk.reads,
  );

/** A file that was laid down an hour ago. */
function lay(name: string, bytes: string | Buffer, ageSeconds = 3600): void {
  const at = path.join(root, name);
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, bytes);
  const moment = desk.clock.now().epochMilliseconds / 1000 - ageSeconds;
  utimesSync(at, moment, moment);
}
const inPlace = (place: string): string[] => readdirSync(path.join(root, 'AFAS', place)).sort();
const receipt = (place: string): unknown => {
  const name = inPlace(place).find((file) => file.endsWith('.receipt.json')) ?? '';
  return JSON.parse(readFileSync(path.join(root, 'AFAS', place, name), 'utf8'));
};

const people = fileOf(['1', '2', '3'].map((Personeelsnummer) => fileRow({ Personeelsnummer })));

describe('the watched folder', () => {
  it('takes a file once, applies it for the source its folder names, and leaves a receipt without a name', async () => {
    lay('AFAS/personeel.xlsx', workbookOfCsv(people));
    expect(await folder.takeAll(false)).toMatchObject({ seen: 1, changed: 1 });
    expect(readdirSync(path.join(root, 'AFAS')).sort()).toEqual(['done', 'failed', 'taken']);
    expect(inPlace('taken')).toEqual([]);
    expect(inPlace('done')[0]).toMatch(/^20261121T090000Z-[0-9a-f]{8}-personeel\.xlsx$/);
    const told = receipt('done');
    expect(told).toMatchObject({ state: 'applied', counts: { joins: 3 }, problems: [], mappedBy: 'names' });
    expect(JSON.stringify(told)).not.toContain('Janssen');
    expect(await desk.reads.list(desk.machine, { limit: 10 })).toMatchObject({
      items: [{ source: 'AFAS', fileName: 'personeel.xlsx', state: 'applied' }],
    });
    expect(await folder.takeAll(false)).toMatchObject({ seen: 0, changed: 0 });
    expect(await desk.count('import_run')).toBe(1);
  });

  it('waits for a file that is still being sent, and passes over locks and halves', async () => {
    lay('AFAS/nu.csv', people, 2);
    lay('AFAS/~$personeel.xlsx', 'slot');
    lay('AFAS/half.csv.part', people);
    lay('AFAS/.verborgen', people);
    expect(await folder.takeAll(false)).toMatchObject({ seen: 0 });
    expect(await desk.count('import_run')).toBe(0);
  });

  it('sets a file aside that cannot be read, shows HR why, and goes on with the next', async () => {
    lay('AFAS/a.xlsx', Buffer.from('504b0304140006000800', 'hex'));
    lay('AFAS/b.csv', people);
    expect(await folder.takeAll(false)).toMatchObject({ seen: 2, changed: 2 });
    expect(receipt('failed')).toEqual({ state: 'refused', reason: 'people.refusal_workbook_broken' });
    const [refusal] = await desk.sources.refusals(desk.machine);
    expect(refusal).toMatchObject({
      fileName: 'a.xlsx',
      source: 'AFAS',
      reason: 'people.refusal_workbook_broken',
    });
    expect(await desk.count('person')).toBe(3);
    await desk.sources.putAway(desk.machine, desk.clock.now().toString());
    expect(await desk.sources.refusals(desk.machine)).toEqual([]);
  });

  it('applies nothing when rows are broken or the brake holds: the run waits for HR', async () => {
    lay('AFAS/a.csv', fileOf([fileRow({ Personeelsnummer: '1' }), fileRow({ Personeelsnummer: '2', 'In dienst': 'ooit' })])); // prettier-ignore
    await folder.takeAll(false);
    expect(receipt('done')).toMatchObject({
      state: 'planned',
      waitingFor: 'confirmation',
      problems: [{ row: 3, column: 'In dienst', reason: 'date-unreadable' }],
    });
    expect(await desk.count('person')).toBe(0);
    expect(await desk.reads.countWaiting(desk.machine)).toBe(1);
  });

  it('lets two workers share the work: every file is one run', async () => {
    for (let file = 0; file < 6; file++) lay(`AFAS/${file}.csv`, people);
    const two = newWorker();
    await Promise.all([folder.takeAll(false), two.takeAll(false)]);
    await folder.takeAll(false);
    expect(await desk.count('import_run')).toBe(6);
    expect(inPlace('taken')).toEqual([]);
    expect(inPlace('done').filter((name) => name.endsWith('.csv'))).toHaveLength(6);
  });

  it('after a worker died, before or after it brought the file in, brings it in once', async () => {
    lay('AFAS/a.csv', people);
    await folder.takeAll(false);
    const [name = ''] = inPlace('done').filter((file) => !file.endsWith('.json'));
    // died between the commit and the move
    renameSync(path.join(root, 'AFAS/done', name), path.join(root, 'AFAS/taken', name));
    rmSync(path.join(root, 'AFAS/done', `${name}.receipt.json`));
    await folder.takeAll(false);
    expect(await desk.count('import_run')).toBe(1);
    expect(inPlace('done')).toEqual([name, `${name}.receipt.json`]);
    // died between the taking and the commit
    lay('AFAS/taken/20261121T080000Z-0badcafe-b.csv', people);
    await folder.takeAll(false);
    expect(await desk.count('import_run')).toBe(2);
    expect(inPlace('taken')).toEqual([]);
  });

  it('tries a file again that failed on our side, and lets the failure be seen', async () => {
    lay('AFAS/a.csv', people);
    await rows(
      database.db.read,
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`,
    );
    await rows(
      database.db.read,
      'CREATE TRIGGER refuse BEFORE INSERT ON placement FOR EACH ROW EXECUTE FUNCTION refuse()',
    );
    await expect(folder.takeAll(false)).rejects.toThrow('files of the watched folder failed');
    expect([await desk.count('person'), await desk.count('import_run')]).toEqual([0, 0]);
    expect(inPlace('taken')).toHaveLength(1);
    // One that fails for a day is told to HR, and troubles nobody any more.
    lay('AFAS/taken/20261120T085959Z-0badcafe-b.csv', people);
    await expect(folder.takeAll(false)).rejects.toThrow('files of the watched folder failed');
    expect(receipt('failed')).toEqual({ state: 'refused', reason: 'people.refusal_failed_here' });
    expect(inPlace('taken')).toHaveLength(1);
    await rows(database.db.read, 'DROP TRIGGER refuse ON placement');
    await folder.takeAll(false);
    expect(await desk.count('person')).toBe(3);
    expect(inPlace('taken')).toEqual([]);
  });

  const refuseOnDisk = (what: 'rename' | 'readFile', code: string, name: string): jest.SpyInstance => {
    const real = fs.promises[what] as (...args: unknown[]) => Promise<unknown>;
    return jest.spyOn(fs.promises, what).mockImplementation(async (...args: unknown[]) => {
      if (String(args[0]).endsWith(name)) throw Object.assign(new Error(code), { code });
      return (await real(...args)) as never;
    });
  };

  it('sets a file aside that the disk does not open, whatever lies beside it', async () => {
    lay('AFAS/a.csv', people);
    lay('AFAS/b.csv', people);
    const disk = refuseOnDisk('readFile', 'EACCES', 'a.csv');
    expect(await folder.takeAll(false)).toMatchObject({ seen: 2, changed: 2, notes: ['refused: AFAS'] });
    disk.mockRestore();
    expect(receipt('failed')).toEqual({ state: 'refused', reason: 'people.refusal_not_opened' });
    expect(await desk.count('person')).toBe(3);
    expect(await folder.takeAll(false)).toMatchObject({ seen: 0 });
  });

  it('tells once of a file that may not be moved, and tries it again when it has changed', async () => {
    lay('AFAS/a.csv', people);
    lay('AFAS/b.csv', people);
    const disk = refuseOnDisk('rename', 'EPERM', 'a.csv');
    expect(await folder.takeAll(false)).toMatchObject({ seen: 2, changed: 2, notes: ['refused: AFAS'] });
    disk.mockRestore();
    await desk.sources.putAway(desk.machine, desk.clock.now().toString());
    expect(await folder.takeAll(false)).toMatchObject({ seen: 0, changed: 0 });
    expect(await desk.count('import_refusal')).toBe(1);
    lay('AFAS/a.csv', people, 1800);
    expect(await folder.takeAll(false)).toMatchObject({ seen: 1, changed: 1, notes: [] });
    expect([await desk.count('import_run'), await desk.count('import_refusal')]).toEqual([2, 1]);
  });

  it('brings a file in whose name leaves no room for ours', async () => {
    lay(`AFAS/${'é'.repeat(120)}.csv`, people);
    expect(await folder.takeAll(false)).toMatchObject({ changed: 1, notes: [] });
    expect(inPlace('done')).toHaveLength(2);
  });

  it('throws files away that were dealt with long ago', async () => {
    lay('AFAS/a.csv', people);
    await folder.takeAll(false);
    expect(await folder.clearOld(desk.clock.now().subtract({ hours: 24 * 30 }))).toBe(0);
    const later = new FolderImports(
      database.db,
      desk.clock,
      parseConfig({ PEOPLE_IMPORT_FOLDER: root }),
      desk.imports,
      desk.reads,
    );
    expect(await later.clearOld(desk.clock.now().add({ hours: 24 * 30 }))).toBe(2);
    expect(inPlace('done')).toEqual([]);
  });

  it('does nothing where no folder is watched', async () => {
    const nowhere = new FolderImports(database.db, desk.clock, parseConfig({}), desk.imports, desk.reads);
    expect(await nowhere.takeAll(false)).toMatchObject({ seen: 0 });
    expect(await nowhere.clearOld(desk.clock.now())).toBe(0);
  });
});
