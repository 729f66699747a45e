import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { rows } from '#kernel';
import { exportPerson } from './people.erasure.js';
import { fileOf, fileRow, type FileRow } from './testing/hr-file.js';
import { demoFile, ImportDesk } from './testing/import-desk.js';

let database: TestDatabase;
let desk: ImportDesk;

beforeEach(async () => {
  database = await testDatabase();
  desk = new ImportDesk(database.db);
});
afterEach(() => database.close());

const anna = fileRow({ Personeelsnummer: '1001', Roepnaam: 'Anna', Achternaam: 'de Wit' });
const bram = fileRow({ Personeelsnummer: '1002', Leidinggevende: '1001' });
const people = (count: number): FileRow[] =>
  Array.from({ length: count }, (_, index) => fileRow({ Personeelsnummer: String(2000 + index) }));

describe('bringing in the demo company', () => {
  it('loads 240 people at once, and nothing the second time', async () => {
    const first = await desk.bring(demoFile());
    expect(first).toMatchObject({
      state: 'applied',
      result: { counts: { joins: 240, problems: 0, rows: 242 }, brake: { stopped: false } },
    });
    expect(await desk.count('person')).toBe(240);
    expect(await desk.count('audit_event')).toBe(242); // one per person, one for the start and one for the end of the run
    expect((await desk.events('person.changed')).flatMap(({ personIds }) => personIds)).toHaveLength(240);

    const before = await snapshot();
    const again = await desk.bring(demoFile());
    expect(again).toMatchObject({ state: 'applied', result: { counts: { unchanged: 240 } }, diff: [] });
    expect(await snapshot()).toEqual(before);
    expect(await desk.events('person.changed')).toHaveLength(1);
  });

  it('tells the facts of the cast', async () => {
    await desk.bring(demoFile());
    const [chaima] = await desk.facts('1003', '2026-11-21');
    expect(chaima).toMatchObject({
      display_name: 'Chaima El Idrissi', family_name: 'El Idrissi', language: 'nl', zone: 'Europe/Amsterdam', country: 'NL',
      job: 'Medewerker crediteuren', team_code: 'FIN-CRED', team_path: '/DNV/FIN/FIN-CRED/', manager_id: await desk.idOf('1002'),
      is_manager: false, employment_start: '2026-09-01', employment_end: null, weekly_hours: '36.00', absence_type: null,
    }); // prettier-ignore
    expect((await desk.facts('1002', '2026-11-21'))[0]).toMatchObject({
      is_manager: true,
      team_path: '/DNV/FIN/',
    });
    expect((await desk.facts('1005', '2026-11-21'))[0]).toMatchObject({
      zone: 'Europe/Lisbon',
      country: 'PT',
      language: 'en',
    });
    expect((await desk.facts('1006', '2026-11-21'))[0]).toMatchObject({
      absence_type: 'parental',
      absence_until: '2027-02-28',
    });
    expect((await desk.facts('1007', '2026-11-21'))[0]).toMatchObject({
      zone: 'America/Curacao',
      team_path: '/DNV/OPS/OPS-LOG/OPS-LOG-CW/',
    });
    expect((await desk.facts('1008', '2026-11-21'))[0]).toMatchObject({
      email: null,
      night_shift: true,
      working_days: [1, 2, 3, 7],
    });
    expect((await desk.facts('1010', '2026-11-21')).map(({ job }) => job)).toEqual([
      'Medewerker verzuim',
      'Receptioniste',
    ]);
  });

  it('gives a rehired person one identity and two employments', async () => {
    await desk.bring(demoFile());
    expect(await desk.facts('1009', '2020-01-15')).toMatchObject([
      { job: 'Orderpicker', employment_end: '2023-06-30' },
    ]);
    expect(await desk.facts('1009', '2024-01-15')).toEqual([]);
    expect(await desk.facts('1009', '2026-11-21')).toMatchObject([
      { job: 'Planner', employment_start: '2026-02-02', employment_end: null },
    ]);
  });

  it('keeps the person when somebody returns a month later', async () => {
    await desk.bring(demoFile());
    const id = await desk.idOf('1050');
    const view = await desk.bring(demoFile('demo-nv-next-month.csv'));
    expect(view).toMatchObject({
      state: 'applied',
      result: { counts: { joins: 4, leaves: 2, moves: 2, changes: 2, absences: 1 } },
    });
    expect(await desk.idOf('1050')).toBe(id);
    expect(view.diff.find(({ number }) => number === '1050')).toMatchObject({
      kind: 'joins',
      returns: true,
      personId: id,
    });
    expect(await desk.count('person')).toBe(243);
    expect(await desk.bring(demoFile('demo-nv-next-month.csv'))).toMatchObject({ diff: [] });
  });
});

