import supertest from 'supertest';
import { publish, rows } from '#kernel';
import { type TestApp, testApp } from '../../../test/support/app.js';
import { addTeam } from './testing/people.js';
import { overdue, required } from './testing/reasons.js';

let product: TestApp;
let people: Awaited<ReturnType<typeof addTeam>>;

beforeAll(async () => {
  product = await testApp({ demo: false, at: '2026-11-24T09:25:00Z' });
  const { db } = product;
  people = await addTeam(db.read);
  await rows(db.read, `INSERT INTO person_grant (person_id, granted, granted_at) VALUES ($1, 'hr', now())`, [
    people.daan.id,
  ]);
  await db.transaction((tx) =>
    publish(tx, [
      overdue(people.chaima),
      required(people.chaima, { category: 'B' }),
      overdue(people.emilia),
      required(people.daan),
    ]),
  );
  await product.drain();
  await product.run('nudges.bundle');
}, 60_000);
afterAll(() => product.close());

const server = () => product.app.getHttpServer() as Parameters<typeof supertest>[0];
const mails = () =>
  rows<{ id: string; sent_to: string; headers: Record<string, string> }>(
    product.db.read,
    'SELECT id, sent_to, headers FROM mail_message ORDER BY id',
  );

describe('the page of messages', () => {
  it('shows what came and why, opens what it is about, and remembers that it was read', async () => {
    const chaima = await product.visit('chaima');
    const list = await chaima.open('/notifications');
    expect(list.text).toContain('Rijbewijs A staat nog open, en nog 1 ding');
    expect(list.text).toContain('Omdat dit geldt voor iedereen in Finance');
    expect(list.text).toContain('Nieuw');
    const [message] = await rows<{ id: string }>(
      product.db.read,
      'SELECT id FROM message WHERE person_id = $1',
      [people.chaima.id],
    );
    await chaima.submit(`/notifications/${message?.id}/reading`);
    expect(chaima.current.url).toContain('/today');
    expect((await chaima.open('/notifications')).html).not.toContain('/notifications/readings');
  });

  it('speaks the reader’s language', async () => {
    const emilia = await product.visit('emilia');
    expect((await emilia.open('/notifications')).text).toContain('Licence A is still open');
  });

  it('keeps choices: fewer, no e-mail, a pause, and back again', async () => {
    const chaima = await product.visit('chaima');
    await chaima.open('/notifications');
    const saved = await chaima.submit('/notifications/preferences', { fewer: 'on', email: undefined });
    expect(saved.text).toContain('Je keuze is bewaard.');
    expect(saved.html).toMatch(/name="fewer"[^>]* checked/);
    expect(saved.html).not.toMatch(/name="email"[^>]* checked/);
    expect((await chaima.submit('/notifications/pause')).text).toContain(
      'Je berichten staan stil tot 1 dec. 2026',
    );
    expect((await chaima.submit('/notifications/pause/removal')).text).toContain('Een week geen berichten');
  });

  it('says when the next message comes', async () => {
    const daan = await product.visit('daan');
    const list = await daan.open('/notifications');
    expect(list.text).toContain('Gepland op maandag 30 november 2026 vanaf 09:15.');
  });
});

describe('the way out of e-mail', () => {
  it('is a page with a button, and one POST without session, cookie or token', async () => {
    const mail = (await mails()).find(({ sent_to }) => sent_to === people.emilia.email);
    const url = new URL(/<([^>]+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '');
    const shown = await supertest(server()).get(url.pathname).set('accept-language', 'en');
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('Stop these emails');
    expect(
      await product.db.read.query('SELECT 1 FROM nudge_preference WHERE unsubscribed_at IS NOT NULL'),
    ).toEqual([]);
    const posted = await supertest(server())
      .post(url.pathname)
      .type('form')
      .send('List-Unsubscribe=One-Click');
    expect(posted.status).toBe(200);
    expect(posted.headers['set-cookie']).toBeUndefined();
    expect(
      await product.db.read.query('SELECT person_id FROM nudge_preference WHERE unsubscribed_at IS NOT NULL'),
    ).toEqual([{ person_id: people.emilia.id }]);
    expect(
      (await supertest(server()).post('/unsubscribe/guess').type('form').send('List-Unsubscribe=One-Click'))
        .status,
    ).toBe(404);
  });

  it('works from the page as well, signed in or not', async () => {
    const mail = (await mails()).find(({ sent_to }) => sent_to === people.chaima.email);
    const url = new URL(/<([^>]+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '');
    for (const visitor of [await product.visit(), await product.visit('chaima')]) {
      await rows(product.db.read, 'UPDATE nudge_preference SET unsubscribed_at = NULL');
      await visitor.open(url.pathname);
      expect((await visitor.submit('/unsubscribe/')).text).toContain('De e-mails zijn gestopt');
    }
  });
});

describe('the mailbox of the demo', () => {
  it('lists mails and shows one, with a policy of its own for the mail itself', async () => {
    const visitor = await product.visit();
    expect((await visitor.open('/dev/mail')).text).toContain('Licence A is still open');
    const [mail] = await mails();
    const shown = await visitor.open(`/dev/mail/${mail?.id}`);
    expect(shown.text).toContain('List-Unsubscribe-Post');
    expect(shown.html).toContain(`/dev/mail/${mail?.id}/html`);
    const html = await supertest(server()).get(`/dev/mail/${mail?.id}/html`);
    expect(html.headers['content-type']).toContain('text/html');
    expect(html.headers['content-security-policy']).toContain(
      "default-src 'none'; style-src 'unsafe-inline'",
    );
    expect(html.headers['content-security-policy']).not.toContain('nonce');
    expect(html.text).toContain('<!doctype html>');
    expect((await visitor.open('/dev/mail/999999')).status).toBe(404);
  });
});

describe('the forecast', () => {
  it('is for HR, as a page and as JSON', async () => {
    const daan = await product.visit('daan');
    const shown = await daan.open('/nudges/forecast');
    expect(shown.text).toContain('ma 30 nov.');
    expect(shown.text).toContain('tussen 09:00 en 11:30 en tussen 13:30 en 16:00');
    const chaima = await product.visit('chaima');
    expect((await chaima.open('/nudges/forecast')).status).toBe(403);
    const api = await product.api('daan');
    const { body } = await api('get', '/api/v1/nudges/forecast');
    expect(body).toMatchObject({ messages: 1, people: 1, purposes: { required: 1 } });
  });
});

describe('the API of messages', () => {
  it('gives own messages, marks them as read and changes choices', async () => {
    const api = await product.api('emilia');
    const { body } = await api('get', '/api/v1/notifications?limit=1');
    expect(body).toMatchObject({
      unread: 1,
      items: [{ subject: 'Licence A is still open', lines: [{ purpose: 'overdue' }], readAt: null }],
    });
    const [message] = (body as { items: { id: string }[] }).items;
    expect((await api('post', `/api/v1/notifications/${message?.id}/reading`)).body).toMatchObject({
      readAt: '2026-11-24T09:25:00.000Z',
    });
    expect((await api('post', '/api/v1/notifications/readings')).body).toEqual({ changed: 0 });
    const changed = await api('patch', '/api/v1/notifications/preferences').send({
      fewer: true,
      pausedUntil: '2026-11-26T09:00:00Z',
    });
    expect(changed.body).toMatchObject({ fewer: true, perWeek: 1, pausedUntil: '2026-11-26T09:00:00.000Z' });
    const stranger = await product.api('chaima');
    expect((await stranger('post', `/api/v1/notifications/${message?.id}/reading`)).status).toBe(404);
  });
});
