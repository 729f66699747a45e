import { randomUUID } from 'node:crypto';
import type { Browser, Locator, Page } from 'playwright-core';
import { one, rows, systemActor } from '#kernel';
import { LicencesService } from '#licences';
import { AnswerSheet } from '../support/answers.js';
import { testApp, type TestApp } from '../support/app.js';
import { launchBrowser, WAYS, Window } from '../support/browser.js';
import { ScreenLearner } from './screen-learner.js';

/** Bram sees who in his team may drive: a colleague passes the exam and the tile turns; he reminds another. */
describe('a manager sees the tile turn', () => {
  let house: TestApp;
  let origin: string;
  let browser: Browser;
  let sheet: AnswerSheet;
  let colleagues: { id: string; name: string }[];
  const reminded = new Set<string>();

  beforeAll(async () => {
    house = await testApp({ at: '2026-12-22T09:00:00Z' });
    [origin, browser, sheet] = await Promise.all([house.listen(), launchBrowser(), AnswerSheet.load()]);
    colleagues = await rows(
      house.db.read,
      `SELECT p.id, p.display_name AS name FROM person p JOIN person_facts('2026-12-22') f ON f.person_id = p.id
       WHERE f.manager_id = $1 AND p.number <> '1006' AND NOT EXISTS (SELECT 1 FROM licence l WHERE l.person_id = p.id) ORDER BY p.number`,
      [await house.idOf('bram')],
    );
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  /** What an exam that was passed leaves behind, by the same way as the exam itself does it. */
  async function passExam(personId: string): Promise<void> {
    const now = house.clock.now();
    const exam = { attemptId: randomUUID(), personId, category: 'A', decidedAt: now.toString() };
    await house.db.transaction((tx) =>
      house.app.get(LicencesService).considerExam(tx, systemActor('specs'), exam, now),
    );
    await house.drain();
  }

  /** The first of "for you today" whom nobody reminded yet: a reminder counts once a week. */
  async function someoneToRemind(page: Page): Promise<{ link: Locator; personId: string }> {
    for (const link of await page.locator('main li a[href*="/team/reminders"]').all()) {
      const personId = /[0-9a-f-]{36}/.exec((await link.getAttribute('href')) ?? '')?.[0];
      if (personId && !reminded.has(personId)) return { link, personId };
    }
    throw new Error('Nobody needs a reminder.');
  }

  it.each(WAYS)(
    'in $language on a $screen',
    async (way) => {
      const window = await Window.open(browser, origin, way);
      const { page } = window;
      const bram = new ScreenLearner(house, window, sheet);
      await bram.signInByCast('Bram Janssen');
      await window.go('/team');
      const colleague = colleagues.shift();
      if (!colleague) throw new Error('Bram has too few people without a licence.');
      const tile = page.locator('.heat tr').filter({ hasText: colleague.name }).locator('td').first();
      const before = await tile.innerText();

      await passExam(colleague.id);
      await window.go('/team');
      const after = await tile.innerText();
      expect(after).not.toBe(before);
      expect(await tile.textContent()).toContain(
        bram.word('home.cell_label', { name: colleague.name, category: 'A', state: '' }).trim(),
      );
      expect(await tile.locator('.h-ok, .ok').count()).toBe(1);
      // Status and dates: nothing of answers, scores or practice.
      expect(await page.locator('main').innerText()).not.toMatch(/\d+ ?% (goed|right)|score\b/i);

      const { link, personId } = await someoneToRemind(page);
      reminded.add(personId);
      await window.follow(link);
      await window.press(bram.word('home.remind_send'));
      expect(await page.locator('main').innerText()).toContain(bram.word('home.reminded', { n: 1 }));
      await house.drain();
      const sent = await one<{ n: number }>(
        house.db.read,
        `SELECT count(*)::int AS n FROM nudge WHERE person_id = $1 AND purpose = 'reminder'`,
        [personId],
      );
      expect(sent?.n).toBe(1);
      expect(window.faults).toEqual([]);
      await window.close();
    },
    240_000,
  );
});
