import { CatalogueService } from '#catalogue';
import { one, systemActor } from '#kernel';
import { testApp, type TestApp } from '../support/app.js';
import { shippedContent } from '../support/content.js';

let product: TestApp;

beforeAll(async () => (product = await testApp()), 180_000);
afterAll(() => product.close());

describe('a lesson that changes after somebody earned the licence', () => {
  it('is offered to them once more with what changed, and to nobody who must still learn it', async () => {
    const catalogue = product.app.get(CatalogueService, { strict: false });
    const content = await shippedContent();
    const holder = await one<{ id: string }>(
      product.db.read,
      `SELECT person_id AS id FROM licence_standing WHERE category = 'A' AND state = 'valid' ORDER BY person_id LIMIT 1`,
    );
    const visitor = await product.visit();
    await visitor.signInAs(holder!.id);
    const words = { nl: 'Melden gaat nu met één knop.', en: 'You now report with one button.' };
    expect((await visitor.open('/today')).text).not.toContain(words.nl);

    const id = (await catalogue.listLessons(product.db.read, { category: 'A' }))[0]!.id;
    const lessons = content.lessons.map((lesson) =>
      lesson.id === id ? { ...lesson, change: { version: 2, ...words } } : lesson,
    );
    product.clock.advance({ hours: 1 });
    await catalogue.publish(systemActor('spec'), { ...content, lessons });

    const today = await visitor.open('/today');
    expect(today.text).toContain(`Dit is veranderd: ${words.nl}`);
    expect(today.html).toContain(`href="/lessons/${id}"`);
    const chaima = await product.visit('chaima');
    expect((await chaima.open('/today')).text).not.toContain(words.nl);

    const karim = await product.visit('karim');
    const changes = await karim.open('/author/changes');
    expect(changes.text).toContain('1 bijgewerkt');
    expect(changes.text).toContain(words.nl);

    const { version } = await catalogue.getLesson(product.db.read, id);
    await one(
      product.db.read,
      `INSERT INTO lesson_sitting (person_id, lesson_id, lesson_version, card, started_at, finished_at)
       VALUES ($1, $2, $3, 5, now(), now()) RETURNING id`,
      [holder!.id, id, version],
    );
    expect((await visitor.open('/today')).text).not.toContain(words.nl);
  }, 60_000);
});
