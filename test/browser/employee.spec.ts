import type { Browser } from 'playwright-core';
import { one, rows } from '#kernel';
import { AnswerSheet } from '../support/answers.js';
import { testApp, type TestApp } from '../support/app.js';
import { launchBrowser, type Way, WAYS, Window } from '../support/browser.js';
import { ScreenLearner } from './screen-learner.js';

/** What they don't know yet; the placement test finds out, and the path holds its lessons. */
const UNKNOWN = ['ph.links'];

interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/**
 * From sign-in to licence: placement test, lesson, practice, exam, card, and the public page of the card. Everybody
 * works in Finance, which asks licence A; each of the ways is another person's.
 */
describe('an employee earns the licence', () => {
  let house: TestApp;
  let origin: string;
  let browser: Browser;
  let sheet: AnswerSheet;
  let colleagues: Somebody[];

  beforeAll(async () => {
    house = await testApp({ at: '2026-11-24T09:00:00Z' });
    [origin, browser, sheet] = await Promise.all([house.listen(), launchBrowser(), AnswerSheet.load()]);
    colleagues = await rows<Somebody>(
      house.db.read,
      `SELECT p.id, p.display_name AS name, p.email FROM person p
       WHERE p.number > '1012' AND p.email IS NOT NULL AND (SELECT count(*) FROM person o WHERE o.email = p.email) = 1
         AND EXISTS (SELECT 1 FROM requirement r WHERE r.person_id = p.id AND r.state = 'open')
         AND NOT EXISTS (SELECT 1 FROM licence l WHERE l.person_id = p.id)
         AND EXISTS (SELECT 1 FROM person_facts('2026-11-24') f WHERE f.person_id = p.id AND f.team_code LIKE 'FIN%')
       ORDER BY p.number`,
    );
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const CAST: Readonly<Record<string, string>> = {
    'nl phone': 'Chaima El Idrissi',
    'en desktop': 'Daan Visser',
  };

  async function earn(way: Way, javaScript: boolean): Promise<void> {
    const window = await Window.open(browser, origin, { ...way, javaScript });
    const { page } = window;
    const learner = new ScreenLearner(house, window, sheet, javaScript);

    const known = javaScript ? CAST[`${way.language} ${way.screen}`] : undefined;
    if (known) await learner.signInByCast(known);
    else {
      const somebody = colleagues.shift();
      if (!somebody) throw new Error('Nobody in Finance is without a licence.');
      await learner.signInByMail(somebody.email, somebody.name.split(' ')[0] ?? '');
    }

    expect(await learner.followToday()).toBe('placement');
    await learner.takePlacement((skill) => !UNKNOWN.includes(skill));

    let cards = 0;
    for (let n = 0; n < 3 && (await learner.followToday()) === 'lessons'; n += 1)
      cards += await learner.finishLesson();
    expect(cards).toBeGreaterThanOrEqual(5);
    expect(window.path).toBe('/exams/A');

    await window.go('/practice?skill=ph.links');
    await window.press(learner.word('attempts.practice_start'));
    await window.check('practice question');
    await learner.answer(false, { keyboard: true, confidence: 'sure' });
    await window.check('practice answered');
    // The explanation is where the reader is: it takes the focus, and Enter goes on from the button below it.
    if (javaScript) expect(await page.evaluate('document.activeElement.className')).toContain('feedback');
    expect(await page.locator('main').innerText()).toContain(learner.word('attempts.remember'));
    await window.follow(page.getByRole('link', { name: learner.word('attempts.next') }));
    await window.press(learner.word('attempts.stop_round'));

    await window.go('/exams/A');
    expect(await learner.passExam()).toBeGreaterThanOrEqual(10);
    expect(await page.locator('h1').innerText()).toBe(learner.word('attempts.result_passed'));
    await window.go('/today');
    await window.go('/learn');
    await window.go('/progress');

    await window.go('/licences');
    await window.press(learner.word('licences.show_card'), 'link');
    await page.locator('.lic').waitFor();
    const code = /\/v\/[\w-]+/.exec(await page.content())?.[0] ?? '';
    expect(code).not.toBe('');

    const stranger = await Window.open(browser, origin, { ...way, javaScript });
    await stranger.go(code);
    expect(await stranger.page.locator('h1').innerText()).toBe(learner.word('licences.verdict_valid'));
    expect([...window.faults, ...stranger.faults]).toEqual([]);
    await stranger.close();
    await window.close();
  }

  it.each(WAYS)('in $language on a $screen', (way) => earn(way, true), 240_000);

  it.each([WAYS[0], WAYS[3]])(
    'with JavaScript off, in $language on a $screen',
    (way) => earn(way, false),
    240_000,
  );

  it('has given every one of them one licence, valid from today', async () => {
    const earned = await one<{ n: number; people: number }>(
      house.db.read,
      `SELECT count(*)::int AS n, count(DISTINCT person_id)::int AS people FROM licence WHERE category = 'A' AND state = 'valid' AND valid_from = '2026-11-24'`,
    );
    expect(earned).toEqual({ n: 6, people: 6 });
  });
});
