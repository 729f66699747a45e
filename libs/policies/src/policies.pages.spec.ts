import { testApp } from '../../../test/support/app.js';
import type { TestApp } from '../../../test/support/app.js';
import type { SeenPage, Visitor } from '../../../test/support/visitor.js';

let product: TestApp;
beforeAll(async () => {
  product = await testApp({ at: '2026-11-23T09:00:00Z' });
}, 120_000);
afterAll(() => product.close());

/** The policy that Anna made in the first test; the later ones go on with it. */
let id = '';

/** What htmx sends: the fields of the form on the page, to another address. */
function postPiece(visitor: Visitor, url: string, fields: Record<string, string>) {
  const token = /name="_csrf" value="([^"]+)"/.exec(visitor.current.html)?.[1] ?? '';
  const sender = visitor as unknown as {
    send(
      method: 'post',
      url: string,
      fields: Record<string, string>,
      headers: Record<string, string>,
    ): Promise<SeenPage>;
  };
  return sender.send('post', url, { ...fields, _csrf: token }, { 'hx-request': 'true' });
}

describe('the policy pages, without JavaScript', () => {
  let anna: Visitor;
  beforeAll(async () => {
    anna = await product.visit('anna');
  });

  it('build a rule line by line, keeping what was typed', async () => {
    await anna.open('/policies/new');
    let page = await anna.submit('/policies', {
      titleNl: 'Basis voor crediteuren',
      category: 'A',
      'rule.add': 'team',
      do: 'add-condition:',
    });
    id = /\/policies\/([0-9a-f-]{36})\/edit/.exec(page.url)?.[1] ?? '';
    expect(id).not.toBe('');
    expect(page.html).toContain('value="Basis voor crediteuren"');
    page = await anna.submit('/edit', {
      'rule.0.team': 'FIN-CRED',
      'rule.0.below': 'yes',
      'rule.add': 'hours',
      do: 'add-condition:',
    });
    expect(page.html).toMatch(/<option value="FIN-CRED" selected/);
    page = await anna.submit('/edit', {
      'rule.1.op': 'at-least',
      'rule.1.hours': 'veel',
      do: 'consequences',
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Vul een getal in dat hier past');
    expect(page.html).toContain('value="veel"');
    page = await anna.submit('/edit', { 'rule.1.hours': '0', do: 'add-group:' });
    page = await anna.submit('/edit', { do: 'remove:2' });
    expect(page.text).toContain('Iedereen die in Crediteuren werkt');
  });

  it('show exactly who is concerned before anything happens, then publish, and show the way back', async () => {
    let page = await anna.open(`/policies/${id}/edit`);
    page = await anna.submit('/edit', { do: 'consequences' });
    expect(page.url).toBe(`/policies/${id}/publication`);
    expect(page.text).toContain('Chaima El Idrissi');
    expect(page.text).toMatch(/collega’s krijgen een verplichting/);
    page = await anna.submit('/publication', {}, 'Publiceer');
    expect(page.url).toBe(`/policies/${id}`);
    expect(page.text).toContain('actief');
    await product.drain();
    page = await anna.open(`/policies/${id}/requirements`);
    expect(page.text).toContain('Chaima El Idrissi');
    expect(page.text).toMatch(/Uiterlijk \w+ \d+ \w+ 20\d\d: 20 eigen werkdagen/);
  });

  it('can be paused, resumed and taken back', async () => {
    await anna.open(`/policies/${id}`);
    expect((await anna.submit('/pause')).text).toContain('De regel is gepauzeerd');
    expect((await anna.submit('/resumption')).text).toContain('De regel geldt weer');
    const page = await anna.submit('/undo');
    expect(page.text).toContain('concept');
  });

  it('refresh the preview as a piece while somebody types, without saving', async () => {
    const page = await anna.open(`/policies/${id}/edit`);
    expect(page.html).toMatch(
      /hx-post="\/policies\/preview" hx-trigger="change delay:300ms" hx-target="#preview"/,
    );
    expect(page.html).toContain('id="preview" role="status"');
    const piece = await postPiece(anna, '/policies/preview', {
      'rule.kind': 'all',
      'rule.0.kind': 'team',
      'rule.0.team': 'FIN',
      'rule.0.below': 'no',
      titleNl: 'Basis',
      category: 'A',
      dueKind: 'start',
      dueDays: '20',
    });
    expect(piece.html).not.toContain('<html');
    expect(piece.text).toContain('Iedereen die rechtstreeks in');
    expect((await anna.open(`/policies/${id}`)).text).not.toContain('rechtstreeks');
  });

  it('give everybody concerned as a file', async () => {
    const page = await anna.open(`/policies/${id}/publication.csv`);
    expect(page.html).toContain('nieuwe verplichting;Chaima El Idrissi');
  });

  it('have a list with every number linked, and the lists behind the overview', async () => {
    const page = await anna.open('/policies');
    expect(page.text).toContain('Basis voor crediteuren');
    expect((await anna.open('/policies/requirements?filter=overdue')).status).toBe(200);
    expect((await anna.open('/policies/expiring')).status).toBe(200);
  });

  it('are closed to everybody else', async () => {
    for (const name of ['bram', 'chaima', 'karim', 'lotte'] as const) {
      const visitor = await product.visit(name);
      for (const url of [
        '/policies',
        '/policies/new',
        `/policies/${id}`,
        `/policies/${id}/edit`,
        `/policies/${id}/publication`,
        `/policies/${id}/requirements`,
        '/policies/requirements',
        '/policies/expiring',
      ]) {
        expect({ url, status: (await visitor.open(url)).status }).toEqual({ url, status: 403 });
      }
    }
  });
});

describe('what HR decides about one colleague, and sees of all', () => {
  it('is asked with a number, a day and a reason, and waits for a second person', async () => {
    const anna = await product.visit('anna');
    let page = await anna.open('/policies/waivers');
    const policy = /<option value="([0-9a-f-]{36})"/.exec(page.html)?.[1] ?? '';
    page = await anna.submit('/waivers', {
      policyId: policy,
      number: '99',
      kind: 'extension',
      until: '2027-01-15',
      reason: 'x',
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Geef een reden van 3 tot 500 tekens.');
    page = await anna.submit('/waivers', { number: '1003', reason: 'Afgesproken in het gesprek' });
    expect(page.text).toContain('wacht op een tweede collega');
    expect(page.text).toContain('Chaima El Idrissi');
    expect(page.html).not.toContain('value="grant"');
  });

  it('gives a free day at one site and takes it back', async () => {
    const anna = await product.visit('anna');
    let page = await anna.open('/policies/free-days');
    const site = /<option value="([0-9a-f-]{36})"/.exec(page.html)?.[1] ?? '';
    expect((await anna.submit('/free-days', { siteId: site, day: '2026-12-24', name: '' })).status).toBe(422);
    page = await anna.submit('/free-days', { siteId: site, day: '2026-12-24', name: 'Dag voor Kerst' });
    expect(page.text).toContain('Dag voor Kerst');
    page = await anna.submit('/removal');
    expect(page.text).toContain('Er zijn geen extra vrije dagen');
  });

  it('shows on any day what is asked of somebody, to that person and whoever may see it', async () => {
    const chaima = await product.idOf('chaima');
    const own = await product.visit('chaima');
    let page = await own.open(`/policies/people/${chaima}`);
    expect(page.text).toContain('Wat er van mij wordt gevraagd');
    expect(page.text).toContain('Haal rijbewijs A: dan ben je klaar.');
    page = await own.open(`/policies/people/${chaima}?asOf=2020-01-01`);
    expect(page.text).toContain('Op deze dag wordt er niets gevraagd');
    expect((await own.open(`/policies/people/${chaima}?asOf=31-12-2026`)).text).toContain(
      'Kies een bestaande datum.',
    );
    const daan = await product.visit('daan');
    expect((await daan.open(`/policies/people/${chaima}`)).status).toBe(403);
    const call = await product.api('chaima');
    const ahead = await call('get', `/api/v1/people/${chaima}/requirements?asOf=2027-06-01`);
    expect(ahead.body.items[0]).toMatchObject({ state: 'open', isOverdue: true, phase: 'required' });
    expect((await call('get', `/api/v1/people/${chaima}/requirements?asOf=2027-02-29`)).status).toBe(422);
  });

  it('lists what needs a look', async () => {
    const page = await (await product.visit('anna')).open('/policies/exceptions');
    expect(page.status).toBe(200);
    const call = await product.api('anna');
    expect((await call('get', '/api/v1/policies/exceptions')).body).toMatchObject({
      counts: { 'two-rules': expect.any(Number) },
    });
    expect((await call('get', '/api/v1/policies/waivers')).body.items).toHaveLength(1);
  });
});

describe('the policy API', () => {
  const content = {
    title: { nl: 'Nieuwe collega’s', en: 'New colleagues' },
    category: 'A',
    due: { afterStart: 20 },
    rule: { all: [{ startedWithinDays: 60 }, { not: { manager: true } }] },
  };

  it('writes, shows consequences, publishes with what was seen, and refuses a second time', async () => {
    const call = await product.api('anna');
    const made = await call('post', '/api/v1/policies').send(content);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ state: 'draft', version: 0, current: null });
    const own = `/api/v1/policies/${made.body.id as string}`;
    const plan = await call('get', `${own}/publication`);
    expect(plan.body).toMatchObject({
      sentence: {
        en: 'Everyone hired in the last 60 days and managing nobody must hold licence A within 20 own working days of starting.',
      },
      overdueAtOnce: [],
    });
    const published = await call('post', `${own}/publication`).send({ seen: plan.body.seen as string });
    expect(published.body).toMatchObject({
      state: 'published',
      version: 1,
      current: { rule: { all: [{ startedWithinDays: 60 }, { manager: false }] } },
    });
    const again = await call('post', `${own}/publication`).send({});
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ type: expect.stringContaining('policy-nothing-to-publish') });
    expect((await call('get', '/api/v1/policies/overview')).body).toMatchObject({
      inOrder: expect.any(Number),
    });
  });

  it('refuses a rule that is wrong with the place of the fault', async () => {
    const call = await product.api('anna');
    const refused = await call('post', '/api/v1/policies').send({
      ...content,
      due: { by: '2027-02-29', newcomers: 5 },
    });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toContain('/due');
  });

  it('tells a person, the managers above and HR what is asked of somebody, and nobody else', async () => {
    const chaima = await product.idOf('chaima');
    const statusFor = async (name: 'anna' | 'bram' | 'chaima' | 'daan') =>
      (await (await product.api(name))('get', `/api/v1/people/${chaima}/requirements`)).status;
    expect(
      await Promise.all([statusFor('anna'), statusFor('bram'), statusFor('chaima'), statusFor('daan')]),
    ).toEqual([200, 200, 200, 403]);
  });
});
