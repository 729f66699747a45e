import { testApp, type TestApp } from '../support/app.js';

let product: TestApp;

beforeAll(async () => (product = await testApp()), 180_000);
afterAll(() => product.close());

describe('a colleague who thinks of a question', () => {
  it('proposes it, an author approves it, and the colleague reads so', async () => {
    const chaima = await product.visit('chaima');
    await chaima.open('/proposals/skills/ph.links');
    const text = {
      stem: 'Je krijgt een mail van de bank met een link. Wat doe je eerst?',
      ...{ right: 'Ik open zelf de site van de bank', rightWhy: 'Dan kies jij waar je heen gaat' },
      ...{ wrong1: 'Ik klik op de link in de mail', wrong1Why: 'Die kan overal heen gaan' },
    };
    const incomplete = await chaima.submit('/proposals/', text);
    expect(incomplete.status).toBe(422);
    expect(incomplete.html).toContain('Ik klik op de link in de mail');
    const wrong2 = { wrong2: 'Ik stuur de mail door', wrong2Why: 'Dan kan een collega erin trappen' };
    expect((await chaima.submit('/proposals/', { ...text, ...wrong2 })).text).toContain('Dank je.');

    const karim = await product.visit('karim');
    const list = await karim.open('/author/proposals');
    expect(list.text).toContain(text.stem);
    expect(list.text).toContain('Chaima');
    expect((await karim.submit('/decision', { outcome: 'approved', answer: '' })).status).toBe(422);
    const done = await karim.submit('/decision', { outcome: 'approved', answer: 'Die gaan we gebruiken.' });
    expect(done.text).toContain('Goedgekeurd. Je collega krijgt bericht.');

    const own = await chaima.open('/proposals');
    expect(own.text).toContain('Goedgekeurd');
    expect(own.text).toContain('Die gaan we gebruiken.');
    await product.drain();
    product.clock.set('2026-11-30T08:30:00Z');
    await product.run('nudges.bundle');
    expect((await chaima.open('/notifications')).text).toContain('De vraag die je bedacht, is goedgekeurd');
    expect((await chaima.open('/proposals/skills/no.such')).status).toBe(404);
  }, 60_000);
});
