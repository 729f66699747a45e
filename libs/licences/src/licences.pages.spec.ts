import { CatalogueService } from '#catalogue';
import { examPassed } from '#events';
import { one, publish, rows, systemActor } from '#kernel';
import { PeopleService } from '#people';
import supertest from 'supertest';
import { type TestApp, testApp } from '../../../test/support/app.js';
import { CAST_NUMBERS } from '../../../test/support/cast.js';
import { attemptId, category } from './testing/desk.js';
import { addCast } from './testing/people.js';

let product: TestApp;
let id: string;
let code: string;

beforeAll(async () => {
  product = await testApp({ demo: false });
  const { app, db, clock } = product;
  const people = await addCast(db.read, app.get(PeopleService, { strict: false }));
  await rows(db.read, `INSERT INTO person_grant (person_id, granted, granted_at) VALUES ($1, 'hr', now())`, [
    people.anna,
  ]);
  const none = { skills: [], courses: [], lessons: [], items: [], paths: [], media: [], cards: [] };
  await app
    .get(CatalogueService, { strict: false })
    .publish(systemActor('spec'), { ...none, categories: [category({ months: 12 })] });
  const passed = examPassed({
    attemptId: attemptId(),
    personId: people.chaima,
    category: 'A',
    decidedAt: clock.now().toString(),
    renewal: false,
  });
  await db.transaction((tx) => publish(tx, passed));
  await product.drain();
  const row = await one<{ id: string; code: string }>(
    db.read,
    'SELECT id, verification_code AS code FROM licence',
  );
  id = row?.id ?? '';
  code = row?.code ?? '';
}, 60_000);
afterAll(() => product.close());

const anonymous = (url: string): supertest.Test => supertest(product.app.getHttpServer()).get(url);

describe('the public page of a licence', () => {
  it('says valid with initials, without sign-in, script or search engines', async () => {
    const { text, status, headers } = await anonymous(`/v/${code}?lang=nl`);
    expect(status).toBe(200);
    expect(text).toMatch(/<h1>Geldig<\/h1>/);
    expect(text).toContain('C. El Idrissi');
    expect(text).not.toContain('Chaima');
    expect(text).not.toMatch(/<script|<form| style=/);
    expect(headers['x-robots-tag']).toContain('noindex');
    expect(headers['cache-control']).toContain('no-store');
  });

  it('changes language by its link', async () => {
    const { text } = await anonymous(`/v/${code}?lang=en`);
    expect(text).toMatch(/<html lang="en"/);
    expect(text).toMatch(/<h1>Valid<\/h1>/);
    expect(text).toContain(`href="/v/${code}?lang&#x3D;nl"`);
  });

  it('says unknown, and nothing else, whatever is typed', async () => {
    const body = async (url: string): Promise<string> =>
      (await anonymous(url)).text.replaceAll(/\/v\/[^?"]+/g, '/v/…');
    const never = await body(`/v/${'0'.repeat(26)}?lang=nl`);
    expect(never).toMatch(/<h1>Onbekend<\/h1>/);
    expect(await body('/v/hallo?lang=nl')).toBe(never);
    const { body: api } = await anonymous(`/api/v1/verify/${code.toLowerCase()}`);
    expect(api).toMatchObject({ verdict: 'valid', holder: 'C. El Idrissi' });
  });
});

describe('proof from elsewhere, through the API', () => {
  it('is found by HR, needs a trust level to be accepted, and gets a reason either way', async () => {
    const url = '/api/v1/licences/evidence-claims';
    const giovanni = await product.api('giovanni');
    const proof = { category: 'A', obtainedOn: '2026-06-15', words: 'ICDL Basis' };
    await giovanni('post', url).send(proof).expect(201);
    expect((await giovanni('get', `${url}/waiting`)).status).toBe(403);
    const anna = await product.api('anna');
    const { body } = (await anna('get', `${url}/waiting`)) as { body: { items: { id: string }[] } };
    expect(body.items).toMatchObject([{ number: CAST_NUMBERS.giovanni, ...proof, outcome: null }]);
    const decision = `${url}/${body.items[0]?.id}/decision`;
    const accepted = { outcome: 'accepted', answer: 'Nagevraagd' };
    expect((await anna('post', decision).send(accepted)).status).toBe(422);
    await anna('post', decision)
      .send({ ...accepted, trust: 'high' })
      .expect(204);
    expect((await giovanni('get', url)).body.items).toMatchObject([
      { outcome: 'accepted', answer: 'Nagevraagd' },
    ]);
    expect((await anna('get', `${url}/waiting`)).body.items).toEqual([]);
  });
});

describe('the pages of a licence', () => {
  it('show the holder the wallet and the card with a QR code', async () => {
    const chaima = await product.visit('chaima');
    const wallet = await chaima.open('/licences');
    expect(wallet.text).toContain('Geldig tot en met');
    const card = await chaima.open(`/licences/${id}/card`);
    expect(card.status).toBe(200);
    expect(card.html).toContain('class="lic-qr"');
    expect(card.html).not.toMatch(/ style=/);
    expect(card.text).toContain('DNV-A-2026-000001');
  });

  it('refuse a colleague and an employee on HR’s side', async () => {
    const emilia = await product.visit('emilia');
    expect((await emilia.open(`/licences/${id}/card`)).status).toBe(403);
    expect((await emilia.open(`/licences/${id}`)).status).toBe(403);
    expect((await emilia.open('/licences/register')).status).toBe(403);
  });

  it('let HR suspend and give back, and ask for a reason first', async () => {
    const anna = await product.visit('anna');
    await anna.open(`/licences/${id}`);
    const refused = await anna.submit('/suspension', { reason: ' ' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#f-suspend-reason"');
    const suspended = await anna.submit('/suspension', { reason: 'Even in overleg' });
    expect(suspended.status).toBe(200);
    expect(suspended.text).toContain('Even in overleg');
    expect((await anonymous(`/v/${code}?lang=nl`)).text).toMatch(/<h1>Ingetrokken<\/h1>/);
    const back = await anna.submit('/reinstatement', { reason: 'Klaar' });
    expect(back.text).toContain('Teruggegeven op');
  });

  it('do not revoke without the tick, and answer 409 the second time', async () => {
    const anna = await product.visit('anna');
    await anna.open(`/licences/${id}`);
    expect((await anna.submit('/revocation', { reason: 'Klaar' })).status).toBe(422);
    const api = await product.api('anna');
    const url = `/api/v1/licences/${id}/revocation`;
    await api('post', url).send({ reason: 'x', confirm: true }).expect(200);
    const again = await api('post', url).send({ reason: 'x', confirm: true });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ type: '/problems/licence-already-revoked' });
  });

  it('give HR a form for a permit', async () => {
    const anna = await product.visit('anna');
    await anna.open('/licences/register');
    const wrong = await anna.submit('/licences/permits', { number: '9999', category: 'A', days: '14' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Er is niemand met dit personeelsnummer.');
    expect(wrong.html).toContain('value="9999"');
    const shown = await anna.submit('/licences/permits', { number: '1005', category: 'A', days: '14' });
    expect(shown.text).toContain('Leervergunning');
    expect(shown.text).toContain('Emília Santos');
  });
});
