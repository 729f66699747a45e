import type { Browser, Page } from 'playwright-core';
import { checkContent, type Item } from '#content';
import { projectRoot, rows, systemActor } from '#kernel';
import { SessionsService } from '#sessions';
import { AnswerSheet } from '../support/answers.js';
import { testApp, type TestApp } from '../support/app.js';
import { launchBrowser, Window } from '../support/browser.js';
import type { CastName } from '../support/cast.js';
import { type ApiQuestion, apiAnswer } from './api-sitting.js';
import { ByteRecorder, type Recorded } from './byte-recorder.js';
import { ExamSecrets, isQuestion, shapesOf } from './exam-secrets.js';
import { ScreenLearner } from './screen-learner.js';

/** More than any exam asks. */
const PATIENCE = 60;

/**
 * Every byte that reaches somebody who takes an exam, whole exams long: pages, answers of the API, headers, cookies,
 * scripts and styles, errors. None of them holds a key, an explanation, an id or a number about an item of the bank.
 * Ids of skills are addresses of practice pages, so they are secret around questions only.
 */
describe('the bytes of an exam', () => {
  let house: TestApp;
  let browser: Browser;
  let recorder: ByteRecorder;
  let sheet: AnswerSheet;
  let items: readonly Item[];
  let secrets: ExamSecrets;

  beforeAll(async () => {
    house = await testApp({ at: '2026-11-24T09:00:00Z' });
    const [product, opened, loaded] = await Promise.all([
      house.listen(),
      launchBrowser(),
      AnswerSheet.load(),
    ]);
    [browser, sheet] = [opened, loaded];
    recorder = await ByteRecorder.before(product);
    items = (await checkContent(projectRoot(), '2026-11-23')).content!.items;
    secrets = new ExamSecrets(items);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await recorder?.close();
    await house?.close();
  });

  const questions = (): Recorded[] => recorder.records.filter(isQuestion);
  const idOf = (page: Page): string => /attempts\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

  async function signIn(
    name: string,
    language: 'nl' | 'en',
  ): Promise<{ window: Window; learner: ScreenLearner }> {
    const window = await Window.open(browser, recorder.origin, { language, screen: 'desktop' });
    const learner = new ScreenLearner(house, window, sheet);
    await window.page.goto(`${recorder.origin}/login`);
    await window.leave(() =>
      window.page.getByRole('button', { name: learner.word('sessions.be', { name }) }).click(),
    );
    await learner.readIn();
    return { window, learner };
  }

  async function start({ window, learner }: Awaited<ReturnType<typeof signIn>>): Promise<void> {
    await window.page.goto(`${recorder.origin}/exams/A`);
    await window.leave(() =>
      window.page.getByRole('button', { name: learner.word('attempts.exam_start') }).click(),
    );
  }

  /** From the question on the screen to the result. */
  async function answerOn(
    { window, learner }: Awaited<ReturnType<typeof signIn>>,
    right: boolean,
    most = PATIENCE,
  ): Promise<void> {
    for (let n = 0; n < most && !window.path.endsWith('/result'); n += 1) await learner.answer(right);
  }

  const visit = async (page: Page, places: readonly string[]): Promise<void> => {
    for (const place of places) await page.goto(`${recorder.origin}${place}`);
  };

  it('are recorded while somebody passes in a browser, in two windows, with a reload and a wrong post', async () => {
    const chaima = await signIn('Chaima El Idrissi', 'nl');
    await visit(chaima.window.page, ['/today', '/learn', '/progress']);
    await start(chaima);
    await answerOn(chaima, true, 3);
    const { page } = chaima.window;
    await page.reload();
    const id = idOf(page);

    // Another window of the same person, which takes over; then the first one sends its question, and takes it back.
    const other = await page.context().newPage();
    await other.goto(`${recorder.origin}/exams/attempts/${id}`);
    await other.getByRole('button', { name: chaima.learner.word('attempts.take_over') }).click();
    await other.locator('form[data-keys]').waitFor();
    await chaima.learner.answer(true);
    await chaima.window.leave(() =>
      page.getByRole('button', { name: chaima.learner.word('attempts.take_over') }).click(),
    );
    await other.close();

    // What no form would send: no answer, no position, no token, another method, somebody else's exam, no exam at all.
    while (sheet.find(await page.content()).item.type !== 'single') await chaima.learner.answer(true);
    await chaima.window.leave(() => page.locator('main form[data-keys] button.btn').last().click());
    const stray = await page.evaluate<number[]>(`(async () => {
      const form = new URLSearchParams(new FormData(document.querySelector('form[data-keys]')));
      const token = { _csrf: form.get('_csrf') };
      const send = (path, fields, method = 'POST') => fetch(path, {
        method, redirect: 'manual', ...(method === 'POST' ? { body: new URLSearchParams(fields) } : {}) }).then((r) => r.status);
      const here = '/exams/attempts/${id}';
      return [
        await send(here + '/answers', { ...token, position: '0' }),
        await send(here + '/answers', { ...token, position: '40', session: form.get('session'), option: '1' }),
        await send(here + '/answers', { position: '1' }),
        await send(here + '/result', {}, 'GET'),
        await send(here + '/hand-in', { ...token, session: 'another' }),
        await send('/exams/attempts/not-an-id', {}, 'GET'),
        await send('/exams/attempts/${id.replace(/^./, (c) => (c === '0' ? '1' : '0'))}', {}, 'GET'),
        await send('/exams/ZZZ', {}, 'GET'),
        await send('/exams/A', { ...token }),
        await send('/nowhere', {}, 'GET'),
      ];
    })()`);
    expect(stray.filter((status) => status >= 400).length).toBeGreaterThanOrEqual(4);
    expect(stray.filter((status) => status >= 500)).toEqual([]);

    await page.goto(`${recorder.origin}/exams/attempts/${id}`);
    const takeOver = page.getByRole('button', { name: chaima.learner.word('attempts.take_over') });
    if ((await takeOver.count()) > 0) await chaima.window.leave(() => takeOver.click());
    await answerOn(chaima, true);
    expect(await page.locator('h1').innerText()).toBe(chaima.learner.word('attempts.result_passed'));
    await house.drain();
    await visit(page, [
      '/licences',
      '/learn',
      '/today',
      '/progress',
      '/exams/A',
      '/practice',
      `/exams/attempts/${id}`,
    ]);
    await chaima.window.close();
  }, 120_000);

  it('are recorded while one fails in English, and one hands in after two questions', async () => {
    const daan = await signIn('Daan Visser', 'en');
    await start(daan);
    const id = idOf(daan.window.page);
    await answerOn(daan, false);
    expect(daan.window.path).toBe(`/exams/attempts/${id}/result`);
    await house.drain();
    await visit(daan.window.page, ['/licences', '/learn', '/today', '/progress', '/exams/A']);

    const emilia = await signIn('Emília Santos', 'en');
    await start(emilia);
    await answerOn(emilia, true, 2);
    const { page } = emilia.window;
    const here = page.url();
    // A stranger's eyes: the exam of somebody else is refused.
    await visit(page, [`/exams/attempts/${id}`, `/exams/attempts/${id}/result`]);
    await page.goto(here);
    await page.locator('[data-dialog=hand-in]').click();
    await emilia.window.leave(() => page.locator('#hand-in button').click());
    expect(emilia.window.path).toMatch(/\/result$/);
    await daan.window.close();
    await emilia.window.close();
  }, 120_000);

  it.each([
    ['giovanni', true],
    ['karim', false],
  ] as const)(
    'are recorded while %s takes it through the API',
    async (name: CastName, right: boolean) => {
      const { token } = await house.app.get(SessionsService).createToken(systemActor('specs'), {
        personId: await house.idOf(name),
        hours: 24,
        scopes: ['read', 'write'],
      });
      const call = async (method: string, path: string, body?: unknown) => {
        const answer = await fetch(`${recorder.origin}/api/v1${path}`, {
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
      };
      type View = { id: string; session: string; state: string; question: ApiQuestion | null };
      let view = (await call('POST', '/attempts', { kind: 'exam', category: 'A' })).body as unknown as View;
      const { id } = view;
      let { session } = view;
      for (let n = 1; n <= PATIENCE && view.question; n += 1) {
        if (n === 3)
          session = ((await call('POST', `/attempts/${id}/session`, {})).body as unknown as View).session;
        if (n === 4) {
          await call('GET', `/attempts/${id}`);
          await call('GET', `/attempts/${id}/result`);
          await call('POST', `/attempts/${id}/answers`, { position: 99, session, answer: {} });
          await call('POST', `/attempts/${id}/answers`, {
            position: n,
            session: 'x',
            answer: { option: '1' },
          });
          await call('POST', `/attempts/${id}/answers`, { position: 'n', answer: [] });
        }
        const answer = apiAnswer(sheet, view.question, right);
        const sent = await call('POST', `/attempts/${id}/answers`, { position: n, session, answer });
        expect(sent).toMatchObject({ status: 200, body: { saved: true, feedback: null } });
        view = sent.body['attempt'] as View;
      }
      const { body } = await call('GET', `/attempts/${id}/result`);
      expect(body['outcome'] === 'passed').toBe(right);
      await house.drain();
      for (const path of [
        '/attempts/progress',
        '/licences',
        '/today',
        '/paths/A',
        '/skills',
        '/courses',
        `/attempts/${id}`,
      ])
        await call('GET', path);
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
      .filter(({ body }) => sheet.find(body).item.type === 'single')
      .map(({ body }) => String(sheet.fields(body, true)['option']));
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
