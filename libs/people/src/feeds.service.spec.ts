import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { rows } from '#kernel';
import { UNDO_AT_ONCE } from './import/run-rules.js';
import { fileOf, fileRow, type FileRow } from './testing/hr-file.js';
import { ImportDesk } from './testing/import-desk.js';
import { workbookOfCsv } from './testing/workbook.js';

let database: TestDatabase;
let desk: ImportDesk;

beforeEach(async () => {
  database = await testDatabase();
  desk = new ImportDesk(database.db);
});
afterEach(() => database.close());

const TODAY = '2026-11-21';
const row = (number: string, cells: FileRow = {}): FileRow => fileRow({ Personeelsnummer: number, ...cells });
const COLUMNS = { preset: null, dates: 'day', endsAfter: 1, mapping: {} } as const;

const sourceId = async (name: string): Promise<string> =>
  (await desk.sources.list(desk.machine)).find((source) => source.name === name)?.id ?? '';
const employed = async (number: string): Promise<boolean> =>
  (await desk.facts(number, '2026-12-31')).length > 0;

/** All rows of all tables of people, without the imports themselves. */
const snapshot = async (): Promise<unknown> =>
  Promise.all(
    ['person', 'employment', 'placement', 'absence', 'team', 'site'].map((table) =>
      rows(database.db.read, `SELECT * FROM ${table} ORDER BY id`),
    ),
  );

describe('full and partial feeds', () => {
  it('ends nobody by a file of changes, however often they are missing', async () => {
    await desk.bringRows([row('1'), row('2')]);
    await desk.sources.set(desk.machine, await sourceId('HR'), { ...COLUMNS, feed: 'partial' });
    expect(await desk.bringRows([row('1', { Functie: 'Teamleider' })])).toMatchObject({
      state: 'applied',
      result: { counts: { moves: 1, leaves: 0, waiting: 0 } },
    });
    expect(await employed('2')).toBe(true);
  });

  it('ends a job after the third file in a row without it, and begins anew after one with it', async () => {
    await desk.bringRows([row('1'), row('2')]);
    await desk.sources.set(desk.machine, await sourceId('HR'), {
      ...COLUMNS,
      feed: 'everybody',
      endsAfter: 3,
    });
    const without = () => desk.bringRows([row('1')]);
    expect((await without()).result?.counts).toMatchObject({ waiting: 1, leaves: 0 });
    expect((await without()).result?.counts).toMatchObject({ waiting: 1, leaves: 0 });
    await desk.bringRows([row('1'), row('2')]);
    await without();
    await desk.bringRows([row('1')], { dryRun: true }); // only looked at: it counts for nothing
    expect((await without()).result?.counts).toMatchObject({ waiting: 1, leaves: 0 });
    expect(await employed('2')).toBe(true);
    expect((await without()).result?.counts).toMatchObject({ waiting: 0, leaves: 1 });
    expect(await employed('2')).toBe(false);
    expect(await desk.count('import_missing')).toBe(0);
  });

  it('lets two systems each keep their own people', async () => {
    await desk.bringRows([row('N1'), row('N2')], { source: 'AFAS' });
    await desk.sources.set(desk.machine, await sourceId('AFAS'), { ...COLUMNS, feed: 'own' });
    await desk.bringRows([row('W1')], { source: 'Workday', dryRun: true });
    await desk.sources.set(desk.machine, await sourceId('Workday'), { ...COLUMNS, feed: 'own' });
    expect(await desk.bringRows([row('W1'), row('W2')], { source: 'Workday' })).toMatchObject({
      result: { counts: { joins: 2, leaves: 0 } },
    });
    expect(await desk.bringRows([row('N1')], { source: 'AFAS' })).toMatchObject({
      result: { counts: { leaves: 1 } },
    });
    expect([await employed('N2'), await employed('W1'), await employed('W2')]).toEqual([false, true, true]);
  });

  it('reads American dates once HR said so for the source, also when a run is applied later', async () => {
    const american = fileOf([row('1', { 'In dienst': '03/04/2020' })]);
    await desk.bring(american, { source: 'US', dryRun: true });
    await desk.sources.set(desk.machine, await sourceId('US'), {
      ...COLUMNS,
      dates: 'month',
      feed: 'everybody',
    });
    const looked = await desk.bring(american, { source: 'US', dryRun: true });
    expect(looked.reading).toMatchObject({ dates: 'month', dateOrder: 'month-day-year' });
    await desk.imports.apply(desk.machine, looked.id, { leaveBroken: false });
    await desk.worker.applyApproved(looked.id);
    expect(await desk.facts('1', TODAY)).toMatchObject([{ employment_start: '2020-03-04' }]);
  });

  it('takes the same company from a workbook and from JSON as from text, and says which mapping it used', async () => {
    const list = [row('1'), row('2', { Leidinggevende: '1', 'In dienst': '46387' })];
    expect(await desk.bring(fileOf(list))).toMatchObject({
      state: 'applied',
      reading: { format: 'csv', mappedBy: 'names' },
    });
    const again = await desk.bring(workbookOfCsv(fileOf(list)));
    expect(again).toMatchObject({
      state: 'applied',
      diff: [],
      reading: { format: 'xlsx', sheet: 'Medewerkers', mappedBy: 'remembered', encoding: null },
    });
    expect(await desk.bring(JSON.stringify(list.map((cells) => ({ ...cells, 'Afwezig t/m': null, Afwezigheid: '', 'Afwezig vanaf': '' }))))).toMatchObject({
      state: 'applied',
      diff: [],
      reading: { format: 'json' },
    }); // prettier-ignore
  });
});

