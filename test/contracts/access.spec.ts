import supertest from 'supertest';
import { listRoutes, type Route } from '../../apps/web/src/http/route-check.js';
import { type Access, rows } from '#kernel';
import { testApp, type TestApp } from '../support/app.js';
import type { CastName } from '../support/cast.js';
import { ACCESS, type AccessEntry } from './access.table.js';

/** Somebody of each kind. */
const VISITORS: Readonly<Record<Exclude<Access, 'anonymous' | 'works-council'>, CastName>> = {
  employee: 'chaima',
  manager: 'bram',
  hr: 'anna',
  author: 'karim',
  admin: 'lotte',
};
type VisitorName = keyof typeof VISITORS | 'anonymous';

const nobody = '00000000-0000-7000-8000-000000000000';

describe('every route', () => {
  let product: TestApp;
  let routes: Route[];
  let ids: Readonly<Record<string, string>>;
  const clients = new Map<VisitorName, (method: string, path: string) => supertest.Test>();

  beforeAll(async () => {
    product = await testApp();
    routes = listRoutes(product.app);
    const server = product.app.getHttpServer() as Parameters<typeof supertest>[0];
    const verb = (agent: ReturnType<typeof supertest>, method: string, path: string) =>
      agent[method.toLowerCase() as 'get'](path).set('accept', path.startsWith('/api/') ? 'application/json' : 'text/html');
    clients.set('anonymous', (method, path) => verb(supertest(server), method, path));
    for (const [name, cast] of Object.entries(VISITORS)) {
      const personId = await product.idOf(cast);
      const signedIn = await supertest(server).post('/login/demo').type('form').send({ personId });
      const cookie = ([signedIn.headers['set-cookie'] ?? []].flat() as string[])[0]?.split(';')[0] ?? '';
      const home = await supertest(server).get('/today').set('cookie', cookie);
      const token = /name="_csrf" value="([^"]+)"/.exec(home.text)?.[1] ?? '';
      clients.set(name as VisitorName, (method, path) => verb(supertest(server), method, path).set({ cookie, 'x-csrf-token': token }));
    }
    ids = { anna: await product.idOf('anna'), giovanni: await product.idOf('giovanni'), emilia: await product.idOf('emilia') };
  }, 180_000);
  afterAll(() => product.close());

  it('has an entry in the table of doors, and declares the same doors', () => {
    const declared = Object.fromEntries(routes.map((route) => [`${route.method} ${route.path}`, [...(route.api ?? route.page)!.access].sort()]));
    const expected = Object.fromEntries(Object.entries(ACCESS).map(([route, entry]) => [route, [...entry.access].sort()]));
    expect(declared).toEqual(expected);
  });

  it('is in the API document when it is JSON', async () => {
    const document = (await supertest(product.app.getHttpServer()).get('/api/openapi.json')).body as { openapi: string; paths: Record<string, Record<string, unknown>> };
    expect(document.openapi).toBe('3.1.0');
    const documented = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`));
    expect(documented.sort()).toEqual(routes.filter(({ api }) => api).map(({ method, path }) => `${method} ${path}`).sort());
  });

  const open = (entry: AccessEntry, visitor: VisitorName): boolean =>
    entry.access.includes('anonymous') ||
    (visitor !== 'anonymous' && (entry.access.includes('employee') || entry.access.includes(visitor)));

  it.each(Object.entries(ACCESS))('%s lets in whom it declares and nobody else', async (name, entry) => {
    const [method = '', pattern = ''] = name.split(' ');
    const path = pattern.replace(/:[a-zA-Z]+/g, nobody);
    const faults: string[] = [];
    for (const [visitor, client] of clients) {
      // Signing out or travelling in time would spoil the other visits.
      if (entry.skip) continue;
      const { status, headers } = await client(method, path);
      const turnedAway = status === 401 || (status === 303 && /^\/login(\?|$)/.test(String(headers['location'])));
      const refused = turnedAway || status === 403;
      if (status >= 500) faults.push(`${visitor}: ${status}`);
      if (!open(entry, visitor) && !refused) faults.push(`${visitor} got in: ${status}`);
      if (!open(entry, visitor) && visitor === 'anonymous' && !turnedAway) faults.push(`anonymous: ${status} instead of the way to sign in`);
      if (open(entry, visitor) && turnedAway) faults.push(`${visitor} was turned away`);
      if (open(entry, visitor) && status === 403 && !entry.personal) faults.push(`${visitor} was refused`);
    }
    expect(faults).toEqual([]);
  });

  it('of one person is shut for colleagues and for managers of others', async () => {
    const faults: string[] = [];
    const personal = Object.entries(ACCESS).filter(([, entry]) => entry.ofPerson);
    expect(personal.length).toBeGreaterThan(0);
    for (const [name, entry] of personal) {
      const [method = '', pattern = ''] = name.split(' ');
      for (const [visitor, other] of [['employee', ids['anna']], ['manager', ids['giovanni']], ['author', ids['emilia']]] as const) {
        const path = pattern.replace(`:${entry.ofPerson}`, other ?? '').replace(/:[a-zA-Z]+/g, nobody);
        const { status } = await clients.get(visitor)!(method, path);
        if (![401, 403, 404].includes(status)) faults.push(`${visitor} ${method} ${path}: ${status}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('of a thing that belongs to one person is shut for colleagues', async () => {
    const faults: string[] = [];
    for (const [name, entry] of Object.entries(ACCESS)) {
      if (!entry.ownedBy) continue;
      const [method = '', pattern = ''] = name.split(' ');
      // Things of everybody but the visitors themselves and the people they lead.
      const things = await rows<{ id: string }>(
        product.db.read,
        `SELECT id FROM ${entry.ownedBy} WHERE person_id NOT IN (SELECT id FROM person WHERE number IN ('1002', '1003')) LIMIT 2`,
      );
      for (const { id } of things) {
        const { status } = await clients.get('employee')!(method, pattern.replace(/:[a-zA-Z]+/, id));
        if (![401, 403, 404].includes(status)) faults.push(`employee ${method} ${pattern}: ${status}`);
      }
    }
    expect(faults).toEqual([]);
  });
});
