import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type supertest from 'supertest';
import request from 'supertest';
import { isSigned, rows, signWebhook, systemActor } from '#kernel';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { FilesService } from './files.service.js';

let product: TestApp;
let source: string;
let secret: string;
let monique: Awaited<ReturnType<TestApp['api']>>;

beforeAll(async () => {
  product = await testApp();
  monique = await product.api('monique');
  const added = await monique('post', '/api/v1/ticket-connections/sources').send({
    name: 'TOPdesk',
    kind: 'topdesk',
  });
  expect(added.status).toBe(201);
  ({ id: source, secret } = added.body);
}, 180_000);
afterAll(() => product.close());

const body = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  number: 'I1',
  briefDescription: 'VPN valt weg bij Emilia',
  request: 'Hoi Monique,\nThuis valt de vpn weg. Bel 06-12345678.\n\nGroet, Chaima',
  caller: { employeeNumber: '1003', email: null },
  creationDate: '2026-11-20T09:00:00Z',
  modificationDate: '2026-11-20T09:00:00Z',
  ...more,
});

interface Sent {
  readonly id?: string;
  readonly at?: number;
  readonly key?: string;
  readonly tamper?: boolean;
}
let n = 0;
/** Posts as the other system would: signed over id, moment and the very bytes. */
function post(
  content: unknown,
  { id = `msg-${(n += 1)}`, at, key = secret, tamper = false }: Sent = {},
): supertest.Test {
  const raw = JSON.stringify(content);
  const seconds = at ?? Math.floor(product.clock.now().epochMilliseconds / 1000);
  const server = product.app.getHttpServer() as Parameters<typeof request>[0];
  return request(server)
    .post(`/api/v1/ticket-hooks/${source}`)
    .set('content-type', 'application/json')
    .set('webhook-id', id)
    .set('webhook-timestamp', String(seconds))
    .set('webhook-signature', signWebhook(key, id, seconds, raw))
    .send(tamper ? raw.replace('I1', 'I2') : raw);
}
const stored = (externalId: string) =>
  rows<Record<string, unknown>>(
    product.db.read,
    `SELECT t.*, p.number FROM ticket t LEFT JOIN person p ON p.id = t.person_id WHERE t.source_id = $1 AND t.external_id = $2`,
    [source, externalId],
  );

describe('tickets of another system', () => {
  it('are stored once, without who they are about, with the requester HR knows and the skill that a rule gives', async () => {
    const answer = await post(body(), { id: 'first' });
    expect([answer.status, answer.body]).toEqual([200, { outcome: 'added' }]);
    expect((await post(body(), { id: 'first' })).body).toEqual({ outcome: 'repeated' });
    expect((await post(body(), { id: 'same-again' })).body).toEqual({ outcome: 'stale' });
    expect(await stored('I1')).toMatchObject([
      {
        number: '1003',
        title: 'VPN valt weg bij [naam]',
        words: 'Thuis valt de vpn weg. Bel [telefoon].',
        skill: 'rm.vpn',
        skill_by: 'rule',
        state: 'open',
      },
    ]);
  });

  it('follow the newest message, in whatever order messages come', async () => {
    const closed = body({ number: 'I9', completed: true, modificationDate: '2026-11-20T12:00:00Z' });
    expect((await post(closed)).body).toEqual({ outcome: 'added' });
    expect((await post(body({ number: 'I9' }))).body).toEqual({ outcome: 'stale' });
    expect(await stored('I9')).toMatchObject([{ state: 'closed' }]);
    const again = body({ number: 'I9', modificationDate: '2026-11-20T13:00:00Z' });
    expect((await post(again)).body).toEqual({ outcome: 'updated' });
    expect(await stored('I9')).toMatchObject([{ state: 'open', closed_at: null }]);
  });

  it('are refused with one answer for a wrong secret, changed bytes, an old moment and an unknown source', async () => {
    const now = Math.floor(product.clock.now().epochMilliseconds / 1000);
    const other = `whsec_${Buffer.alloc(32).toString('base64')}`;
    const tries = [
      post(body(), { key: other }),
      post(body(), { tamper: true }),
      post(body(), { at: now - 301 }),
    ];
    for (const answer of await Promise.all(tries))
      expect(answer.body.type).toBe('/problems/ticket-hook-not-signed');
    expect((await post(body(), { at: now - 299 })).status).toBe(200);
    const unreadable = await post({ hello: 'Chaima' });
    expect([unreadable.status, unreadable.text.includes('Chaima')]).toEqual([422, false]);
    const seen = await monique('get', '/api/v1/ticket-connections/sources');
    expect(seen.body.items.find((each: { id: string }) => each.id === source).fault).toContain('number');
    expect(JSON.stringify(seen.body)).not.toContain(secret);
  });

  it('come through the door in a test, and leave nothing', async () => {
    const before = await rows(product.db.read, 'SELECT 1 FROM ticket WHERE source_id = $1', [source]);
    const tested = await monique('post', `/api/v1/ticket-connections/sources/${source}/test`);
    expect(tested.body).toEqual({ outcome: 'added' });
    expect(await rows(product.db.read, 'SELECT 1 FROM ticket WHERE source_id = $1', [source])).toHaveLength(
      before.length,
    );
  });
});

