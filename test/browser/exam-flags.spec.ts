import type { Browser } from 'playwright-core';
import { AnswerSheet } from '../support/answers.js';
import { testApp, type TestApp } from '../support/app.js';
import { IN_THE_LIGHT, launchBrowser, Window } from '../support/browser.js';
import { Learner } from '../journeys/learner.js';
import { ScreenLearner } from './screen-learner.js';

/** Anna from HR looks at an exam that was answered very quickly, on a phone without scripts and at a desk. */
describe('exams that stand out', () => {
  let house: TestApp;
  let browser: Browser;
  let origin: string;
  let sheet: AnswerSheet;

  beforeAll(async () => {
    house = await testApp({ at: '2026-11-24T09:00:00Z' });
    [origin, browser, sheet] = await Promise.all([house.listen(), launchBrowser(), AnswerSheet.load()]);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  /** The clock of the specs stands still, so every answer took no time at all. */
  async function rush(name: 'chaima' | 'daan'): Promise<void> {
    const learner = await Learner.signIn(house, name, sheet);
    await learner.visitor.open('/exams/A');
    await learner.takeExam(() => true);
  }

  it.each([
    { ...IN_THE_LIGHT[0], javaScript: false, name: 'chaima' },
    { ...IN_THE_LIGHT[1], javaScript: true, name: 'daan' },
  ] as const)(
    'wait for her in $language on a $screen, and she says what she saw',
    async (way) => {
      const window = await Window.open(browser, origin, way);
      const anna = new ScreenLearner(house, window, sheet, way.javaScript);
      await window.go('/login');
      await window.press(anna.word('sessions.be', { name: 'Anna de Wit' }));
      if (way.language === 'en') await anna.readIn();
      await window.go('/exams/flags');
      const main = window.page.locator('main');
      expect(await main.innerText()).toContain(anna.word('attempts.flags_none_title'));

      await rush(way.name);
      await window.page.reload();
      await window.check('flags waiting');
      expect(await main.innerText()).toContain(way.name === 'chaima' ? 'Chaima El Idrissi' : 'Daan Visser');
      expect(await main.innerText()).toContain('100');
      await main.locator('summary').click();
      await window.press(anna.word('attempts.flag_save'));
      expect(await main.locator('textarea').getAttribute('aria-invalid')).toBe('true');
      await main.locator('textarea').fill('Wij spraken elkaar: las de vragen thuis al.');
      await window.press(anna.word('attempts.flag_save'));
      await window.check('flags looked at');
      expect(await main.innerText()).toContain('las de vragen thuis al');
      expect(await main.locator('textarea').count()).toBe(0);
      expect(await window.page.locator('nav [aria-current]').last().innerText()).toContain(
        anna.word('ui.nav_flags'),
      );
      expect(window.faults).toEqual([]);
      await window.close();
    },
    120_000,
  );

  it('are no business of the person or of a manager: no page, no JSON', async () => {
    for (const name of ['chaima', 'bram'] as const) {
      expect((await (await house.visit(name)).open('/exams/flags')).status).toBe(403);
      expect((await (await house.api(name))('get', '/api/v1/exams/flags')).status).toBe(403);
    }
    const { body } = await (await house.api('anna'))('get', '/api/v1/exams/flags');
    expect(body).toMatchObject({ waiting: 0, items: [{ category: 'A' }, { category: 'A' }] });
    expect(JSON.stringify(body)).not.toMatch(/outcome|answers"|theta|points|itemId/);
  });
});
