import type { Page } from 'playwright-core';
import { systemActor } from '#kernel';
import { SessionsService } from '#sessions';
import type { BrowserHouse } from '../support/browser-house.js';
import { Window } from '../support/browser.js';
import type { CastName } from '../support/cast.js';
import { type ApiQuestion, apiAnswer } from './api-sitting.js';
import { ScreenLearner } from '../support/screen-learner.js';

/** More than any exam asks. */
const PATIENCE = 60;

/** Somebody at a screen who takes an exam. */
export interface Sitter {
  readonly window: Window;
  readonly learner: ScreenLearner;
  readonly page: Page;
}

interface AttemptSeen {
  readonly id: string;
  readonly session: string;
  readonly question: ApiQuestion | null;
}

/** Whole exams in a browser and through the API, with everything that can happen on the way, behind one address. */
export class ExamWalks {
  constructor(
    private readonly house: BrowserHouse,
    /** The address that the windows know. */
    private readonly origin: string,
  ) {}

  async signIn(name: string, language: 'nl' | 'en'): Promise<Sitter> {
    const window = await Window.open(this.house.browser, this.origin, { language, screen: 'desktop' });
    const learner = new ScreenLearner(this.house, window, this.house.sheet);
    const { page } = window;
    await page.goto(`${this.origin}/login`);
    await this.press({ window, learner, page }, 'sessions.be', { name });
    await learner.readIn();
    return { window, learner, page };
  }

  async press({ window, learner, page }: Sitter, key: string, args?: Record<string, string>): Promise<void> {
    await window.leave(() => page.getByRole('button', { name: learner.word(key, args) }).click());
  }

  async visit(page: Page, places: readonly string[]): Promise<void> {
    for (const place of places) await page.goto(`${this.origin}${place}`);
  }

  /** Starts an exam; gives its id. */
  async start(sitter: Sitter): Promise<string> {
    await this.visit(sitter.page, ['/exams/A']);
    await this.press(sitter, 'attempts.exam_start');
    return /attempts\/([0-9a-f-]{36})/.exec(sitter.page.url())?.[1] ?? '';
  }

  /** From the question on the screen to the result, or so many questions. */
  async answerOn({ window, learner }: Sitter, right: boolean, most = PATIENCE): Promise<void> {
    for (let n = 0; n < most && !window.path.endsWith('/result'); n += 1) await learner.answer(right);
  }

  /** Another window takes over; then the first one sends its question, and takes the exam back. */
  async takeOverAndBack(sitter: Sitter, id: string): Promise<void> {
    const other = await sitter.page.context().newPage();
    await this.visit(other, [`/exams/attempts/${id}`]);
    await other.getByRole('button', { name: sitter.learner.word('attempts.take_over') }).click();
    await other.locator('form[data-keys]').waitFor();
    await sitter.learner.answer(true);
    await this.press(sitter, 'attempts.take_over');
    await other.close();
  }

  /** What no form would send: no position, no token, a strange window, no exam at all. Gives the answers' statuses. */
  async strayPosts({ page }: Sitter, id: string): Promise<number[]> {
    const stranger = id.replace(/^./, (first) => (first === '0' ? '1' : '0'));
    return page.evaluate<number[]>(`(async () => {
      const form = new URLSearchParams(new FormData(document.querySelector('form[data-keys]')));
      const token = { _csrf: form.get('_csrf') };
      const send = (path, fields) => fetch(path, { redirect: 'manual',
        ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}) }).then((answer) => answer.status);
      const here = '/exams/attempts/${id}';
      return [
        await send(here + '/answers', { ...token, position: '0' }),
        await send(here + '/answers', { ...token, position: '40', session: form.get('session'), option: '1' }),
        await send(here + '/answers', { position: '1' }),
        await send(here + '/result'),
        await send(here + '/hand-in', { ...token, session: 'another' }),
        await send('/exams/attempts/not-an-id'),
        await send('/exams/attempts/${stranger}'),
        await send('/exams/ZZZ'),
        await send('/exams/A', { ...token }),
        await send('/nowhere'),
      ];
    })()`);
  }

  /** A whole exam through the API, with a change of device and wrong calls on the way; gives its outcome. */
  async sitThroughApi(name: CastName, right: boolean): Promise<unknown> {
    const { token } = await this.house.app.get(SessionsService).createToken(systemActor('specs'), {
      ...{ personId: await this.house.idOf(name), hours: 24, scopes: ['read', 'write'] },
    });
    const call = async (method: string, path: string, body?: unknown) => {
      const answer = await fetch(`${this.origin}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const begun = await call('POST', '/attempts', { kind: 'exam', category: 'A' });
    let view = begun.body as unknown as AttemptSeen;
    let { session } = view;
    const own = `/attempts/${view.id}`;
    for (let n = 1; n <= PATIENCE && view.question; n += 1) {
      if (n === 3)
        session = ((await call('POST', `${own}/session`, {})).body as unknown as AttemptSeen).session;
      if (n === 4) {
        await call('GET', own);
        await call('GET', `${own}/result`);
        await call('POST', `${own}/answers`, { position: 99, session, answer: {} });
        await call('POST', `${own}/answers`, { position: n, session: 'x', answer: { option: '1' } });
        await call('POST', `${own}/answers`, { position: 'n', answer: [] });
      }
      const answer = apiAnswer(this.house.sheet, view.question, right);
      const sent = await call('POST', `${own}/answers`, { position: n, session, answer });
      expect(sent).toMatchObject({ status: 200, body: { saved: true, feedback: null } });
      view = sent.body['attempt'] as AttemptSeen;
    }
    await this.house.drain();
    for (const path of ['/attempts/progress', '/licences', '/today', '/paths/A', '/skills', '/courses', own])
      await call('GET', path);
    return (await call('GET', `${own}/result`)).body['outcome'];
  }
}