describe('effective dating', () => {
  it('shows the facts of the day asked about: past, today and to come', async () => {
    await desk.bringRows([anna, bram]);
    const moved = {
      ...bram,
      Functie: 'Teamleider',
      'Functie vanaf': '01-01-2027',
      Afdelingscode: 'OPS',
      Afdeling: 'Operatie',
      'Uren per week': '24',
    };
    await desk.bringRows([anna, moved]);
    expect(await desk.facts('1002', '2020-02-29')).toEqual([]);
    expect(await desk.facts('1002', '2020-03-01')).toMatchObject([
      { job: 'Medewerker', weekly_hours: '36.00' },
    ]);
    expect(await desk.facts('1002', '2026-12-31')).toMatchObject([{ job: 'Medewerker', team_code: 'FIN' }]);
    expect(await desk.facts('1002', '2027-01-01')).toMatchObject([
      { job: 'Teamleider', team_code: 'OPS', weekly_hours: '24.00' },
    ]);
  });

  it('takes grades along when a file tells them, leaves them alone when it does not, and undoes a change', async () => {
    /** The file of Anna and Bram with a last column for the grade. */
    const graded = (...grades: string[]): string =>
      fileOf([anna, bram])
        .split('\r\n')
        .map((line, index) => (line === '' ? '' : `${line};${['Schaal', ...grades][index]}`))
        .join('\r\n');
    const grades = async () =>
      (await rows<{ text: string }>(
        database.db.read,
        `SELECT concat_ws(' ', p.number, pl.grade, lower(pl.valid)) AS text FROM placement pl JOIN person p ON p.id = pl.person_id ORDER BY 1`,
      )).map(({ text }) => text); // prettier-ignore
    await desk.bring(graded('', '8'));
    const stood = ['1001 2020-03-01', '1002 8 2020-03-01'];
    expect(await grades()).toEqual(stood);

    const raise = await desk.bring(graded('', '9'));
    expect(raise.diff).toMatchObject([
      { number: '1002', kind: 'changes', fields: [{ field: 'grade', before: '8', after: '9', from: '2026-11-21' }] },
    ]); // prettier-ignore
    expect(await grades()).toEqual([...stood, '1002 9 2026-11-21']);
    expect(await desk.bringRows([anna, bram])).toMatchObject({ state: 'applied', diff: [] });
    expect(await exportPerson(database.db.read, await desk.idOf('1002'))).toMatchObject({
      placements: [{ grade: '8' }, { grade: '9' }],
    });

    expect(await desk.undoing.undo(desk.machine, raise.id)).toMatchObject({ undo: { restored: 1 } });
    expect(await grades()).toEqual(stood);
    const long = await desk.bring(graded('', 'A grade of twenty-one'), { dryRun: true });
    expect(long.diff).toMatchObject([{ kind: 'problems', reason: 'value-too-long', columnName: 'Schaal' }]);
  });

  it('ends somebody who vanished today, and has them back without a gap', async () => {
    await desk.bringRows([anna, bram]);
    await desk.bringRows([anna]);
    expect(await desk.facts('1002', '2026-11-21')).toHaveLength(1);
    expect(await desk.facts('1002', '2026-11-22')).toEqual([]);
    await desk.bringRows([anna, bram]);
    expect(await desk.facts('1002', '2026-11-22')).toHaveLength(1);
  });

  it('keeps everything of somebody who left: the person, the employment and what they were', async () => {
    await desk.bringRows([anna, { ...bram, 'Uit dienst': '31-10-2026' }]);
    await desk.bringRows([anna]);
    expect(await desk.facts('1002', '2026-10-31')).toMatchObject([{ employment_end: '2026-10-31' }]);
    expect(await desk.people.getPerson(database.db.read, await desk.idOf('1002'))).toMatchObject({
      displayName: 'Bram Janssen',
      zone: 'Europe/Amsterdam',
    });
  });

  it('tells at once about somebody whose last day is already over', async () => {
    await desk.bringRows([anna, bram]);
    await desk.bringRows([anna, { ...bram, 'Uit dienst': '31-10-2026' }]);
    expect(await desk.events('person.left')).toEqual([
      { personIds: [await desk.idOf('1002')], on: '2026-10-31' },
    ]);
  });

  it('moves the people of a team that moved in the tree, and tells so', async () => {
    const root = fileRow({ Personeelsnummer: '1000', Afdelingscode: 'DNV', Afdeling: 'Directie' });
    const under = { ...bram, 'Valt onder': 'DNV' };
    await desk.bringRows([root, anna, bram]);
    expect(await desk.facts('1002', '2026-11-21')).toMatchObject([{ team_path: '/FIN/' }]);
    const told = (await desk.events('person.changed')).length;
    await desk.bringRows([root, { ...anna, 'Valt onder': 'DNV' }, under]);
    expect(await desk.facts('1002', '2026-11-21')).toMatchObject([{ team_path: '/DNV/FIN/' }]);
    expect((await desk.events('person.changed')).slice(told)).toMatchObject([
      { personIds: expect.arrayContaining([await desk.idOf('1001'), await desk.idOf('1002')]) },
    ]);
  });
});