describe('two runs at once', () => {
  it('the second waits for the first and finds nothing left to do', async () => {
    const text = fileOf(Array.from({ length: 30 }, (_, number) => row(String(100 + number))));
    const [one, other] = await Promise.all([desk.bring(text), desk.bring(text)]);
    expect([one.state, other.state]).toEqual(['applied', 'applied']);
    expect([one.result?.counts.joins, other.result?.counts.joins].sort()).toEqual([0, 30]);
    expect(await desk.count('person')).toBe(30);
  });
});

describe('undoing a run', () => {
  const before = [
    row('1'),
    row('2', { Leidinggevende: '1', Afwezigheid: 'ziek', 'Afwezig vanaf': '01-11-2026' }),
    row('3'),
  ];

  it('puts everybody back as they stood: changed, moved, left, away, and their team', async () => {
    await desk.bringRows(before);
    const stood = await snapshot();
    const run = await desk.bringRows([
      row('1', { Achternaam: 'Anders', Functie: 'Directeur', Afdeling: 'Geld' }),
      row('2', { Leidinggevende: '1', Afdeling: 'Geld', 'Uren per week': '24' }),
    ]);
    expect(run.result?.counts).toMatchObject({ moves: 1, changes: 1, leaves: 1 });
    expect(await desk.undoing.preview(desk.machine, run.id)).toEqual({ restored: 3, kept: [], tree: 1, treeKept: [] }); // prettier-ignore
    const undone = await desk.undoing.undo(desk.machine, run.id);
    expect(undone).toMatchObject({ state: 'undone', undo: { restored: 3, tree: 1 }, undoUntil: null });
    expect(await snapshot()).toEqual(stood);
    expect(await desk.count('import_before')).toBe(0);
    const told = (await desk.events('person.changed')).at(-1) as { personIds: string[] };
    expect(new Set(told.personIds)).toEqual(new Set([await desk.idOf('1'), await desk.idOf('2'), await desk.idOf('3')])); // prettier-ignore
    expect(await desk.bringRows(before)).toMatchObject({ state: 'applied', diff: [] });
  });

  it('takes the job of whoever was new, and gives the same person a job when they come again', async () => {
    const run = await desk.bringRows(before);
    await desk.undoing.undo(desk.machine, run.id);
    expect([await desk.count('employment'), await desk.count('person')]).toEqual([0, 3]);
    const id = await desk.idOf('1');
    expect(await desk.bringRows(before)).toMatchObject({
      state: 'applied',
      result: { counts: { joins: 3 } },
    });
    expect(await desk.idOf('1')).toBe(id);
  });

  it('leaves alone, with the reason, whoever a later file changed, and takes the rest back', async () => {
    await desk.bringRows(before);
    const run = await desk.bringRows(before.map((cells) => ({ ...cells, 'Uren per week': '20' })));
    const later = await desk.bringRows(
      before.map((cells, index) => ({ ...cells, 'Uren per week': index === 0 ? '10' : '20' })),
    );
    const changed = await desk.idOf('1');
    expect(await desk.undoing.undo(desk.machine, run.id)).toMatchObject({
      undo: { restored: 2, kept: [{ personId: changed, reason: 'newer-import' }] },
    });
    const hours = async (number: string) => (await desk.facts(number, '2026-12-31'))[0]?.['weekly_hours'];
    expect([await hours('1'), await hours('2'), await hours('3')]).toEqual(['10.00', '36.00', '36.00']);
    expect(later.state).toBe('applied');
  });

  it('undoes two runs one after the other, the last one first', async () => {
    await desk.bringRows(before);
    const stood = await snapshot();
    const one = await desk.bringRows(before.map((cells) => ({ ...cells, 'Uren per week': '20' })));
    const other = await desk.bringRows(before.map((cells) => ({ ...cells, 'Uren per week': '10' })));
    await expect(desk.undoing.undo(desk.machine, one.id)).rejects.toMatchObject({
      message: 'import-undo-blocked',
    });
    await desk.undoing.undo(desk.machine, other.id);
    await desk.undoing.undo(desk.machine, one.id);
    expect(await snapshot()).toEqual(stood);
  });

  it('is possible for a day, once, for HR, and for what was applied', async () => {
    const run = await desk.bringRows(before);
    const looked = await desk.bringRows([row('1')], { dryRun: true });
    const employee = { ...desk.machine, kind: 'person' as const, personId: null, grants: [] };
    await expect(desk.undoing.undo(desk.machine, looked.id)).rejects.toMatchObject({
      message: 'import-not-applied',
    });
    await expect(desk.undoing.undo(employee, run.id)).rejects.toMatchObject({
      message: 'forbidden',
    });
    desk.clock.set('2026-11-22T09:00:01Z');
    await expect(desk.undoing.undo(desk.machine, run.id)).rejects.toMatchObject({
      message: 'import-undo-too-late',
    });
    await desk.worker.closeOld(desk.clock.now(), false);
    desk.clock.set('2026-11-22T08:59:00Z');
    await desk.undoing.undo(desk.machine, run.id);
    await expect(desk.undoing.undo(desk.machine, run.id)).rejects.toMatchObject({
      message: 'import-not-applied',
    });
  });

  it('leaves a run of hundreds of people to the worker, and nobody asks for it twice', async () => {
    await desk.bringRows(before);
    const many = Array.from({ length: UNDO_AT_ONCE + 1 }, (_, index) => row(String(100 + index)));
    const run = await desk.bringRows([...before, ...many]);
    expect(await desk.undoing.undo(desk.machine, run.id)).toMatchObject({
      state: 'undoing',
      percent: 0,
      undo: null,
      undoUntil: null,
    });
    expect(await desk.count('employment')).toBe(before.length + many.length);
    await expect(desk.undoing.undo(desk.machine, run.id)).rejects.toMatchObject({
      message: 'import-not-applied',
    });
    expect(await desk.undoing.undoAsked(run.id)).toMatchObject({ changed: many.length, skipped: 0 });
    expect(await desk.reads.get(desk.machine, run.id)).toMatchObject({
      state: 'undone',
      undo: { restored: many.length },
    });
    expect(await desk.count('employment')).toBe(before.length);
    expect(await desk.undoing.undoAsked(run.id)).toMatchObject({ changed: 0, skipped: 1 });
  });

  it('stands as applied again when the worker cannot undo it', async () => {
    const run = await desk.bringRows(
      Array.from({ length: UNDO_AT_ONCE + 1 }, (_, index) => row(String(100 + index))),
    );
    const stood = await snapshot();
    await desk.undoing.undo(desk.machine, run.id);
    await rows(database.db.read, 'ALTER TABLE employment RENAME TO employment_gone');
    try {
      await expect(desk.undoing.undoAsked(run.id)).rejects.toThrow('employment');
    } finally {
      await rows(database.db.read, 'ALTER TABLE employment_gone RENAME TO employment');
    }
    expect(await desk.reads.get(desk.machine, run.id)).toMatchObject({ state: 'applied', undoneBy: null });
    expect(await snapshot()).toEqual(stood);
  });

  it('changes nothing at all when it fails half-way', async () => {
    await desk.bringRows(before);
    const run = await desk.bringRows(before.map((cells) => ({ ...cells, 'Uren per week': '20' })));
    const stood = await snapshot();
    await rows(
      database.db.read,
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`,
    );
    await rows(
      database.db.read,
      'CREATE TRIGGER refuse BEFORE INSERT ON absence FOR EACH ROW EXECUTE FUNCTION refuse()',
    );
    await expect(desk.undoing.undo(desk.machine, run.id)).rejects.toThrow('no');
    expect(await snapshot()).toEqual(stood);
    expect(await desk.reads.get(desk.machine, run.id)).toMatchObject({ state: 'applied' });
  });
});
