import { CatalogueService } from '#catalogue';
import { rows } from '#kernel';
import { testApp, type TestApp } from '../support/app.js';
import type { Visitor } from '../support/visitor.js';

let product: TestApp;

beforeAll(async () => (product = await testApp()), 180_000);
afterAll(() => product.close());

/** Answers the first question of a lesson, whatever the answer; the explanation stands on the page then. */
async function tries(visitor: Visitor): Promise<{ itemId: string }> {
  const catalogue = product.app.get(CatalogueService, { strict: false });
  const lessons = await catalogue.listLessons(product.db.read, { category: 'A' });
  for (const lesson of lessons) {
    const item = await catalogue.getItem(product.db.read, lesson.try);
    if (item.body.type !== 'single') continue;
    await visitor.open(`/lessons/${lesson.id}`);
    await visitor.submit('/position');
    await visitor.submit('/answers', { option: '1' });
    return { itemId: item.id };
  }
  throw new Error('there is no lesson that begins with a choice');
}

const linkIn = (html: string, part: string): string =>
  new RegExp(`href="([^"]*${part}[^"]*)"`).exec(html)?.[1] ?? '';

describe('a question that isn’t right', () => {
  it('is reported by who answered it, answered by its author, and the learner hears of it', async () => {
    const chaima = await product.visit('chaima');
    const { itemId } = await tries(chaima);
    expect(chaima.current.text).toContain('Klopt dit niet? Meld het');
    const form = await chaima.open(linkIn(chaima.current.html, '/reports/attempts/'));
    expect(form.text).toContain('Wat klopt er niet?');

    const url = form.url;
    expect((await chaima.submit('/reports/', { words: '' })).status).toBe(422);
    const said = { reason: 'outdated', words: 'Deze knop heet bij ons anders' };
    const sent = await chaima.submit('/reports/', said);
    expect(sent.text).toContain('Dank je.');
    expect(sent.text).toContain('Nog geen antwoord');
    await chaima.open(url);
    expect((await chaima.submit('/reports/', said)).text).toContain('Je hebt deze vraag al gemeld');

    const karim = await product.visit('karim');
    expect((await karim.open('/author/items?state=disputed')).text).toContain(itemId);
    expect((await karim.open(`/author/items/${itemId}`)).text).toContain(said.words);
    const list = await karim.open('/author/reports');
    expect(list.text).toContain(said.words);
    expect(list.text).not.toContain('Chaima');
    const without = await karim.submit('/answer', { outcome: 'mended', version: '', answer: 'Dank je wel' });
    expect(without.status).toBe(422);
    expect(without.text).toContain('Vul in welke versie is aangepast.');
    const answer = { outcome: 'mended', version: '2', answer: 'Je hebt gelijk, de knop heet nu Delen' };
    expect((await karim.submit('/answer', answer)).text).toContain('1 melding is beantwoord.');
    expect((await karim.open('/author/items?state=disputed')).text).not.toContain(itemId);

    const own = await chaima.open('/reports');
    expect(own.text).toContain('Aangepast in versie 2');
    expect(own.text).toContain(answer.answer);
    await product.drain();
    // Nothing hurries, so it waits for Monday's digest.
    product.clock.set('2026-11-30T08:30:00Z');
    await product.run('nudges.bundle');
    expect((await chaima.open('/notifications')).text).toContain('De vraag die je meldde, is aangepast');
  }, 60_000);

  it('of an exam is told about in words, without showing a question again', async () => {
    const daan = await product.api('daan');
    const { body } = await daan('post', '/api/v1/attempts').send({ kind: 'exam', category: 'A' }).expect(201);
    const { id, session } = body as { id: string; session: string };
    const visitor = await product.visit('daan');
    expect((await visitor.open(`/reports/attempts/${id}`)).status).toBe(404);
    await daan('post', `/api/v1/attempts/${id}/end`).send({ session }).expect(200);
    await visitor.open(`/exams/attempts/${id}/result`);
    expect(visitor.current.text).toContain('Klopte er een vraag niet? Meld het');
    const form = await visitor.open(linkIn(visitor.current.html, '/reports/attempts/'));
    expect(form.text).toContain('Een vraag uit examen A');
    const asked = await rows<{ stem: string }>(
      product.db.read,
      `SELECT v.body->'stem'->>'nl' AS stem FROM response r JOIN item_version v ON v.id = r.item_id WHERE r.attempt_id = $1`,
      [id],
    );
    expect(asked.length).toBeGreaterThan(0);
    for (const { stem } of asked) expect(form.text).not.toContain(stem.slice(0, 40));
    await visitor.submit('/reports/', { reason: 'unclear', words: 'De vraag over de trein', contact: 'on' });
    const karim = await product.visit('karim');
    const list = await karim.open('/author/reports');
    expect(list.text).toContain('De vraag over de trein');
    expect(list.text).toContain('Daan');
    expect(asked.map(({ stem }) => stem).filter((stem) => list.text.includes(stem))).toEqual([]);
  }, 60_000);
});
