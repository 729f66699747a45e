import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EXPORTS } from '../../libs/people/src/testing/exports.js';
import { workbookOf } from '../../libs/people/src/testing/workbook.js';
import { one, rows } from '#kernel';
import { testApp, type TestApp } from '../support/app.js';
import type { Visitor } from '../support/visitor.js';
import { idIn, importDesk } from './import-desk.js';

/**
 * A care home joins the company with a system of its own. Anna takes its workbook as it is, says that it tells of its
 * own people only, takes a wrong file back, and lets the nightly file come by itself.
 */
describe('HR files come as they are', () => {
  let house: TestApp;
  let anna: Visitor;
  let folder: string;
  const { company, view } = importDesk(() => house);
  const cells = EXPORTS.afas.split('\r\n').map((line) => line.split(';'));
  const care = workbookOf({
    Toelichting: [['Dit is een export']],
    Medewerkers: cells,
    Oud: cells.slice(0, 2),
  });
  const sourceId = async (): Promise<string> =>
    (await one<{ id: string }>(house.db.read, `SELECT id FROM import_source WHERE name = 'Zorg'`))?.id ?? '';
  const bring = async (bytes: Buffer, name: string) => {
    await anna.open('/people/imports/new');
    return anna.upload('/people/imports', 'file', { name, bytes }, { source: 'Zorg' });
  };
  const apply = async (): Promise<string> => {
    const id = idIn(anna.current);
    await anna.submit('/columns');
    await anna.submit('/application');
    await house.drain();
    expect(await view(id)).toMatchObject({ state: 'applied' });
    return id;
  };

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vaardig-care-'));
    house = await testApp({ at: '2026-11-24T09:00:00Z', environment: { PEOPLE_IMPORT_FOLDER: folder } });
    anna = await house.visit('anna');
  }, 180_000);
  afterAll(async () => {
    await house?.close();
    fs.rmSync(folder, { recursive: true });
  });

  it('opens a workbook, lets Anna choose the sheet, and says whose columns it recognised', async () => {
    // The first sheet is a cover with a single cell; the table stands on the second.
    const page = await bring(care, 'zorg.xlsx');
    expect(page.text).toContain('Werkblad Medewerkers');
    expect(page.text).toContain('Excel (XLSX)');
    expect(page.text).toContain('Bekende kolommen van AFAS');
    expect(page.html).toMatch(/<select[^>]*name="sheet"/);
    const other = await anna.submit('/columns', { sheet: 'Oud' });
    expect(other.text).toContain('1 rij');
    await anna.open(`/people/imports/${idIn(other)}?step=columns`);
    await anna.submit('/columns', { sheet: 'Medewerkers' });
    expect((await view(idIn(anna.current))).result?.counts).toMatchObject({ joins: 3, leaves: 239 });
    await anna.submit('/cancellation');
  });

  it('ends nobody of the other system once Anna says whose people the source tells of', async () => {
    const page = await anna.open(`/people/import-sources/${await sourceId()}`);
    expect(page.text).toContain('Wie ontbreekt, gaat uit dienst.');
    await anna.submit(`/import-sources/${await sourceId()}`, { feed: 'own' }, 'Bewaar de bron');
    expect(anna.current.text).toContain('De bron is bewaard.');
    await bring(workbookOf({ Medewerkers: cells }), 'zorg.xlsx');
    await apply();
    expect(await one(house.db.read, `SELECT job FROM person_facts('2026-11-24') WHERE number = '000102'`)).toEqual({ job: 'Verpleegkundige' }); // prettier-ignore
    expect(await one(house.db.read, `SELECT count(*)::int AS n FROM person_facts('2026-11-24') WHERE number LIKE '10%'`)).not.toEqual({ n: 0 }); // prettier-ignore
  });

  it('refuses numbers that Excel rounded, with row, column and what to do', async () => {
    const rounded = cells.map((row, index) => (index === 2 ? ['1,02E+02', ...row.slice(1)] : row));
    const page = await bring(Buffer.from(rounded.map((row) => row.join(';')).join('\r\n')), 'zorg.csv');
    const shown = await anna.open(`/people/imports/${idIn(page)}?kind=problems`);
    expect(shown.text).toContain('Zet de kolom op Tekst en exporteer opnieuw.');
    expect(shown.text).toContain('vastgehouden');
    const broken = await anna.open(`/people/imports/${idIn(page)}/broken-rows`);
    expect(broken.html).toContain('3;Medewerker;');
    await anna.open(`/people/imports/${idIn(page)}`);
    await anna.submit('/cancellation');
  });

  it('takes a wrong file back, and everybody stands as before', async () => {
    const before = await company();
    const wrong = cells.map((row, index) => (index === 0 ? row : row.map((cell, at) => (at === 8 ? 'Onbekend' : cell)))); // prettier-ignore
    await bring(Buffer.from(wrong.map((row) => row.join(';')).join('\r\n')), 'zorg.csv');
    const id = await apply();
    expect(await company()).not.toEqual(before);
    const receipt = await anna.open(`/people/imports/${id}`);
    expect(receipt.text).toContain('3 mensen gaan terug naar hoe het was.');
    const undone = await anna.submit('/undo');
    expect(undone.text).toContain('Dit bestand is ongedaan gemaakt');
    expect(undone.text).toContain('3 mensen staan weer zoals ervoor.');
    expect(await company()).toEqual(before);
    await house.drain();
    expect((await anna.open('/people/imports')).text).toContain('Ongedaan gemaakt');
  });

  it('takes people over the API as JSON, with the mapping that was learnt', async () => {
    const call = await house.api('anna');
    const people = cells
      .slice(1)
      .map((row) => Object.fromEntries(row.map((cell, at) => [cells[0]?.[at] ?? '', cell])));
    const made = await call('post', '/api/v1/imports').send({ source: 'Zorg', dryRun: false, people });
    expect(made.body).toMatchObject({
      state: 'applied',
      diff: [],
      reading: { format: 'json', mappedBy: 'remembered' },
    });
    const book = await call('post', '/api/v1/imports?source=Zorg&dryRun=false')
      .set('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .send(workbookOf({ Medewerkers: cells }));
    expect(book.body).toMatchObject({ state: 'applied', fileName: 'import.xlsx', diff: [] });
  });

  it('takes the nightly file from the watched folder, and shows a file it cannot read', async () => {
    const lay = (name: string, bytes: Buffer): void => {
      fs.mkdirSync(path.join(folder, 'Zorg'), { recursive: true });
      fs.writeFileSync(path.join(folder, 'Zorg', name), bytes);
      fs.utimesSync(path.join(folder, 'Zorg', name), 1_790_000_000, 1_790_000_000);
    };
    const nightly = cells.map((row, index) => (index === 2 ? row.map((cell, at) => (at === 14 ? '20,00' : cell)) : row)); // prettier-ignore
    lay('nacht.xlsx', workbookOf({ Medewerkers: nightly }));
    lay('kapot.xlsx', Buffer.from('PK\u0003\u0004 dit is geen werkmap'));
    expect(await house.run('people.watch-folder')).toMatchObject({ seen: 2, changed: 2 });
    expect(await rows(house.db.read, `SELECT weekly_hours FROM person_facts('2026-11-24') WHERE number = '000102'`)).toEqual([{ weekly_hours: '20.00' }]); // prettier-ignore
    const list = await anna.open('/people/imports');
    expect(list.text).toContain('nacht.xlsx');
    expect(list.text).toContain('Bestanden die niet te lezen waren');
    expect(list.text).toMatch(/kapot\.xlsx \(bron Zorg, [^)]*\): Deze Excel-werkmap is beschadigd/);
    await anna.submit('/import-refusals/seen');
    expect(anna.current.text).not.toContain('kapot.xlsx');
  });

  it('shows who the source is, in its table', async () => {
    const list = await anna.open('/people/imports');
    expect(list.text).toContain('Iedereen van deze bron');
    const page = await anna.open(`/people/import-sources/${await sourceId()}`);
    expect(page.html).toMatch(/name="teamCode"[^>]*value="Organisatorische eenheid"/);
    await anna.submit(`/import-sources/${await sourceId()}/brake`, { brakePercent: '0', brakePeople: '1' });
    expect(anna.current.text).toContain('De rem is bewaard.');
    const wrong = await anna.submit(
      `/import-sources/${await sourceId()}`,
      { endsAfter: '0' },
      'Bewaar de bron',
    );
    expect(wrong.status).toBe(422);
  });
});
