import { CatalogueService } from '#catalogue';
import { testApp, type TestApp } from '../../../test/support/app.js';

describe('the pages of an author', () => {
  let house: TestApp;
  beforeAll(async () => (house = await testApp()), 180_000);
  afterAll(() => house.close());

  const firstLesson = async () => {
    const catalogue = house.app.get(CatalogueService, { strict: false });
    const lesson = (await catalogue.listLessons(house.db.read, { category: 'A' }))[0];
    if (!lesson) throw new Error('there is no lesson');
    return lesson;
  };

  it('show the courses with owner and counts, and lead to their lessons and questions', async () => {
    const karim = await house.visit('karim');
    const list = await karim.open('/author');
    expect(list.text).toContain('K04');
    expect(list.text).toContain('learning team');
    const course = await karim.open('/author/courses/spot-phishing');
    expect(course.text).toContain('Les: ');
    expect(course.html).toContain('href="/author/items/ph.links.001"');
    expect((await karim.open('/author/courses/nowhere')).status).toBe(404);
  });

  it('find questions by words and state, a page at a time', async () => {
    const karim = await house.visit('karim');
    expect((await karim.open('/author/items?q=ph.links.001')).text).toContain('1 vraag');
    const page = await karim.open('/author/items?course=spot-phishing&limit=10');
    expect(page.html.match(/href="\/author\/items\/ph\./g)).toHaveLength(10);
    const next = /rel="next" href="([^"]+)"/
      .exec(page.html)?.[1]
      ?.replaceAll('&#x3D;', '=')
      .replaceAll('&amp;', '&');
    const second = await karim.open(next ?? '');
    expect(second.status).toBe(200);
    expect(second.html.match(/href="\/author\/items\/ph\./g)?.length).toBeGreaterThan(0);
    expect((await karim.open('/author/items?state=retired')).text).toContain('Geen vragen gevonden');
  });

  it('show a question as learners get it in both languages, with key, explanation and what there is to say', async () => {
    const karim = await house.visit('karim');
    const { body } = await house.app
      .get(CatalogueService, { strict: false })
      .getItem(house.db.read, 'ph.links.001');
    if (body.type !== 'single') throw new Error('another item is needed');
    const shown = await karim.open('/author/items/ph.links.001');
    for (const language of ['nl', 'en'] as const) {
      expect(shown.text).toContain(body.stem[language]);
      for (const option of body.options) expect(shown.text).toContain(option.text[language]);
    }
    expect(shown.html.match(/<input type="radio"/g)).toHaveLength(4 * body.options.length);
    expect(new Set(shown.html.match(/ id="[^"]+"/g)).size).toBe(shown.html.match(/ id="[^"]+"/g)?.length);
    expect(shown.text).toContain('Leesgemak');
    expect(shown.html).not.toContain('data-autofocus');
    expect((await karim.open('/author/items/ph.links.999')).status).toBe(404);
  });

  it('show every published question and lesson without a fault', async () => {
    const karim = await house.visit('karim');
    const { items, lessons } = await house.app
      .get(CatalogueService, { strict: false })
      .current(house.db.read);
    const byType = new Map([...items.values()].map((item) => [item.body.type, item.id]));
    for (const id of byType.values()) expect((await karim.open(`/author/items/${id}`)).status).toBe(200);
    for (const id of lessons.keys()) expect((await karim.open(`/author/lessons/${id}`)).status).toBe(200);
  }, 60_000);

  it('show a lesson card by card in both languages, with its questions and pictures', async () => {
    const karim = await house.visit('karim');
    const lesson = await firstLesson();
    const shown = await karim.open(`/author/lessons/${lesson.id}`);
    for (const language of ['nl', 'en'] as const)
      for (const { heading } of lesson.text[language].cards) expect(shown.text).toContain(heading);
    for (const id of [lesson.try, ...lesson.do]) expect(shown.html).toContain(`href="/author/items/${id}"`);
    expect(new Set(shown.html.match(/ id="[^"]+"/g)).size).toBe(shown.html.match(/ id="[^"]+"/g)?.length);
  });

  it('are nobody else’s, and the API gives the same', async () => {
    const chaima = await house.visit('chaima');
    for (const url of ['/author', '/author/items', '/author/items/ph.links.001'])
      expect((await chaima.open(url)).status).toBe(403);
    const call = await house.api('karim');
    const { body: courses } = await call('get', '/api/v1/author/courses').expect(200);
    expect((courses as { items: unknown[] }).items.length).toBeGreaterThan(3);
    const { body: found } = await call('get', '/api/v1/author/items?skill=ph.links&limit=3').expect(200);
    expect(found).toMatchObject({ items: { length: 3 }, next: expect.any(String) as string });
    const { body: item } = await call('get', '/api/v1/author/items/ph.links.001').expect(200);
    expect(item).toMatchObject({ id: 'ph.links.001', body: { type: 'single' }, licences: ['A'] });
    await call('get', `/api/v1/author/lessons/${(await firstLesson()).id}`).expect(200);
  });
});