describe('the brake', () => {
  it('stops half a file and changes nothing', async () => {
    await desk.bring(demoFile());
    const before = await snapshot();
    const bytes = demoFile();
    const view = await desk.bring(bytes.subarray(0, Math.floor(bytes.length / 2)));
    expect(view).toMatchObject({
      state: 'planned',
      waitingFor: 'release',
      result: { brake: { stopped: true, allowed: 11 } },
    });
    expect(view.result?.brake.affected).toBeGreaterThan(100);
    expect(await snapshot()).toEqual(before);
    await expect(desk.imports.apply(desk.machine, view.id, { leaveBroken: true })).rejects.toMatchObject({
      message: 'import-stopped-by-brake',
    });
  });

  it('is released by a second HR person only, and then applies', async () => {
    await desk.bringRows(people(40));
    const [one, two] = [await desk.hr('2000'), await desk.hr('2001')];
    const stopped = await desk.bringRows(people(20), { actor: one });
    expect(stopped).toMatchObject({
      waitingFor: 'release',
      result: { brake: { affected: 20, allowed: 10 } },
    });
    await expect(desk.imports.release(one, stopped.id)).rejects.toMatchObject({
      message: 'import-release-needs-another',
    });
    await expect(desk.imports.release({ ...two, grants: [] }, stopped.id)).rejects.toMatchObject({
      message: 'forbidden',
    });
    expect(await desk.imports.release(two, stopped.id)).toMatchObject({ waitingFor: 'nothing' });
    expect(await desk.imports.apply(one, stopped.id, { leaveBroken: false })).toMatchObject({
      state: 'applying',
    });
    await desk.worker.applyApproved(stopped.id);
    expect(await desk.reads.get(one, stopped.id)).toMatchObject({ state: 'applied', percent: 100 });
    expect(await desk.facts('2030', '2026-11-22')).toEqual([]);
  });

  it('follows the limits HR set for the source', async () => {
    await desk.bringRows(people(40));
    const [source] = await desk.sources.list(desk.machine);
    await desk.imports.setBrake(desk.machine, source?.id ?? '', { brakePercent: 0, brakePeople: 1 });
    expect(await desk.bringRows(people(38))).toMatchObject({
      waitingFor: 'release',
      result: { brake: { allowed: 1, affected: 2 } },
    });
  });
});

