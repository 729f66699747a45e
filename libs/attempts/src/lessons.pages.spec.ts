import { CatalogueService } from '#catalogue';
import { systemActor } from '#kernel';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { shippedContent } from '../../../test/support/content.js';
import type { Visitor } from '../../../test/support/visitor.js';
import { LessonsService } from './lessons.service.js';
import { makeLearner, rightAnswer } from './testing/index.js';

/** A whole answer as the fields of a form without JavaScript. */
function fields(raw: Readonly<Record<string, unknown>>): Record<string, string | string[]> {
  const { order, pairs, ...rest } = raw as { order?: string[]; pairs?: Record<string, string> };
  return {
    ...(rest as Record<string, string | string[]>),
    ...Object.fromEntries((order ?? []).map((token, index) => [`place_${token}`, String(index + 1)])),
    ...Object.fromEntries(Object.entries(pairs ?? {}).map(([left, right]) => [`match_${left}`, right])),
  };
}

describe('the lesson player', () => {
  let house: TestApp;
  let lessonIds: string[];

  beforeAll(async () => {
    house = await testApp({ demo: false });
    const content = await shippedContent();
    const catalogue = house.app.get(CatalogueService);
    await catalogue.publish(systemActor('spec'), content);
    lessonIds = (await catalogue.listLessons(house.db.read, { category: 'A' })).map(({ id }) => id);
  }, 120_000);
  afterAll(() => house.close());

  const learner = async (number: string) => {
    const actor = await makeLearner(house.db, number);
    const visitor = await house.visit();
    await visitor.signInAs(actor.personId ?? '');
    const itemsOf = async (lessonId: string): Promise<number[]> =>
      (await house.app.get(LessonsService).show(actor, lessonId)).items.map(({ number }) => number);
    const answerOf = async (lessonId: string, item: number) => {
      const { items } = await house.app.get(LessonsService).show(actor, lessonId);
      const asked = items[item];
      if (!asked) throw new Error(`the lesson has no item ${item}`);
      return rightAnswer(asked.item, asked.arrangement);
    };
    return { actor, visitor, answerOf, itemsOf };
  };

  const answerAll = async (
    visitor: Visitor,
    answerOf: (item: number) => Promise<Record<string, unknown>>,
    items: number[],
  ) => {
    for (const item of items) {
      await visitor.submit('/answers', fields(await answerOf(item)));
      expect(visitor.current.text).toContain('Klopt.');
      if (item !== items.at(-1))
        await visitor.open(
          /href="([^"]*card(?:=|&#x3D;)4)"/.exec(visitor.current.html)?.[1]?.replace('&#x3D;', '=') ?? '',
        );
    }
  };

  it('goes from the road through five cards and back to the road, without JavaScript', async () => {
    const { visitor, answerOf, itemsOf } = await learner('1003');
    const [id = ''] = lessonIds;
    expect((await visitor.open('/learn')).html).toContain(`/lessons/${id}`);
    await visitor.open(`/lessons/${id}`);
    expect(visitor.current.text).toContain('Kaart 1 van 5');
    await visitor.submit('/position');
    await answerAll(visitor, (item) => answerOf(id, item), [0]);
    await visitor.submit('/position');
    expect(visitor.current.html).toMatch(/<img src="\/courses\/media\/[0-9a-f]{64}" alt="[^"]+"/);
    await visitor.submit('/position');
    await answerAll(visitor, (item) => answerOf(id, item), (await itemsOf(id)).slice(1));
    await visitor.submit('/position');
    expect(visitor.current.text).toContain('Doe dit vandaag');
    expect(visitor.current.html).toContain('href="/proposals/skills/');
    await visitor.submit('/completion');
    await house.drain();
    const road = await visitor.open('/learn');
    expect(road.text).toContain('1 van 21 lessen klaar');
    expect((await visitor.open('/courses/solve-it-yourself')).text).toContain('Gedaan');
  });

  it('keeps her place when she leaves, and says so when she skips', async () => {
    const { visitor } = await learner('1004');
    const [, id = ''] = lessonIds;
    await visitor.open(`/lessons/${id}`);
    await visitor.submit('/position');
    await visitor.open('/learn');
    expect((await visitor.open(`/lessons/${id}?card=5`)).text).toContain('Kaart 2 van 5');
    // The form of another card, sent by hand.
    await visitor.submit('/answers', {});
    expect(visitor.current.status).toBe(422);
    expect(visitor.current.text).toContain('Kies eerst een antwoord.');
  });

  it('serves its picture to be kept for ever, and lets it run nothing', async () => {
    const { visitor, actor } = await learner('1005');
    const [id = ''] = lessonIds;
    const { lesson } = await house.app.get(LessonsService).show(actor, id);
    const get = (hash: string) =>
      house.app.inject({ url: `/courses/media/${hash}`, headers: { cookie: visitor['cookieLine']() } });
    const picture = await get(lesson.media[0]?.hash ?? '');
    expect(picture.statusCode).toBe(200);
    expect(picture.headers['content-type']).toContain('image/svg+xml');
    expect(picture.headers['cache-control']).toContain('immutable');
    expect(picture.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await get('0'.repeat(64))).statusCode).toBe(404);
  });

  it('can be taken through the API, which gives no answer away before it was given', async () => {
    const { answerOf } = await learner('1006');
    const call = await house.api('femke');
    const [id = ''] = lessonIds;
    const url = `/api/v1/lessons/${id}`;
    const lesson = await call('get', url).expect(200);
    expect(lesson.body).toMatchObject({ card: 1 });
    expect(lesson.body.items.length).toBeGreaterThanOrEqual(4);
    expect(JSON.stringify(lesson.body.items)).not.toMatch(/"key"|"why"|"difficulty"|ss\.describe\.\d/);
    await call('post', `${url}/completion`).expect(409);
    await call('post', `${url}/position`).send({ card: 2 }).expect(200);
    const wrong = await call('post', `${url}/answers`).send({ number: 0, answer: {} }).expect(422);
    expect(wrong.body).toMatchObject({ errors: [{ pointer: '/answer' }] });
    const answer = await answerOf(id, 0);
    const right = await call('post', `${url}/answers`)
      .send({ number: 0, answer, confidence: 'sure' })
      .expect(200);
    expect(right.body).toMatchObject({ feedback: { outcome: 'right' }, lesson: { card: 2 } });
  });

  it('swaps the question for its explanation when htmx asks', async () => {
    const { visitor, answerOf } = await learner('1007');
    const [id = ''] = lessonIds;
    await visitor.open(`/lessons/${id}`);
    await visitor.submit('/position');
    const token = /name="_csrf" value="([^"]+)"/.exec(visitor.current.html)?.[1] ?? '';
    const post = (body: Record<string, string | string[]>) =>
      house.app.inject({
        method: 'POST',
        url: `/lessons/${id}/answers`,
        headers: {
          ...{ cookie: visitor['cookieLine'](), accept: 'text/html', 'hx-request': 'true' },
          ...{ 'content-type': 'application/x-www-form-urlencoded' },
        },
        payload: new URLSearchParams({
          _csrf: token,
          number: '0',
          ...(body as Record<string, string>),
        }).toString(),
      });
    const asked = await post({});
    expect(asked.statusCode).toBe(422);
    expect(asked.body).toMatch(/^\s*<section id="quiz"/);
    const explained = await post(fields(await answerOf(id, 0)));
    expect(explained.body).toMatch(/^\s*<section id="quiz"/);
    expect(explained.body).not.toContain('<html');
    expect(explained.body).toContain(`action="/lessons/${id}/position"`);
  });
});
