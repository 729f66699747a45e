import { TrailsService } from '#knowledge';
import { anonymousActor, rows } from '#kernel';
import { testApp, type TestApp } from '../support/app.js';

let product: TestApp;
beforeAll(async () => (product = await testApp()), 180_000);
afterAll(() => product.close());

describe('somebody who needs IT twice for the same thing', () => {
  it('types it once, and is offered two minutes of practice that nobody else sees', async () => {
    const chaima = await product.visit('chaima');
    const personId = await product.idOf('chaima');
    const actor = { ...anonymousActor, kind: 'person' as const, personId };
    const trails = product.app.get(TrailsService, { strict: false });
    const trail = await product.db.transaction(async (tx) => {
      const id = await trails.begin(tx, actor, 'vpn maakt geen verbinding');
      const tried = {
        device: 'windows',
        cardSlug: 'vpn-connect',
        cardTitle: 'De vpn verbindt niet',
        skill: 'rm.vpn',
      };
      await trails.tried(tx, actor, id, { ...tried, stepsTried: ['Laptop opnieuw gestart'] });
      return id;
    });
    await chaima.open(`/help/tickets/new?trail=${trail}`);
    expect((await chaima.submit('/help/tickets/new')).status).toBe(422);
    const sent = await chaima.submit('/help/tickets/new', { words: 'Sinds gisteren thuis.' });
    expect(sent.text).toContain('De vpn verbindt niet');
    const ticket = sent.url;
    const monique = await product.visit('monique');
    expect((await monique.open('/it/queue')).html).toContain('/help/cards/vpn-no-connection');
    const work = await monique.open(ticket.replace('/help/', '/it/'));
    expect(work.text).toContain('Laptop opnieuw gestart');
    const words = 'Meld je één keer aan via de kabel op kantoor.';
    const filled = await monique.submit('/answers', { words, do: 'steps' });
    expect(filled.html).toMatch(/Meld je één keer[^]*1\. Lees de melding en schrijf de code op/);
    await monique.submit('/answers', { words, kind: 'answered', card: 'vpn-no-connection' });
    expect((await chaima.open(ticket)).html).toContain('href="/help/cards/vpn-no-connection"');

    await chaima.open('/help/tickets/new');
    await chaima.submit('/help/tickets/new', {
      title: 'Vpn valt weg',
      words: 'Elk uur, thuis.',
      impact: 'one',
    });
    await product.drain();
    product.clock.set('2026-11-30T08:30:00Z');
    await product.run('nudges.bundle');
    expect((await chaima.open('/notifications')).text).toContain('Twee minuten over');
    const told = await rows(product.db.read, `SELECT person_id FROM nudge WHERE purpose = 'review-offered'`);
    expect(told).toEqual([{ person_id: personId }]);

    const it = await product.api('monique');
    const at = '/api/v1/tickets/queue';
    const known = await it('get', ticket.replace('/help/tickets', at)).expect(200);
    expect(known.body).toMatchObject({ suggestedCard: { slug: 'vpn-no-connection', timesSent: 1 } });
    const second = await it('get', `${at}?q=valt`).expect(200);
    const [{ id }] = (second.body as { items: [{ id: string }] }).items;
    const answer = (card: string) => it('post', `${at}/${id}/answers`).send({ kind: 'answered', card });
    await answer('no-such-card').expect(422);
    await answer('vpn-no-connection').expect(204);

    await monique.open(ticket.replace('/help/', '/it/'));
    const card = await monique.submit('/card');
    expect(card.html).toContain('Meld je één keer aan via de kabel op kantoor.');

    const bram = await product.visit('bram');
    expect((await bram.open(ticket)).status).toBe(404);
    expect((await bram.open('/it/queue')).status).toBe(403);
    for (const url of ['/team', '/team/help', '/today', '/notifications']) {
      const page = await bram.open(url);
      expect([url, page.status, /vpn|Twee minuten over/i.test(page.text)]).toEqual([url, 200, false]);
    }
  }, 90_000);
});