describe('broken rows', () => {
  const TEN_KINDS: [string, FileRow][] = [
    ['value-missing', { Personeelsnummer: '' }],
    ['date-unreadable', { 'In dienst': '31-02-2026' }],
    ['ends-before-start', { 'Uit dienst': '01-01-2010' }],
    ['number-unreadable', { 'Uren per week': 'fulltime' }],
    ['days-unreadable', { Werkdagen: 'wisselend' }],
    ['email-invalid', { 'E-mail': 'geen' }],
    ['country-unknown', { Land: 'Utopia' }],
    ['zone-unknown', { Tijdzone: 'Europe/Utrecht' }],
    ['manager-unknown', { Leidinggevende: '99999' }],
    ['absence-type-unknown', { Afwezigheid: 'onbekend', 'Afwezig vanaf': '01-11-2026' }],
  ];
  const broken = TEN_KINDS.map(([, cells], index) => ({
    ...fileRow({ Personeelsnummer: String(3000 + index) }),
    ...cells,
  }));

  it('of ten kinds are set aside, and the good ones wait until a person says so', async () => {
    const view = await desk.bringRows([anna, bram, ...broken]);
    expect(view).toMatchObject({
      state: 'planned',
      waitingFor: 'confirmation',
      result: { counts: { joins: 2, problems: 10, rows: 12 } },
    });
    expect(
      view.diff.filter(({ kind }) => kind === 'problems').map(({ rowNumber, reason }) => [rowNumber, reason]),
    ).toEqual(TEN_KINDS.map(([reason], index) => [index + 4, reason]));
    expect(await desk.count('person')).toBe(0);
    await expect(desk.imports.apply(desk.machine, view.id, { leaveBroken: false })).rejects.toMatchObject({
      message: 'import-has-broken-rows',
    });
    await desk.imports.apply(desk.machine, view.id, { leaveBroken: true });
    expect(await desk.worker.applyApproved(view.id)).toMatchObject({ changed: 2, skipped: 10 });
    expect(await desk.count('person')).toBe(2);
  });

  it('are handed back as a CSV that no spreadsheet takes for a formula', async () => {
    const view = await desk.bringRows([anna, { ...bram, Roepnaam: '=1+1', 'E-mail': 'kapot' }]);
    const csv = await desk.reads.brokenRows({ ...desk.machine, language: 'nl' }, view.id);
    const [head, row] = csv.split('\r\n');
    expect(head).toMatch(/^\ufeff[^;]+;[^;]+;[^;]+;Personeelsnummer;Roepnaam/);
    expect(row).toMatch(/^3;E-mail;[^;]+;1002;'=1\+1;Janssen;kapot/);
  });

  it('never copy a value into the problems that are kept', async () => {
    const view = await desk.bringRows([anna, { ...bram, 'E-mail': 'prive-adres-van-bram' }]);
    expect(JSON.stringify(view.diff)).not.toContain('prive-adres-van-bram');
    expect(view.diff).toContainEqual(
      expect.objectContaining({
        kind: 'problems',
        columnName: 'E-mail',
        valueKind: 'text',
        reason: 'email-invalid',
      }),
    );
  });
});

describe('applying', () => {
  it('does nothing when the company changed since somebody looked', async () => {
    const looked = await desk.bringRows([anna, bram], { dryRun: true });
    await desk.imports.apply(desk.machine, looked.id, { leaveBroken: false });
    await desk.bringRows([anna]);
    expect(await desk.worker.applyApproved(looked.id)).toMatchObject({ changed: 0 });
    const view = await desk.reads.get(desk.machine, looked.id);
    expect(view).toMatchObject({
      state: 'planned',
      step: 'out-of-date',
      result: { counts: { joins: 1, unchanged: 1 } },
    });
  });

  it('is harmless when the worker is told twice', async () => {
    const looked = await desk.bringRows([anna, bram], { dryRun: true });
    await desk.imports.apply(desk.machine, looked.id, { leaveBroken: false });
    await desk.worker.applyApproved(looked.id);
    const before = await snapshot();
    expect(await desk.worker.applyApproved(looked.id)).toMatchObject({ changed: 0, skipped: 1 });
    expect(await snapshot()).toEqual(before);
    await expect(desk.imports.apply(desk.machine, looked.id, { leaveBroken: false })).rejects.toMatchObject({
      message: 'import-over',
    });
  });

  it('has the database count its tables anew when many people came, so that asking about all of them stays cheap', async () => {
    await desk.bringRows(people(500));
    const counted = await rows<{ table: string; rows: number }>(
      database.db.read,
      `SELECT relname AS "table", reltuples::integer AS rows FROM pg_class WHERE oid IN ('person'::regclass, 'employment'::regclass, 'placement'::regclass)
       ORDER BY relname`,
    );
    expect(counted).toEqual([
      { table: 'employment', rows: 500 },
      { table: 'person', rows: 500 },
      { table: 'placement', rows: 500 },
    ]);
  });

  it('is all or nothing: what fails halfway leaves no trace but the failure', async () => {
    const looked = await desk.bringRows([anna, bram], { dryRun: true });
    await desk.imports.apply(desk.machine, looked.id, { leaveBroken: false });
    await rows(
      database.db.read,
      `ALTER TABLE placement ADD CONSTRAINT spec_refuses CHECK (job <> 'Medewerker')`,
    );
    await expect(desk.worker.applyApproved(looked.id)).rejects.toThrow();
    expect([await desk.count('person'), await desk.count('team'), await desk.count('employment')]).toEqual([
      0, 0, 0,
    ]);
    expect(await desk.reads.get(desk.machine, looked.id)).toMatchObject({ state: 'planned', step: 'failed' });
  });

  it('remembers the columns HR chose, for the next file of that source', async () => {
    const text = fileOf([anna, bram]).replace('Personeelsnummer', 'Kenmerk');
    const waiting = await desk.bring(text);
    expect(waiting).toMatchObject({
      state: 'columns',
      waitingFor: 'columns',
      reading: { missing: ['number'] },
    });
    const mapping = { ...waiting.reading.mapping, number: 'Kenmerk' };
    const planned = await desk.imports.chooseColumns(desk.machine, waiting.id, {
      encoding: undefined,
      delimiter: undefined,
      sheet: undefined,
      dates: undefined,
      mapping,
    });
    expect(planned).toMatchObject({ state: 'planned', result: { counts: { joins: 2 } } });
    await desk.imports.apply(desk.machine, waiting.id, { leaveBroken: false });
    await desk.worker.applyApproved(waiting.id);
    expect(await desk.bring(text)).toMatchObject({
      state: 'applied',
      reading: { missing: [], mapping: { number: 'Kenmerk' } },
    });
  });

  it('refuses a broken workbook with a reason, and keeps no run of it', async () => {
    await expect(desk.bring(Buffer.from('504b0304140006000800', 'hex'))).rejects.toMatchObject({
      errors: [{ pointer: '/file', message: 'people.refusal_workbook_broken' }],
    });
    expect(await desk.count('import_run')).toBe(0);
  });

  it('is for HR alone', async () => {
    const employee = { ...desk.machine, kind: 'person' as const, personId: null, grants: [] };
    await expect(desk.bring(demoFile(), { actor: employee })).rejects.toMatchObject({ message: 'forbidden' });
    await expect(desk.reads.list(employee, { limit: 10 })).rejects.toMatchObject({ message: 'forbidden' });
  });
});

/** All rows of all tables of people, without the imports themselves. */
async function snapshot(): Promise<unknown> {
  const tables = ['person', 'employment', 'placement', 'absence', 'team', 'site'];
  return Promise.all(tables.map((table) => rows(database.db.read, `SELECT * FROM ${table} ORDER BY id`)));
}
