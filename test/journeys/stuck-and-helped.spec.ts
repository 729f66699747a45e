import supertest from 'supertest';
import { testApp, type TestApp } from '../support/app.js';
import { Dispatcher, one, rows } from '#kernel';
import { TrailsService } from '#knowledge';

/** Chaima is stuck: she searches, reads a card, says no, and takes along what she typed. IT publishes an incident. */
describe('somebody who is stuck', () => {
  let house: TestApp;
  beforeAll(async () => (house = await testApp()), 180_000);
  afterAll(() => house?.close());

  const stranger = async (): Promise<string> =>
    (await supertest(house.app.getHttpServer()).get('/help')).headers['location'] ?? '';

  it('finds the front door from every page, and it asks for a name first', async () => {
    expect(await stranger()).toMatch(/^\/login/);
    const chaima = await house.visit('chaima');
    const { html } = await chaima.open('/today');
    expect(html).toContain('action="/help/search"');
    expect(html).toContain('href="/help"');
    const help = await chaima.open('/help');
    expect(help.html).toContain('href="/help/ask"');
    expect(help.html).toContain('href="/help/tickets/new"');
  });

  it('takes along words and steps when a card does not help, and nobody else can read them', async () => {
    const chaima = await house.visit('chaima');
    await chaima.open('/help');
    const results = await chaima.submit('/help/search', { q: 'de pritner drukt niet af' });
    const href = /href="(\/help\/cards\/printer-no-print[^"]*)"/
      .exec(results.html)?.[1]
      ?.replaceAll('&#x3D;', '=');
    await chaima.open(href!);
    const sent = await chaima.submit('/outcome', { steps: ['1', '2'], outcome: 'no' });
    const trailId = /trail=([0-9a-f-]{36})/.exec(sent.url)?.[1];
    expect(sent.url).toMatch(/^\/help\/ask\?trail=/);
    expect(sent.url).not.toMatch(/pritner/);
    const actor = { personId: await house.idOf('chaima') } as never;
    const trail = await house.app.get(TrailsService, { strict: false }).read(house.db.read, actor, trailId!);
    expect(trail).toMatchObject({
      words: 'de pritner drukt niet af',
      cardSlug: 'printer-no-print',
      language: 'nl',
    });
    expect(trail?.stepsTried).toHaveLength(2);
    const other = { personId: await house.idOf('daan') } as never;
    expect(
      await house.app.get(TrailsService, { strict: false }).read(house.db.read, other, trailId!),
    ).toBeNull();
  });

  it('may change her mind the same day: the card counts her last word', async () => {
    const chaima = await house.visit('chaima');
    const counts = () =>
      one<{ solved: number; refused: number }>(
        house.db.read,
        `SELECT solved, refused FROM card WHERE slug = 'printer-no-print'`,
      );
    const before = await counts();
    await chaima.open('/help/cards/printer-no-print');
    await chaima.submit('/outcome', { outcome: 'solved' });
    const after = await counts();
    expect(after).toEqual({ solved: before!.solved + 1, refused: before!.refused - 1 });
  });

  it('is asked once how she likes to be helped', async () => {
    const giovanni = await house.visit('giovanni');
    expect((await giovanni.open('/help')).html).not.toContain('<details');
    await giovanni.submit('/help/wish', { wish: 'phone' });
    expect((await giovanni.open('/help')).html).toContain('<details');
  });

  it('reads on every page what IT published, follows it, and hears when it is over', async () => {
    const nadia = await house.visit('nadia');
    const chaima = await house.visit('chaima');
    await nadia.open('/it/status');
    await nadia.submit('/it/status', { nlTitle: 'Het intranet is niet bereikbaar', enTitle: '' });
    const today = await chaima.open('/today');
    expect(today.text).toContain('Het intranet is niet bereikbaar');
    const incident = /href="(\/help\/incidents\/[^"]+)"/.exec(today.html)?.[1] ?? '';
    await chaima.open(incident);
    expect((await chaima.submit('/follow', { follow: 'yes' })).text).toMatch(
      /1 collega volgt|1 colleague follows/,
    );
    const found = await chaima.open('/help/search?q=intranet');
    expect(found.html.indexOf('/help/incidents/')).toBeGreaterThan(0);
    await nadia.open('/it/status');
    await nadia.submit('/close', { nlEnding: 'Een kabel was stuk.' });
    await house.app.get(Dispatcher).drain();
    const nudges = await rows<{ purpose: string }>(
      house.db.read,
      `SELECT purpose FROM nudge WHERE person_id = $1 AND purpose = 'incident-closed'`,
      [await house.idOf('chaima')],
    );
    expect(nudges).toHaveLength(1);
    expect((await chaima.open(incident)).text).toContain('Een kabel was stuk.');
  });

  it('is helped sooner when HR puts lessons first', async () => {
    const anna = await house.visit('anna');
    await anna.open('/hr/front-door');
    const places = { lesson: '1', incident: '2', card: '3', colleague: '4', service: '5', ticket: '6' };
    await anna.submit('/hr/front-door', places);
    const call = await house.api('chaima');
    const { body } = await call('get', '/api/v1/search?q=wachtwoord vergeten').expect(200);
    const kinds = (body as { items: { kind: string }[] }).items.map(({ kind }) => kind);
    expect(kinds).toContain('card');
    expect(kinds.indexOf('lesson')).toBeLessThan(kinds.indexOf('card'));
  });

  it('gets a better card after IT edits it, with a preview by the real renderer and a version kept', async () => {
    const nadia = await house.visit('nadia');
    const card = await one<{ id: string }>(house.db.read, `SELECT id FROM card WHERE slug = 'wifi-drops'`);
    await nadia.open(`/it/knowledge/cards/${card!.id}`);
    const preview = await nadia.submit('/it/knowledge/cards', { nlTitle: 'Wifi is **weg**', do: 'preview' });
    expect(preview.text).toContain('Wifi is **weg**');
    const wrong = await nadia.submit('/it/knowledge/cards', { nlSteps: 'Een', do: 'save' });
    expect(wrong.status).toBe(422);
    await nadia.submit('/it/knowledge/cards', {
      nlTitle: 'Wifi is weg',
      nlSteps: '- Een\n- **Twee**\n- Drie',
      do: 'save',
    });
    const chaima = await house.visit('chaima');
    const shown = await chaima.open('/help/cards/wifi-drops');
    expect(shown.html).toContain('<strong>Twee</strong>');
    const kept = await one<{ n: number }>(
      house.db.read,
      'SELECT count(*)::int AS n FROM card_version WHERE card_id = $1',
      [card!.id],
    );
    expect(kept?.n).toBe(2);
  });

  it('finds what IT wrote over the API, by the rules of the editor, until IT takes it back', async () => {
    const nadia = await house.api('nadia');
    const karim = await house.api('karim');
    const chaima = await house.api('chaima');
    const text = (title: string) => ({
      ...{ title, summary: 'Zo loopt hij weer.', words: ['koffieautomaat'] },
      steps: ['Zet hem **uit**', 'Wacht tien tellen', 'Zet hem aan'],
    });
    const card = { skill: 'ss.first-checks', minutes: 2, reviewBy: '2027-06-01', state: 'published' };
    const both = { ...card, nl: text('De koffieautomaat hapert'), en: text('The coffee machine falters') };
    const half = { ...both, nl: { ...both.nl, steps: ['Bel'] }, en: null };
    const wrong = await nadia('post', '/api/v1/knowledge/cards').send(half).expect(422);
    const pointers = (wrong.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/nl/steps', '/en/title']);
    await chaima('post', '/api/v1/knowledge/cards').send(both).expect(403);
    const made = await karim('post', '/api/v1/knowledge/cards').send(both).expect(201);
    const at = `/api/v1/knowledge/cards/${(made.body as { id: string }).id}`;
    const found = async (q: string) =>
      (
        (await chaima('get', `/api/v1/search?q=${q}`).expect(200)).body as { items: { ref: string }[] }
      ).items.map(({ ref }) => ref);
    expect(await found('koffieautomaat')).toContain('de-koffieautomaat-hapert');
    await nadia('post', `${at}/reviews`).expect(204);
    await nadia('put', at)
      .send({ ...both, state: 'retired' })
      .expect(204);
    expect(await found('koffieautomaat')).not.toContain('de-koffieautomaat-hapert');
    const { body } = await nadia('get', at).expect(200);
    expect(body).toMatchObject({ state: 'retired', version: 2, nl: { steps: both.nl.steps } });
    const shelf = (await karim('get', '/api/v1/knowledge/cards').expect(200)).body as { items: object[] };
    expect(shelf.items).toContainEqual(expect.objectContaining({ slug: 'de-koffieautomaat-hapert' }));

    const words = (name: string) => ({ name, what: 'Koffie.', how: 'Loop erheen.', hours: 'Altijd' });
    const service = { body: { nl: words('Koffiehoek'), en: words('Coffee corner') }, channel: 'visit' };
    const kept = { ...service, isHuman: false };
    const added = await nadia('post', '/api/v1/knowledge/services').send(kept).expect(201);
    await nadia('post', '/api/v1/knowledge/services').send(kept).expect(409);
    await chaima('get', '/api/v1/services/koffiehoek').expect(200);
    const { id } = added.body as { id: string };
    await nadia('put', `/api/v1/knowledge/services/${id}`)
      .send({ ...kept, isRetired: true })
      .expect(204);
    await chaima('get', '/api/v1/services/koffiehoek').expect(404);
    const all = (await nadia('get', '/api/v1/knowledge/services').expect(200)).body as { items: object[] };
    expect(all.items).toContainEqual({
      ...kept,
      id,
      slug: 'koffiehoek',
      address: null,
      facility: null,
      isRetired: true,
    });

    const { groups } = (await nadia('get', '/api/v1/knowledge/synonyms').expect(200)).body as {
      groups: string[][];
    };
    await nadia('put', '/api/v1/knowledge/synonyms')
      .send({ groups: [...groups, ['frutsel', 'printer']] })
      .expect(204);
    expect(await found('frutsel')).toContain('printer-no-print');
  });

  it('is sent to the rungs that HR set over the API', async () => {
    const anna = await house.api('anna');
    const { body } = await anna('get', '/api/v1/front-door').expect(200);
    const door = body as { kinds: string[]; minutes: object };
    await anna('put', '/api/v1/front-door')
      .send({ ...door, kinds: door.kinds.slice(1) })
      .expect(422);
    const changed = {
      kinds: door.kinds.toReversed(),
      minutes: { ...door.minutes, it: 90 },
      phone: '0800 1234',
    };
    await anna('put', '/api/v1/front-door').send(changed).expect(204);
    expect((await anna('get', '/api/v1/front-door').expect(200)).body).toEqual(changed);
    await (await house.api('chaima'))('put', '/api/v1/front-door').send(changed).expect(403);
  });
});
