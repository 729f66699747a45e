import { one, rows } from '#kernel';
import { TrailsService } from '#knowledge';
import { testApp, type TestApp } from '../support/app.js';

let product: TestApp;
const ask = { wants: 'Een document delen', sees: 'Geen toegang', tried: 'Niets', urgency: 'now' };

// A Monday; the usual messages of the day have gone by.
beforeAll(async () => {
  product = await testApp({ at: '2026-11-23T15:40:00Z' });
  await onlyLotte();
}, 180_000);
afterAll(() => product.close());

/** Nobody helps but Lotte. */
async function onlyLotte(): Promise<void> {
  const db = product.db.read;
  await rows(db, 'UPDATE ask_helper SET is_on = false');
  await rows(
    db,
    `INSERT INTO ask_helper (person_id, is_on, per_week, languages, helps_reports, changed_at)
     VALUES ($1, true, 10, ARRAY['nl'], false, now())
     ON CONFLICT (person_id) DO UPDATE SET is_on = true, per_week = 10, languages = ARRAY['nl']`,
    [await product.idOf('lotte')],
  );
}

describe('stuck at twenty to five', () => {
  it('says what may not go along, and only those two see the ask, which is thanked once', async () => {
    const chaima = await product.visit('chaima');
    await chaima.open('/help/ask');
    expect((await chaima.submit('/help/ask', { wants: '' })).status).toBe(422);
    // Without JavaScript: looks first, keeps what was typed; a card that solves it is counted and nobody is asked.
    const looked = await chaima.submit('/help/ask', { wants: 'De printer drukt niet af' }, 'Kijk eerst');
    expect(looked).toMatchObject({ status: 200, html: expect.stringContaining('De printer drukt niet af') });
    expect(looked.text).toContain('Bedoel je dit?');
    const done = await chaima.submit('/help/ask', {}, 'Dit was de oplossing');
    expect(done.text).toContain('Je vraag is niet verstuurd');
    expect(
      await one(
        product.db.read,
        `SELECT o.outcome, c.slug FROM card_outcome o JOIN card c ON c.id = o.card_id
        WHERE o.person_id = $1 ORDER BY o.at DESC LIMIT 1`,
        [await product.idOf('chaima')],
      ),
    ).toEqual({ outcome: 'solved', slug: 'printer-no-print' });
    await chaima.open('/help/ask');
    const secret = await chaima.submit('/help/ask', { ...ask, sees: 'Mijn wachtwoord is Zomer2026' });
    expect(secret.status).toBe(422);
    expect(secret.text).toContain('Hier staat een wachtwoord. Haal het weg.');
    expect(secret.html).not.toContain('name="confirm"');
    const personal = await chaima.submit('/help/ask', { ...ask, sees: 'Mail van klant@voorbeeld.nl' });
    expect(personal.text).toContain('Hier staat een e-mailadres. Is dat nodig?');
    const thread = await chaima.submit('/help/ask', ask);
    expect(thread.text).toContain('We vragen het nu aan Lotte Vermeer.');
    for (const stranger of ['daan', 'anna', 'bram'] as const)
      expect((await (await product.visit(stranger)).open(thread.url)).status).toBe(404);

    const call = await product.api('chaima');
    const answer = await product.api('lotte');
    const at = `/api/v1/asks/${thread.url.split('/').at(-1) ?? ''}`;
    await answer('post', `${at}/turn`).send({ choice: 'take' }).expect(204);
    const sent = await answer('post', `${at}/answers`).send({ words: 'Zo doe je dat' }).expect(201);
    await call('post', `${at}/thanks`).send({}).expect(403);
    await call('post', `${at}/solution`)
      .send({ message: (sent.body as { id: string }).id })
      .expect(204);
    await call('post', `${at}/thanks`).send({}).expect(201);
    await call('post', `${at}/thanks`).send({}).expect(409);
  }, 60_000);

  it('in the evening it says when somebody is back, and the ticket begins with everything typed', async () => {
    product.clock.set('2026-11-23T19:00:00Z');
    const chaima = await product.visit('chaima');
    await chaima.open('/help/ask');
    const thread = await chaima.submit('/help/ask', ask);
    expect(thread.text).toContain('Vanaf 24 nov. 2026 08:30 is er weer iemand.');
    const id = thread.url.split('/').at(-1) ?? '';

    product.clock.set('2026-11-24T07:31:00Z');
    await product.run('asks.move-on');
    expect((await chaima.open(thread.url)).text).toContain('We vragen het nu aan Lotte Vermeer.');
    // Urgent: a quarter of an hour of her own time.
    product.clock.set('2026-11-24T07:45:00Z');
    await product.run('asks.move-on');
    expect((await chaima.open(thread.url)).text).toContain('We vragen het nu aan Lotte Vermeer.');
    product.clock.set('2026-11-24T07:47:00Z');
    await product.run('asks.move-on');
    const stuck = await chaima.open(thread.url);
    expect(stuck.text).toContain('Maak er een melding van. Alles wat je typte, gaat mee.');
    await product.drain();

    const call = await product.api('chaima');
    const { body } = await call('post', `/api/v1/asks/${id}/end`).send({ outcome: 'ticket' }).expect(200);
    const actor = { personId: await product.idOf('chaima') } as never;
    const { trail } = body as { trail: string };
    expect(
      await product.app.get(TrailsService, { strict: false }).read(product.db.read, actor, trail),
    ).toMatchObject({
      ask,
    });
    const lotte = await product.visit('lotte');
    expect((await lotte.open(thread.url)).status).toBe(404);
  }, 60_000);

  it('a digicoach whom HR named is there for who asks, and alone reads the wish', async () => {
    const db = product.db.read;
    await rows(db, `UPDATE ask_coach SET ended_at = now() WHERE ended_at IS NULL`);
    const personId = await product.idOf('lotte');
    const named = await one<{ number: string }>(db, 'SELECT number FROM person WHERE id = $1', [personId]);
    const [anna, lotte] = await Promise.all([product.api('anna'), product.api('lotte')]);
    await lotte('get', '/api/v1/digicoaches/caseload').expect(404);
    await anna('post', '/api/v1/digicoaches').send(named).expect(204);
    const { body } = await anna('get', '/api/v1/digicoaches').expect(200);
    expect(body).toMatchObject({ items: [{ personId, name: 'Lotte Vermeer' }] });
    const daan = await product.visit('daan');
    await daan.open('/help/coach');
    const scan = { q1: '2', q2: '2', q3: '2', q4: '2', q5: '2' };
    await daan.submit('/help/coach', { wish: 'Samen oefenen', consent: 'on', ...scan });
    const own = await lotte('get', '/api/v1/digicoaches/caseload').expect(200);
    expect(own.body).toMatchObject({ items: [{ wish: 'Samen oefenen', isDone: false }] });
    expect(JSON.stringify((await anna('get', '/api/v1/digicoaches')).body)).not.toContain('Samen oefenen');
    await anna('post', `/api/v1/digicoaches/${personId}/ending`).expect(204);
    await lotte('get', '/api/v1/digicoaches/caseload').expect(404);
  }, 60_000);

  it('whoever switches helping off is not asked any more, and what waited goes on', async () => {
    product.clock.set('2026-11-25T10:00:00Z');
    const call = await product.api('daan');
    const { body } = await call('post', '/api/v1/asks').send(ask).expect(201);
    const id = (body as { id: string }).id;
    const lotte = await product.visit('lotte');
    await lotte.open('/help/asks/helping');
    await lotte.submit('/help/asks/helping', { isOn: undefined });
    const turn = await one<{ outcome: string }>(
      product.db.read,
      'SELECT outcome FROM ask_turn WHERE ask_id = $1',
      [id],
    );
    expect(turn?.outcome).toBe('passed');
  }, 60_000);
});
