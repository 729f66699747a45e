import { type TestApp, testApp } from '../../../test/support/app.js';
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
    expect(found.body.items).toMatchObject([{ number: '1005', name: 'Emília Santos', site: 'Lissabon', state: 'employed' }]);
    const finance = await call('get', '/api/v1/people?team=FIN&state=all&limit=200');
    expect(finance.body.items.length).toBeGreaterThanOrEqual(30);
  });

  it('shows a leader name, job and team of the people they lead, and nothing else', async () => {
    const call = await api('bram');
    const list = await call('get', '/api/v1/people?q=chaima');
    expect(list.body.items).toMatchObject([{ name: 'Chaima El Idrissi', number: null, site: null, team: 'Crediteuren' }]);
    const chaima = await call('get', `/api/v1/people/${await app.idOf('chaima')}`);
    expect(chaima.body).toMatchObject({ sight: 'report', number: null, email: null, zone: null, employments: [], absences: [], history: [] });
    expect((await call('get', `/api/v1/people/${await app.idOf('femke')}`)).body).toMatchObject({ absences: [] });
    expect((await call('get', `/api/v1/people/${await app.idOf('hanneke')}`)).status).toBe(404);
  });

  it('shows an employee only themselves', async () => {
    const call = await api('chaima');
    expect((await call('get', '/api/v1/people')).body.items).toHaveLength(1);
    expect((await call('get', `/api/v1/people/${await app.idOf('chaima')}`)).body).toMatchObject({ sight: 'own', history: [], email: 'chaima.elidrissi@demo-nv.example' });
    expect((await call('get', `/api/v1/people/${await app.idOf('bram')}`)).status).toBe(404);
    expect((await call('get', '/api/v1/imports')).status).toBe(403);
    expect((await (await app.visit('chaima')).get('/people')).status).toBe(403);
  });

  it('shows HR the whole person on a page, with history, in both languages', async () => {
    const visitor = await app.visit('anna');
    const page = await visitor.get(`/people/${await app.idOf('ivo')}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Ivo Kuipers');
    expect(page.text).toContain('Orderpicker');
    expect(page.text).toContain('In dienst gekomen');
    expect((await visitor.get('/people?q=ivo')).text).toContain('Ivo Kuipers');
  });
});

describe('an import through the API', () => {
  it('gives for one file the diff that the pages and the command line give', async () => {
    const call = await api('anna');
    const bytes = demoFile('demo-nv-next-month.csv');
    const raw = await call('post', '/api/v1/imports?source=demo&fileName=next.csv').set('content-type', 'text/csv').send(bytes.toString('latin1'));
    expect(raw.status).toBe(201);
    const form = await call('post', '/api/v1/imports').field('source', 'demo').attach('file', bytes, 'next.csv');
    expect(form.body).toMatchObject({ state: 'planned', waitingFor: 'nothing', fileName: 'next.csv', result: { counts: { joins: 4, leaves: 2 } } });
    const again = await call('get', `/api/v1/imports/${form.body.id}`);
    expect(again.body.fingerprint).toBe(form.body.fingerprint);
    const leaves = await call('get', `/api/v1/imports/${form.body.id}/rows?kind=leaves`);
    expect(leaves.body.items).toHaveLength(2);
  });

  it('refuses what is no file, and a workbook, each with its reason', async () => {
    const call = await api('anna');
    const none = await call('post', '/api/v1/imports').send({ source: 'HR' });
    expect(none.status).toBe(422);
    const workbook = await call('post', '/api/v1/imports').attach('file', Buffer.from('504b0304140006000800', 'hex'), 'hr.xlsx');
    expect(workbook.body).toMatchObject({ status: 422, errors: [{ pointer: '/file' }] });
  });
});

describe('an import on the pages, without script', () => {
  it('goes from file to receipt: columns, trial, applying by the worker, and back to the people', async () => {
    const anna = await app.visit('anna');
    const uploaded = await anna.upload('/people/imports', { source: 'demo' }, { file: { name: 'next.csv', bytes: demoFile('demo-nv-next-month.csv') } });
    expect(uploaded.status).toBe(303);
    const columns = await anna.get(uploaded.headers['location'] as string);
    expect(columns.text).toContain('Wat staat in welke kolom?');
    expect(columns.text).toContain('Windows-1252');
    expect(columns.text).toContain('Chaima');
    const url = (uploaded.headers['location'] as string).split('?')[0] as string;
    const diff = await anna.get(url);
    expect(diff.text).toContain('Noor van der Velde');
    expect((await anna.get(`${url}?kind=moves`)).text).toContain('Crediteuren');
    const applied = await anna.post(`${url}/application`, {});
    expect(applied.status).toBe(303);
    const running = await anna.get(url);
    expect(running.text).toContain('hx-sse:connect');
    expect(running.text).toContain('http-equiv="refresh"');
    await app.drain();
    const receipt = await anna.get(url);
    expect(receipt.text).toContain('Ontvangstbewijs');
    expect(receipt.text).toContain('Toegepast');
    const events = await anna.get(`${url}/events`);
    expect(events.headers['content-type']).toContain('text/event-stream');
    expect(events.text).toMatch(/data: <div class="progress">[^]*event: done\ndata: applied/);
    expect((await anna.get('/people/imports')).text).toContain('next.csv');
    expect((await anna.get('/people?q=noor')).text).toContain('Start later');
  });

  it('asks for the columns it could not guess, and says what is missing', async () => {
    const anna = await app.visit('anna');
    const text = fileOf([fileRow({ Personeelsnummer: '1' })]).replace('Personeelsnummer', 'Kenmerk');
    const uploaded = await anna.upload('/people/imports', { source: 'anders' }, { file: { name: 'a.csv', bytes: Buffer.from(text) } });
    const url = (uploaded.headers['location'] as string).split('?')[0] as string;
    expect((await anna.get(url)).text).toContain('Deze kolommen ontbreken nog');
    expect((await anna.post(`${url}/columns`, { givenName: 'Roepnaam' })).status).toBe(422);
  });

  it('wants the broken rows seen before it applies the good ones', async () => {
    const anna = await app.visit('anna');
    const broken = demoFile('demo-nv-next-month.csv').toString('latin1').replace('daan.visser@demo-nv.example', 'geen adres');
    const uploaded = await anna.upload('/people/imports', { source: 'demo' }, { file: { name: 'b.csv', bytes: Buffer.from(broken, 'latin1') } });
    const url = (uploaded.headers['location'] as string).split('?')[0] as string;
    const refused = await anna.post(`${url}/application`, {});
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Dit is geen e-mailadres.');
    const csv = await anna.get(`${url}/broken-rows`);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect((await anna.post(`${url}/cancellation`, {})).status).toBe(303);
    expect((await anna.get(url)).text).toContain('weggelegd');
  });

  it('lets a second HR colleague release what the brake stopped', async () => {
    const anna = await app.visit('anna');
    const bytes = demoFile('demo-nv-next-month.csv');
    const uploaded = await anna.upload('/people/imports', { source: 'demo' }, { file: { name: 'half.csv', bytes: bytes.subarray(0, bytes.length / 2) } });
    const url = (uploaded.headers['location'] as string).split('?')[0] as string;
    const stopped = await anna.get(url);
    expect(stopped.text).toContain('De rem houdt dit bestand tegen');
    expect(stopped.text).toContain('Een andere HR-collega moet het vrijgeven.');
    expect((await anna.post(`${url}/release`, {})).status).toBe(403);
    expect((await anna.post(`${url}/application`, {})).status).toBe(409);
  });
});
