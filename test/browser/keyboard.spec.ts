import type { Page } from 'playwright-core';
import { browserHouse } from '../support/browser-house.js';
import type { Window } from '../support/browser.js';
import { Typist } from '../support/keyboard.js';
import { ScreenLearner } from '../support/screen-learner.js';

/** Nobody needs a mouse: skip link, menus, dialogs, and a question from first key to explanation. */
describe('with the keyboard alone', () => {
  const house = browserHouse({ at: '2026-11-24T09:00:00Z' });
  let window: Window;
  let page: Page;
  let keys: Typist;
  let learner: ScreenLearner;

  beforeAll(async () => {
    window = await house.open({ language: 'nl', screen: 'desktop' });
    page = window.page;
    keys = new Typist(window);
    learner = new ScreenLearner(house, window, house.sheet);
  });

  const focused = (): Promise<string> =>
    page.evaluate(`document.activeElement.textContent.trim().replace(/\\s+/g, ' ')`);
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  it('chooses the language before signing in, and is still on its way to the page that was asked for', async () => {
    await window.go('/login?to=/today&lang=nl');
    await keys.enter(button('English'));
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('input[name=to]').first().inputValue()).toBe('/today');
    await keys.enter(button('Nederlands'));
    expect(await page.locator('html').getAttribute('lang')).toBe('nl');
  }, 60_000);

  it('signs in: a colleague of the cast is a few tabs and Enter away', async () => {
    await window.go('/login');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe(learner.word('ui.skip'));
    await keys.enter(button(learner.word('sessions.be', { name: 'Chaima El Idrissi' })));
    expect(window.path).toBe('/today');
  }, 60_000);

  it('skips to the content: the next tab is the one thing to do', async () => {
    await window.go('/today');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe(learner.word('ui.skip'));
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe(learner.word('home.start_placement'));
  }, 60_000);

  it('opens the menu of the account, walks through it, and Escape gives the focus back', async () => {
    await window.go('/today');
    const opener = page.locator('[popovertarget=account]');
    await keys.open(opener);
    expect(await page.locator('#account').isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Nederlands');
    await page.keyboard.press('Escape');
    expect(await page.locator('#account').isVisible()).toBe(false);
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
  }, 60_000);

  it('answers a question with a digit and Enter, and lands on the explanation', async () => {
    await window.go('/practice?skill=ph.signals');
    await window.press(learner.word('attempts.practice_start'));
    for (let n = 0; n < 8 && (await page.locator('.opt input[type=radio]').count()) === 0; n += 1) {
      await learner.answer(true);
      await window.follow(page.locator('#quiz a.btn'));
    }
    expect(await page.locator('.opt input[type=radio]').count()).toBeGreaterThan(1);
    await page.keyboard.press('2');
    expect(await page.locator('.opt input').nth(1).isChecked()).toBe(true);
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('.opt input').nth(2).isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await page.locator('.feedback').waitFor();
    expect(await page.evaluate(`document.activeElement.classList.contains('feedback')`)).toBe(true);
    await page.keyboard.press('Tab');
    expect([learner.word('attempts.next'), learner.word('attempts.round_result')]).toContain(await focused());
  }, 120_000);

  it('asks before it hands in, keeps the focus in the dialog, and Escape changes nothing', async () => {
    await window.go('/exams/A');
    await window.press(learner.word('attempts.exam_start'));
    const exam = window.path;
    await keys.open(page.getByRole('link', { name: learner.word('attempts.hand_in') }));
    const dialog = page.locator('#hand-in');
    expect(await dialog.evaluate((element) => element.matches(':modal'))).toBe(true);
    for (let n = 0; n < 5; n += 1) {
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate(
          `document.activeElement === document.body || document.querySelector('#hand-in').contains(document.activeElement)`,
        ),
      ).toBe(true);
    }
    await page.keyboard.press('Escape');
    expect(await dialog.evaluate((element) => element.matches(':modal'))).toBe(false);
    expect(await focused()).toBe(learner.word('attempts.hand_in'));
    expect(window.path).toBe(exam);
  }, 60_000);

  it('would have stopped where the focus does not show, or something lies over it', async () => {
    const mail = page.getByRole('link', { name: learner.word('ui.demo_mail') });
    await window.go('/today');
    await mail.evaluate((link) => (link.style.outlineStyle = 'none'));
    await expect(keys.tabTo(mail)).rejects.toThrow('The focus does not show');
    await window.go('/today');
    await mail.evaluate((link) => {
      const cover = document.body.appendChild(document.createElement('div'));
      const { x, y, width, height } = link.getBoundingClientRect();
      const [left, top] = [`${x}px`, `${y}px`];
      Object.assign(cover.style, {
        ...{ position: 'fixed', left, top },
        ...{ width: `${width}px`, height: `${height}px` },
      });
    });
    await expect(keys.tabTo(mail)).rejects.toThrow('The focus does not show');
  }, 60_000);

  it('has met no fault on the way', () => {
    expect(window.faults).toEqual([]);
  });
});
