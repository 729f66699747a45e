import type { Item } from '#content';
import { rows } from '#kernel';
import { browserHouse } from '../support/browser-house.js';
import { shippedContent } from '../support/content.js';
import { ByteRecorder, type Recorded } from './byte-recorder.js';
import { ExamSecrets, isQuestion, shapesOf } from './exam-secrets.js';
import { ExamWalks } from './exam-walks.js';

/**
 * Every byte that reaches somebody who takes an exam, whole exams long: pages, answers of the API, headers, cookies,
 * scripts and styles, errors. None of them holds a key, an explanation, an id or a number about an item of the bank.
 * Ids of skills are addresses of practice pages, so they are secret around questions only.
 */
describe('the bytes of an exam', () => {
  const house = browserHouse({ at: '2026-11-24T09:00:00Z' });
  let recorder: ByteRecorder;
  let items: readonly Item[];
  let secrets: ExamSecrets;
  let walks: ExamWalks;

  beforeAll(async () => {
    recorder = await ByteRecorder.before(house.origin);
    walks = new ExamWalks(house, recorder.origin);
    const content = await shippedContent();
    items = content.items;
    secrets = new ExamSecrets(content);
  }, 180_000);
  afterAll(() => recorder?.close());

  const questions = (): Recorded[] => recorder.records.filter(isQuestion);
  const AFTERWARDS = ['/licences', '/learn', '/today', '/progress', '/exams/A', '/practice'];

  it('are recorded while somebody passes in a browser, in two windows, with a reload and wrong posts', async () => {
    const chaima = await walks.signIn('Chaima El Idrissi', 'nl');
    const { page } = chaima;
    await walks.visit(page, ['/today', '/learn', '/progress']);
    const id = await walks.start(chaima);
    await walks.answerOn(chaima, true, 3);
    await page.reload();
    await walks.takeOverAndBack(chaima, id);
    while (house.sheet.find(await page.content()).item.type !== 'single') await chaima.learner.answer(true);
    // Nothing chosen: the same question again, with a word about it.
    await walks.press(chaima, 'attempts.save_next');
    const stray = await walks.strayPosts(chaima, id);
    expect(stray.filter((status) => status >= 400).length).toBeGreaterThanOrEqual(4);
    expect(stray.filter((status) => status >= 500)).toEqual([]);

    await walks.visit(page, [`/exams/attempts/${id}`]);
    await walks.press(chaima, 'attempts.take_over');
    await walks.answerOn(chaima, true);
    expect(await page.locator('h1').innerText()).toBe(chaima.learner.word('attempts.result_passed'));
    await house.drain();
    await walks.visit(page, [...AFTERWARDS, `/exams/attempts/${id}`]);
    await chaima.window.close();
  }, 120_000);

  it('are recorded while one fails in English, and one hands in after two questions', async () => {
    const daan = await walks.signIn('Daan Visser', 'en');
    const id = await walks.start(daan);
    await walks.answerOn(daan, false);
    expect(daan.window.path).toBe(`/exams/attempts/${id}/result`);
    await house.drain();
    await walks.visit(daan.page, AFTERWARDS);
    await daan.window.close();

    const emilia = await walks.signIn('Emília Santos', 'en');
    const { page, window } = emilia;
    await walks.start(emilia);
    await walks.answerOn(emilia, true, 2);
    const here = page.url();
    // A stranger's eyes: the exam of somebody else is refused.
    await walks.visit(page, [`/exams/attempts/${id}`, `/exams/attempts/${id}/result`]);
    await page.goto(here);
    await page.locator('[data-dialog=hand-in]').click();
    await window.leave(() => page.locator('#hand-in button').click());
    expect(window.path).toMatch(/\/result$/);
    await window.close();
  }, 120_000);

  it.each([
    ['giovanni', true],
    ['karim', false],
  ] as const)(
    'are recorded while %s takes it through the API',
    async (name, right) => {
      expect((await walks.sitThroughApi(name, right)) === 'passed').toBe(right);
    },
    60_000,
  );

  it('hold no secret, whichever response one looks at', async () => {
    const stored = await rows<Record<string, string>>(
      house.db.read,
      `SELECT a.seed, b.id AS blueprint, b.fingerprint, a.result->>'theta' AS theta, a.result->>'standardError' AS se,
         a.result->'basis'->'classification'->>'ratio' AS ratio, a.result->'basis'->'classification'->'bounds'->>'pass' AS bound
       FROM attempt a JOIN attempt_blueprint b ON b.id = a.blueprint_id WHERE a.kind = 'exam' AND a.started_at >= '2026-11-24'`,
    );
    expect(stored.length).toBe(5);
    const values = stored.flatMap((row) => Object.values(row)).filter((value) => value && value.length > 5);
    expect(values.length).toBeGreaterThan(5 * 4);
    secrets.add('value of the database', values);
    expect(secrets.size).toBeGreaterThan(1000);
    expect(recorder.records.length).toBeGreaterThan(200);
    expect(recorder.records.flatMap((record) => secrets.leaksIn(record))).toEqual([]);
  }, 60_000);

  it('came in every kind: pages, scripts, styles, redirects, cookies, errors and JSON', () => {
    const { records } = recorder;
    const ofType = (type: string) => records.filter((record) => record.type.includes(type)).length;
    for (const type of ['text/html', 'javascript', 'css', 'json'])
      expect([type, ofType(type) > 0]).toEqual([type, true]);
    const statuses = new Set(records.map(({ status }) => status));
    for (const status of [200, 303, 403, 404, 409, 422]) expect([...statuses]).toContain(status);
    expect(records.some(({ head }) => /set-cookie/i.test(head))).toBe(true);
    expect(records.some(({ body }) => body.includes('problem'))).toBe(true);
    expect(new Set(questions().map(({ path }) => path.split('?')[0])).size).toBeGreaterThan(10);
  });

  it('write every choice of a question in the same way, and let no place be the right one', () => {
    const pages = questions().filter(({ type, body }) => type.includes('html') && body.includes('data-keys'));
    const shapes = pages.flatMap(({ body }) => shapesOf(body));
    expect(shapes.length).toBeGreaterThan(50);
    expect(shapes.filter((kinds) => kinds.length !== 1)).toEqual([]);
    const places = pages
      .filter(({ body }) => house.sheet.find(body).item.type === 'single')
      .map(({ body }) => String(house.sheet.fields(body, true)['option']));
    const most = Math.max(
      ...[...new Set(places)].map((place) => places.filter((each) => each === place).length),
    );
    expect(new Set(places).size).toBeGreaterThanOrEqual(3);
    expect(most / places.length).toBeLessThan(0.6);
  });

  it('would be found out: each kind of leak, planted in a page or an answer that was recorded, is reported', () => {
    const page = questions().find(({ type, body }) => type.includes('html') && body.includes('class="opt'))!;
    const json = questions().find(({ type, body }) => type.includes('json') && body.includes('"question"'))!;
    const item = items.find(({ type, use }) => type === 'single' && use === 'exam') as Extract<
      Item,
      { type: 'single' }
    >;
    const why = item.options.map((option) => option.why.nl).find((text) => !/[*`{]/.test(text))!;
    const sentence = why.split(/(?<=[.!?])\s/).sort((one, two) => two.length - one.length)[0]!;
    const long = items.flatMap((one) => (one.type === 'order' ? one.steps : []))[0]!;
    const into = (record: Recorded, text: string): Recorded => ({
      ...record,
      body: record.body.replace(/<\/main>|\}$/, (end) => `${text}${end}`),
    });
    const planted: Record<string, Recorded> = {
      'an item id': into(page, `<p id="${item.id}"></p>`),
      'an item id in a header': { ...page, head: `${page.head}\nx-item\n${item.id}` },
      'an item id in base64': into(page, Buffer.from(`{"of":"${item.id}"}`).toString('base64')),
      'an item id with percent signs': into(
        page,
        [...Buffer.from(item.id)].map((byte) => `%${byte.toString(16)}`).join(''),
      ),
      'an explanation': into(page, why),
      'an explanation in entities': into(page, [...why].map((c) => `&#${c.codePointAt(0)};`).join('')),
      'a part of an explanation': into(json, `,"text":"${sentence}"`),
      'a skill id': into(page, item.skill),
      'the id of a part': into(page, `<input value="${long.id}">`),
      'a field': into(json, ',"points":1'),
      'an attribute': into(page, '<i data-key="1"></i>'),
      'an estimate': into(json, ',"theta":0.51'),
      'a comment': into(page, '<!-- b -->'),
      'an accepted pattern': into(
        page,
        items.flatMap((one) => (one.type === 'text' ? one.accept : []))[0]!.pattern,
      ),
    };
    for (const [what, record] of Object.entries(planted))
      expect([what, secrets.leaksIn(record).length > 0]).toEqual([what, true]);
    expect(secrets.leaksIn(page)).toEqual([]);
    const marked = page.body.replace('<label class="opt', '<label class="opt  key');
    expect(shapesOf(marked).some((kinds) => kinds.length > 1)).toBe(true);
  });
});
