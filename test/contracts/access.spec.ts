import supertest from 'supertest';
import { listRoutes, type Route } from '../../apps/web/src/http/route-check.js';
import { type Access, rows } from '#kernel';
import { testApp, type TestApp } from '../support/app.js';
import { CAST_NUMBERS, type CastName } from '../support/cast.js';
import { ACCESS, type AccessEntry } from './access.table.js';

/** Somebody of each kind. */
const VISITORS: Readonly<Record<Exclude<Access, 'anonymous' | 'works-council'>, CastName>> = {
  employee: 'chaima',
  manager: 'bram',
  hr: 'anna',
  author: 'karim',
  it: 'monique',
  admin: 'lotte',
};
type VisitorName = keyof typeof VISITORS | 'anonymous';

/** Nobody of the visitors leads her, and she is none of them. */
const OWNER = 'emilia' satisfies CastName;

/** Days that lie in the year after any day on which these specs' clock stands. */
const [DEPUTY_FROM, DEPUTY_UNTIL] = ['2026-12-01', '2026-12-31'];

const nobody = '00000000-0000-7000-8000-000000000000';

describe('every route', () => {
  let product: TestApp;
  let routes: Route[];
  let ids: Readonly<Record<'anna' | 'giovanni' | 'emilia', string>>;
  const clients = new Map<VisitorName, (method: string, path: string) => supertest.Test>();

  beforeAll(async () => {
    product = await testApp();
    routes = listRoutes(product.app);
    ids = {
      anna: await product.idOf('anna'),
      giovanni: await product.idOf('giovanni'),
      emilia: await product.idOf('emilia'),
    };
    await giveThings(product);
    const server = product.app.getHttpServer() as Parameters<typeof supertest>[0];
    const verb = (agent: ReturnType<typeof supertest>, method: string, path: string) =>
      agent[method.toLowerCase() as 'get'](path).set(
        'accept',
        path.startsWith('/api/') ? 'application/json' : 'text/html',
      );
    clients.set('anonymous', (method, path) => verb(supertest(server), method, path));
    for (const [name, cast] of Object.entries(VISITORS)) {
      const personId = await product.idOf(cast);
      const signedIn = await supertest(server).post('/login/demo').type('form').send({ personId });
      const cookie = (signedIn.get('Set-Cookie') ?? [])[0]?.split(';')[0] ?? '';
      const home = await supertest(server).get('/today').set('cookie', cookie);
      const token = /name="_csrf" value="([^"]+)"/.exec(home.text)?.[1] ?? '';
      clients.set(name as VisitorName, (method, path) =>
        verb(supertest(server), method, path).set({ cookie, 'x-csrf-token': token }),
      );
    }
  }, 180_000);
  afterAll(() => product?.close());

  it('has an entry in the table of doors, and declares the same doors', () => {
    const declared = Object.fromEntries(
      routes.map((route) => [`${route.method} ${route.path}`, [...(route.api ?? route.page)!.access].sort()]),
    );
    const expected = Object.fromEntries(
      Object.entries(ACCESS).map(([route, entry]) => [route, [...entry.access].sort()]),
    );
    expect(declared).toEqual(expected);
  });

  it('is in the API document when it is JSON', async () => {
    const document = (await supertest(product.app.getHttpServer()).get('/api/openapi.json')).body as {
      openapi: string;
      paths: Record<string, Record<string, unknown>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(documented.sort()).toEqual(
      routes
        .filter(({ api }) => api)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    );
  });

  it('of a person’s own things names a table of which somebody has a row', async () => {
    const tables = new Set(Object.values(ACCESS).flatMap(({ ownedBy }) => ownedBy ?? []));
    const empty: string[] = [];
    for (const table of tables) if ((await thingsIn(table)).length === 0) empty.push(table);
    expect(empty).toEqual([]);
    expect(tables.size).toBeGreaterThan(2);
  });

  const isOpen = (entry: AccessEntry, visitor: VisitorName): boolean =>
    entry.access.includes('anonymous') ||
    (visitor !== 'anonymous' && (entry.access.includes('employee') || entry.access.includes(visitor)));

  it.each(Object.entries(ACCESS).filter(([, { skip }]) => !skip))(
    '%s lets in whom it declares and nobody else',
    async (name, entry) => {
      const [method = '', pattern = ''] = name.split(' ');
      const path = pattern.replace(/:[a-zA-Z]+/g, nobody);
      const faults: string[] = [];
      for (const [visitor, client] of clients) {
        const { status, headers } = await client(method, path);
        const turnedAway =
          status === 401 || (status === 303 && /^\/login(\?|$)/.test(String(headers['location'])));
        const refused = turnedAway || status === 403;
        const open = isOpen(entry, visitor);
        if (status >= 500) faults.push(`${visitor}: ${status}`);
        if (!open && !refused) faults.push(`${visitor} got in: ${status}`);
        if (!open && visitor === 'anonymous' && !turnedAway)
          faults.push(`anonymous: ${status} instead of the way to sign in`);
        // A page for everybody may itself be the way to sign in.
        if (open && turnedAway && !entry.access.includes('anonymous'))
          faults.push(`${visitor} was turned away`);
        if (open && status === 403 && !entry.personal) faults.push(`${visitor} was refused`);
      }
      expect(faults).toEqual([]);
    },
  );

  it('of one person is shut for colleagues and for managers of others', async () => {
    const faults: string[] = [];
    const personal = Object.entries(ACCESS).filter(([, entry]) => entry.ofPerson);
    expect(personal.length).toBeGreaterThan(0);
    for (const [name, entry] of personal) {
      const [method = '', pattern = ''] = name.split(' ');
      for (const [visitor, other] of [
        ['employee', ids.anna],
        ['manager', ids.giovanni],
        ['author', ids.emilia],
        ['admin', ids.emilia],
      ] as const) {
        const path = pattern.replace(`:${entry.ofPerson}`, other).replace(/:[a-zA-Z]+/g, nobody);
        const { status } = await clients.get(visitor)!(method, path);
        if (![403, 404].includes(status)) faults.push(`${visitor} ${method} ${path}: ${status}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('of a thing that belongs to one person is shut for everybody else', async () => {
    const faults: string[] = [];
    for (const [name, entry] of Object.entries(ACCESS)) {
      if (!entry.ownedBy) continue;
      const [method = '', pattern = ''] = name.split(' ');
      const things = await thingsIn(entry.ownedBy);
      for (const visitor of ['employee', 'manager', 'author', 'admin', 'hr'] as const) {
        if (visitor === 'hr' && entry.alsoHr) continue;
        for (const id of things) {
          const { status } = await clients.get(visitor)!(method, pattern.replace(/:[a-zA-Z]+/, id)).send(
            entry.body,
          );
          if (![403, 404].includes(status)) faults.push(`${visitor} ${method} ${pattern}: ${status}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('that changes something is shut for a token that may only read', async () => {
    const call = await product.api('anna', ['read']);
    expect((await call('get', '/api/v1/overview')).status).toBe(200);
    const faults: string[] = [];
    for (const { method, path } of routes.filter(({ api, method: verb }) => api && verb !== 'GET')) {
      const { status } = await call(method.toLowerCase() as 'post', path.replace(/:[a-zA-Z]+/g, nobody)).send(
        {},
      );
      if (status !== 403) faults.push(`${method} ${path}: ${status}`);
    }
    expect(faults).toEqual([]);
  });

  /** Up to three things of the owner. */
  async function thingsIn(table: string): Promise<string[]> {
    const found = await rows<{ id: string }>(
      product.db.read,
      `SELECT id FROM ${table} WHERE person_id = $1 LIMIT 3`,
      [ids.emilia],
    );
    return found.map(({ id }) => id);
  }
});

/** Lets the owner have one of everything: a licence, a placement test, practice, an exam, a message. */
async function giveThings(product: TestApp): Promise<void> {
  const call = await product.api(OWNER);
  for (const body of [
    { kind: 'placement', category: 'A' },
    { kind: 'practice' },
    { kind: 'exam', category: 'A' },
  ]) {
    await call('post', '/api/v1/attempts').send(body).expect(201);
  }
  const hr = await product.api('anna');
  const deputy = { manager: CAST_NUMBERS.giovanni, deputy: CAST_NUMBERS.emilia };
  await hr('post', '/api/v1/deputies')
    .send({ ...deputy, from: DEPUTY_FROM, until: DEPUTY_UNTIL })
    .expect(201);
  const policy = await hr('post', '/api/v1/policies').send({
    title: { nl: 'Lissabon', en: 'Lisbon' },
    category: 'A',
    due: { afterJoining: 20 },
    rule: { site: ['Lissabon'] },
  });
  await hr('post', `/api/v1/policies/${(policy.body as { id: string }).id}/publication`)
    .send({})
    .expect(200);
  await product.drain();
  product.clock.advance({ hours: 2 });
  await product.run('nudges.bundle');
  // Last, because whoever holds the licence needs no message about it.
  await hr('post', '/api/v1/licences/permits')
    .send({ number: CAST_NUMBERS[OWNER], category: 'A', days: 14 })
    .expect(201);
}
