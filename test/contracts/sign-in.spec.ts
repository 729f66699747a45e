import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { Db, one, rows } from '#kernel';
import { SESSION_COOKIE } from '#sessions';
import { testApp, type TestApp } from '../support/app.js';
import { CAST_NUMBERS } from '../support/cast.js';

/** A real OpenID Connect provider from npm, on the loopback address, that signs in whoever it is told to. */
async function startProvider(
  claims: () => Record<string, unknown>,
): Promise<{ issuer: string; server: Server }> {
  const { default: Provider } = await import('oidc-provider');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'vaardig',
        client_secret: 'a-secret-of-the-spec',
        redirect_uris: ['http://localhost/login/oidc/callback'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub', 'employee_number'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...claims() }),
    }),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return { issuer, server };
}

/** Walks the provider's pages as a browser would: sign in, consent, and back to us with a code. */
async function walkProvider(start: string, login: string): Promise<string> {
  const jar = new Map<string, string>();
  let url = start;
  let body: string | undefined;
  for (let step = 0; step < 20; step += 1) {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = response.headers.get('location');
    if (location) {
      url = new URL(location, url).toString();
      body = undefined;
      if (url.startsWith('http://localhost/login/oidc/callback')) return url;
      continue;
    }
    const html = await response.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
    if (!action) throw new Error(`The provider showed something unexpected: ${html.slice(0, 300)}`);
    url = new URL(action, url).toString();
    body = html.includes('name="login"') ? `prompt=login&login=${login}&password=x` : 'prompt=consent';
  }
  throw new Error('The provider never came back.');
}

const setCookies = (response: supertest.Response): string[] => response.get('Set-Cookie') ?? [];

describe('signing in', () => {
  let product: TestApp;
  let provider: { issuer: string; server: Server };
  let claims: Record<string, unknown> = {};
  const server = () => product.app.getHttpServer() as Parameters<typeof supertest>[0];

  beforeAll(async () => {
    provider = await startProvider(() => claims);
    product = await testApp({
      environment: {
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: 'vaardig',
        OIDC_CLIENT_SECRET: 'a-secret-of-the-spec',
      },
    });
  }, 120_000);
  afterAll(async () => {
    await product.close();
    await new Promise((resolve) => provider.server.close(resolve));
  });

  const cookieOf = (response: supertest.Response): string | undefined =>
    setCookies(response)
      .find((line) => line.startsWith(SESSION_COOKIE))
      ?.split(';')[0];

  const bySso = async (login: string) => {
    const begun = await supertest(server()).get('/login/oidc?to=/today');
    expect(begun.status).toBe(303);
    const back = new URL(await walkProvider(begun.headers['location'] as string, login));
    return supertest(server()).get(`${back.pathname}${back.search}`);
  };

  it('works by single sign-on, matched by personnel number, and remembers the identity', async () => {
    claims = { employee_number: CAST_NUMBERS.chaima };
    const first = await bySso('chaima-at-work');
    expect(first.status).toBe(303);
    const me = await supertest(server())
      .get('/api/v1/me')
      .set('cookie', cookieOf(first) ?? '');
    expect(me.body).toMatchObject({ personId: await product.idOf('chaima') });
    claims = {};
    const second = await bySso('chaima-at-work');
    expect(second.status).toBe(303);
    expect(cookieOf(second)).toBeDefined();
  });

  it('refuses an identity that belongs to nobody', async () => {
    claims = { employee_number: '999999' };
    const answer = await bySso('a-stranger');
    expect(answer.status).toBe(403);
    expect(cookieOf(answer)).toBeUndefined();
  });

  it('refuses a sign-in that it did not begin', async () => {
    const answer = await supertest(server()).get('/login/oidc/callback?code=abc&state=made-up');
    expect(answer.status).toBe(409);
  });

  it('works once by a link from a mail, and says the same for an unknown address', async () => {
    const known = await one<{ email: string }>(
      product.app.get(Db).read,
      'SELECT email FROM person WHERE number = $1',
      [CAST_NUMBERS.bram],
    );
    const answers = [];
    for (const email of [known!.email, 'nobody@example.com']) {
      const answer = await supertest(server()).post('/login/links').type('form').send({ email });
      answers.push([answer.status, answer.text.replace(/nonce="[^"]*"/g, '')]);
    }
    expect(answers[0]).toEqual(answers[1]);
    await product.drain();
    const [mail] = await rows<{ text: string }>(
      product.db.read,
      "SELECT text FROM mail_message WHERE key LIKE 'sign-in-%'",
    );
    const link = new URL(/http\S+/.exec(mail!.text)![0]).pathname;
    expect((await supertest(server()).get(link)).status).toBe(200);
    const used = await supertest(server()).post(link).type('form').send({});
    expect(used.status).toBe(303);
    expect(cookieOf(used)).toBeDefined();
    expect((await supertest(server()).post(link).type('form').send({})).status).toBe(409);
  });

  it('never sends the visitor to another site afterwards', async () => {
    const personId = await product.idOf('anna');
    for (const to of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      const answer = await supertest(server()).post('/login/demo').type('form').send({ personId, to });
      expect(answer.headers['location']).toBe('/');
    }
  });

  it('is over when somebody signs out', async () => {
    const visitor = await product.visit('anna');
    await visitor.open('/today');
    await visitor.submit('/logout');
    const after = await visitor.open('/today');
    expect(after.url).toContain('/login');
  });

  it('refuses a form that another site sends in somebody’s name', async () => {
    const personId = await product.idOf('anna');
    const signedIn = await supertest(server()).post('/login/demo').type('form').send({ personId });
    const cookie = cookieOf(signedIn) ?? '';
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, {}]) {
      const answer = await supertest(server())
        .post('/logout')
        .set({ cookie, ...headers })
        .type('form')
        .send({});
      expect(answer.status).toBe(403);
    }
  });
});
