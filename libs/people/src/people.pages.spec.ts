import { type TestApp, testApp } from '../../../test/support/app.js';
import { systemActor } from '#kernel';
import { ImportsService } from './imports.service.js';
import { demoFile } from './testing/import-desk.js';
import { fileOf, fileRow } from './testing/hr-file.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
}, 120_000);
afterAll(() => app.close());

const api = async (name: Parameters<TestApp['api']>[0], scopes?: string[]) => app.api(name, scopes);

describe('who may see whom', () => {
  it('shows HR everybody, a page at a time, found without capitals or accents', async () => {
    const call = await api('anna');
    const first = await call('get', '/api/v1/people?limit=100&state=all');
    const second = await call('get', `/api/v1/people?limit=200&state=all&after=${first.body.next}`);
    expect(first.body.items).toHaveLength(100);
    expect(first.body.items.length + second.body.items.length).toBe(240);
    expect(second.body.next).toBeNull();
    const found = await call('get', '/api/v1/people?q=SANTOS%20emilia');
    expect(found.body.items).toMatchObject([
      { number: '1005', name: 'Emília Santos', site: 'Lissabon', state: 'employed' },
    ]);
    const finance = await call('get', '/api/v1/people?team=FIN&state=all&limit=200');
    expect(finance.body.items.length).toBeGreaterThanOrEqual(30);
  });

  it('shows a leader name, job and team of the people they lead, and nothing else', async () => {
    const call = await api('bram');
    const list = await call('get', '/api/v1/people?q=chaima');
    expect(list.body.items).toMatchObject([
      { name: 'Chaima El Idrissi', number: null, site: null, team: 'Crediteuren' },
    ]);
    const chaima = await call('get', `/api/v1/people/${await app.idOf('chaima')}`);
    expect(chaima.body).toMatchObject({
      sight: 'report',
      number: null,
      email: null,
      zone: null,
      employments: [],
      absences: [],
      history: [],
    });
    expect((await call('get', `/api/v1/people/${await app.idOf('femke')}`)).body).toMatchObject({
      absences: [],
    });
    expect((await call('get', `/api/v1/people/${await app.idOf('hanneke')}`)).status).toBe(404);
  });

  it('shows an employee only themselves', async () => {
    const call = await api('chaima');
    expect((await call('get', '/api/v1/people')).body.items).toHaveLength(1);
    expect((await call('get', `/api/v1/people/${await app.idOf('chaima')}`)).body).toMatchObject({
      sight: 'own',
      history: [],
      email: 'chaima.elidrissi@demo-nv.example',
    });
    expect((await call('get', `/api/v1/people/${await app.idOf('bram')}`)).status).toBe(404);
    expect((await call('get', '/api/v1/imports')).status).toBe(403);
    expect((await (await app.visit('chaima')).open('/people')).status).toBe(403);
  });

  it('shows HR the whole person on a page, with what imports changed', async () => {
    const visitor = await app.visit('anna');
    const page = await visitor.open(`/people/${await app.idOf('ivo')}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Ivo Kuipers');
    expect(page.text).toContain('Orderpicker');
    expect(page.text).toContain('In dienst gekomen');
    expect((await visitor.open('/people?q=ivo')).text).toContain('Ivo Kuipers');
  });
});

describe('an import through the API', () => {
  it('gives for one file the diff that the pages and the command line give', async () => {
    const call = await api('anna');
    const bytes = demoFile('demo-nv-next-month.csv');
    const raw = await call('post', '/api/v1/imports?source=demo&fileName=next.csv')
      .set('content-type', 'text/csv')
      .send(bytes.toString('latin1'));
    expect(raw.status).toBe(201);
    const form = await call('post', '/api/v1/imports')
      .field('source', 'demo')
      .attach('file', bytes, 'next.csv');
    expect(form.body).toMatchObject({
      state: 'planned',
      waitingFor: 'nothing',
      fileName: 'next.csv',
      result: { counts: { joins: 4, leaves: 2 } },
    });
    const again = await call('get', `/api/v1/imports/${form.body.id}`);
    expect(again.body.fingerprint).toBe(form.body.fingerprint);
    expect(raw.body.fingerprint).toBe(form.body.fingerprint);
    const byCommand = await app.app
      .get(ImportsService)
      .importFile({ bytes, fileName: 'next.csv', source: 'demo', actor: systemActor('cli'), dryRun: true });
    expect(byCommand.fingerprint).toBe(form.body.fingerprint);
    expect(byCommand.diff).toEqual(form.body.diff);
    const leaves = await call('get', `/api/v1/imports/${form.body.id}/rows?kind=leaves`);
    expect(leaves.body.items).toHaveLength(2);
  });

  it('refuses what is no file, and a workbook, each with its reason', async () => {
    const call = await api('anna');
    const none = await call('post', '/api/v1/imports').send({ source: 'HR' });
    expect(none.status).toBe(422);
    const workbook = await call('post', '/api/v1/imports').attach(
      'file',
      Buffer.from('504b0304140006000800', 'hex'),
      'hr.xlsx',
    );
    expect(workbook.body).toMatchObject({ status: 422, errors: [{ pointer: '/file' }] });
  });
});

/** Brings a file in as a person does: open the form, send it, arrive at the columns. */
async function uploadAs(name: 'anna', fileName: string, bytes: Buffer, source = 'demo') {
  const visitor = await app.visit(name);
  await visitor.open('/people/imports/new');
  const columns = await visitor.upload('/people/imports', 'file', { name: fileName, bytes }, { source });
  return { visitor, columns, url: columns.url.split('?')[0] as string };
}

describe('an import on the pages, without script', () => {
  it('goes from file to receipt: columns, trial, applying by the worker, and back to the people', async () => {
    const { visitor, columns, url } = await uploadAs('anna', 'next.csv', demoFile('demo-nv-next-month.csv'));
    expect(columns.text).toContain('Wat staat in welke kolom?');
    expect(columns.text).toContain('Windows-1252');
    expect(columns.text).toContain('Chaima');
    const diff = await visitor.submit('/columns');
    expect(diff.url).toBe(url);
    expect(diff.text).toContain('Noor van der Velde');
    expect((await visitor.open(`${url}?kind=moves`)).text).toContain('Crediteuren');
    const running = await visitor.submit('/application');
    expect(running.html).toContain('hx-sse:connect');
    expect(running.html).toContain('http-equiv="refresh"');
    await app.drain();
    const receipt = await visitor.open(url);
    expect(receipt.text).toContain('Alles hieronder is in één keer verwerkt.');
    const events = await visitor.open(`${url}/events`);
    expect(events.html).toMatch(/data: <div class="progress">[^]*event: done\ndata: applied/);
    expect((await visitor.open('/people/imports')).text).toContain('next.csv');
    expect((await visitor.open('/people?q=noor&state=all')).text).toContain('Start later');
  });

  it('refuses a broken workbook on the form itself, and keeps what was filled in', async () => {
    const { columns } = await uploadAs('anna', 'hr.xlsx', Buffer.from('504b0304140006000800', 'hex'), 'Afas');
    expect(columns.status).toBe(422);
    expect(columns.text).toContain('Deze Excel-werkmap is beschadigd.');
    expect(columns.html).toContain('value="Afas"');
  });

  it('asks for the columns it could not guess, and goes on once HR chose them', async () => {
    const text = fileOf([fileRow({ Personeelsnummer: '1' })]).replace('Personeelsnummer', 'Kenmerk');
    const { visitor, columns } = await uploadAs('anna', 'a.csv', Buffer.from(text), 'anders');
    expect(columns.text).toContain('Deze kolommen ontbreken nog');
    const still = await visitor.submit('/columns');
    expect(still.status).toBe(422);
    const diff = await visitor.submit('/columns', { number: 'Kenmerk' });
    expect(diff.text).toContain('Bram Janssen');
  });

  it('wants the broken rows seen before it applies the good ones', async () => {
    const broken = demoFile()
      .toString('latin1')
      .replace('daan.visser@demo-nv.example', 'geen adres')
      .replace('Emília', 'Emma');
    const { visitor, url } = await uploadAs('anna', 'b.csv', Buffer.from(broken, 'latin1'));
    await visitor.open(url);
    const refused = await visitor.submit('/application');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Dit is geen e-mailadres.');
    expect((await visitor.open(`${url}/broken-rows`)).html).toContain('geen adres');
    await visitor.open(url);
    const closed = await visitor.submit('/application', {}, 'Leg weg');
    expect(closed.url).toBe('/people/imports');
    expect((await visitor.open(url)).text).toContain('Dit bestand is weggelegd');
  });

  it('does not let whoever brought a file release it from the brake', async () => {
    const bytes = demoFile();
    const { visitor, url } = await uploadAs('anna', 'half.csv', bytes.subarray(0, bytes.length / 2));
    const stopped = await visitor.open(url);
    expect(stopped.text).toContain('De rem houdt dit bestand tegen');
    expect(stopped.text).toContain('Een andere HR-collega moet het vrijgeven.');
    expect(stopped.html).not.toContain(`action="${url}/application"`);
    const call = await api('anna');
    const id = url.split('/').at(-1) as string;
    expect((await call('post', `/api/v1/imports/${id}/release`).send({})).body).toMatchObject({
      status: 403,
      type: expect.stringContaining('import-release-needs-another'),
    });
    expect(
      (await call('post', `/api/v1/imports/${id}/application`).send({ leaveBroken: true })).body,
    ).toMatchObject({ status: 409 });
  });

  it('sets the brake of a source', async () => {
    const visitor = await app.visit('anna');
    const list = await visitor.open('/people/imports');
    const [source = ''] = /\/people\/import-sources\/[0-9a-f-]{36}/.exec(list.html) ?? [];
    await visitor.open(source);
    const saved = await visitor.submit('/brake', { brakePercent: '3', brakePeople: '7' });
    expect(saved.text).toContain('De rem is bewaard.');
    expect(saved.html).toContain('value="7"');
  });
});