describe('tickets from a file', () => {
  it('are looked at first, applied all at once, and never twice', async () => {
    const visitor = await product.visit('monique');
    await visitor.open('/it/tickets/sources');
    await visitor.submit('/it/tickets/sources', { name: 'Oude export', kind: 'csv' }, 'Voeg bron toe');
    const [{ id }] = (await rows<{ id: string }>(
      product.db.read,
      `SELECT id FROM ticket_source WHERE name = 'Oude export'`,
    )) as [{ id: string }];
    const files = product.app.get(FilesService, { strict: false });
    const actor = systemActor('specs');
    const csv = Buffer.from(
      'Nummer;Korte omschrijving;Personeelsnummer;Status;Aangemeld\nT1;Printer van Chaima kapot;1003;Gesloten;20-11-2026 09:00\nT2;Scherm zwart;1005;Open;gisteren\n',
    );
    const count = async (): Promise<number> =>
      (await rows(product.db.read, 'SELECT 1 FROM ticket WHERE source_id = $1', [id])).length;
    const first = await files.look(actor, id, csv);
    expect(await count()).toBe(0);
    const seen = await visitor.open(`/it/tickets/files/${first}`);
    expect(seen.text).toContain('1 nieuw, 0 gewijzigd');
    expect(seen.text).toContain('Dit is geen datum.');
    const done = await visitor.submit('/application');
    expect(done.text).toContain('Verwerkt: 1 nieuw');
    expect(await count()).toBe(1);
    await expect(files.apply(actor, first)).rejects.toMatchObject({ status: 409 });
    const second = await files.look(actor, id, csv);
    expect(await files.show(actor, second)).toMatchObject({ added: 0, updated: 0, same: 1 });
    expect(await files.apply(actor, second)).toEqual({ added: 0, updated: 0 });
    expect(
      await rows(product.db.read, `SELECT 1 FROM ticket WHERE title LIKE '%Chaima%' AND source_id = $1`, [
        id,
      ]),
    ).toEqual([]);
  });
});

describe('tickets on their way out', () => {
  let server: Server;
  const got: { headers: Record<string, unknown>; body: string }[] = [];
  let answerWith = 500;
  beforeAll(async () => {
    server = createServer((incoming, response) => {
      let text = '';
      incoming.on('data', (part: Buffer) => (text += part.toString()));
      incoming.on('end', () => {
        got.push({ headers: incoming.headers, body: text });
        response.writeHead(answerWith).end();
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  });
  afterAll(() => new Promise((closed) => server.close(closed)));

  it('reach a webhook signed, are tried again under the same id, and reach a mailbox with everything that was tried', async () => {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
    const hook = await monique('post', '/api/v1/ticket-connections/handovers').send({
      name: 'Helpdesk',
      kind: 'webhook',
      address,
    });
    await monique('post', '/api/v1/ticket-connections/handovers').send({
      name: 'Post',
      kind: 'email',
      address: 'help@demo-nv.example',
    });
    const emilia = await product.api('emilia');
    const sent = await emilia('post', '/api/v1/tickets').send({
      ...{ title: 'My screen is black', words: 'Since this morning', impact: 'one' },
      steps: ['Restarted it'],
    });
    expect(sent.status).toBe(201);
    await product.run('tickets.deliver');
    answerWith = 204;
    product.clock.advance({ seconds: 6 });
    await product.run('tickets.deliver');
    await product.run('tickets.deliver');
    expect(got).toHaveLength(2);
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const [, { headers, body: text }] = got as [unknown, { headers: Record<string, string>; body: string }];
    const seconds = Number(headers['webhook-timestamp']);
    const signed = {
      id: headers['webhook-id'] ?? '',
      seconds,
      body: text,
      header: headers['webhook-signature'] ?? '',
    };
    expect(isSigned(hook.body.secret, signed, seconds)).toBe(true);
    expect(JSON.parse(text)).toMatchObject({
      type: 'nl.vaardig.ticket.opened',
      data: { id: sent.body.id, person: '1005', stepsTried: ['Restarted it'], impact: 'one' },
    });
    const mails = await rows<{ text: string }>(
      product.db.read,
      `SELECT text FROM mail_message WHERE sent_to = 'help@demo-nv.example'`,
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('- Restarted it');
  });
});
