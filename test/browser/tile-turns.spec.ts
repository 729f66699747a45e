import type { Locator, Page } from 'playwright-core';
import { one, rows } from '#kernel';
import { t } from '#ui';
import { browserHouse } from '../support/browser-house.js';
import { Learner } from '../journeys/learner.js';
import { MAIN_WAYS, type Way } from '../support/browser.js';
import { ScreenLearner } from '../support/screen-learner.js';

interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** What sending one reminder came to, as the page says it. */
const ONE_REMINDED = { requested: 1, later: 0, remindedThisWeek: 0, away: 0, notNeeded: 0 };

/**
 * Bram sees who in his team may drive. In one window he has the page of his team; in another a colleague takes the exam,
 * question by question, and the tile turns. Then he reminds somebody else. The exam's own pages are those of the story
 * of an employee, so the colleagues of the other ways take it by its links and forms alone.
 */
describe('a manager sees the tile turn', () => {
  const house = browserHouse({ at: '2026-12-22T09:00:00Z' });
  let colleagues: Colleague[];
  const reminded = new Set<string>();

  beforeAll(async () => {
    colleagues = await rows(
      house.db.read,
      `SELECT p.id, p.display_name AS name, p.email FROM person p JOIN person_facts('2026-12-22') f ON f.person_id = p.id
       WHERE f.manager_id = $1 AND p.number <> '1006' AND (SELECT count(*) FROM person o WHERE o.email = p.email) = 1
         AND NOT EXISTS (SELECT 1 FROM licence l WHERE l.person_id = p.id) ORDER BY p.number`,
      [await house.idOf('bram')],
    );
  }, 60_000);

  /** The exam as the colleague sees it, on a screen of the same size; gives what went wrong on the pages. */
  async function passOnScreen(way: Way, colleague: Colleague): Promise<string[]> {
    const window = await house.open(way);
    const learner = new ScreenLearner(house, window, house.sheet);
    await learner.signInByMail(colleague.email, colleague.name.split(' ')[0] ?? '');
    await window.go('/exams/A');
    expect(await learner.passExam()).toBeGreaterThanOrEqual(10);
    expect(await window.page.locator('h1').innerText()).toBe(learner.word('attempts.result_passed'));
    await window.close();
    return window.faults;
  }

  async function passByForms({ id }: Colleague): Promise<void> {
    const visitor = await house.visit();
    await visitor.signInAs(id);
    await visitor.open('/exams/A');
    let asked = 0;
    const result = await Learner.at(house, visitor, house.sheet).takeExam(
      () => true,
      () => (asked += 1),
    );
    expect(asked).toBeGreaterThanOrEqual(10);
    expect((['nl', 'en'] as const).map((language) => t(language, 'attempts.result_passed'))).toContain(
      /<h1[^>]*>([^<]+)</.exec(result.html)?.[1],
    );
  }

  /** The first of "for you today" whom nobody reminded yet: a reminder counts once a week. */
  async function someoneToRemind(page: Page): Promise<{ link: Locator; personId: string }> {
    for (const link of await page.locator('main li a[href*="/team/reminders"]').all()) {
      const personId = /[0-9a-f-]{36}/.exec((await link.getAttribute('href')) ?? '')?.[0];
      if (personId && !reminded.has(personId)) return { link, personId };
    }
    throw new Error('Nobody needs a reminder.');
  }

  it.each(MAIN_WAYS)(
    'in $language on a $screen',
    async (way) => {
      const { window, page, word, main } = await house.signIn('bram', way);
      await window.go('/team');
      const colleague = colleagues.shift();
      if (!colleague) throw new Error('Bram has too few people without a licence.');
      const tile = page.locator('.heat tr').filter({ hasText: colleague.name }).locator('td').first();
      const before = await tile.innerText();

      if (way === MAIN_WAYS[0]) expect(await passOnScreen(way, colleague)).toEqual([]);
      else await passByForms(colleague);
      await window.go('/team');
      await window.check('team after the exam');
      const after = await tile.innerText();
      expect(after).not.toBe(before);
      expect(await tile.textContent()).toContain(
        word('home.cell_label', { name: colleague.name, category: 'A', state: '' }).trim(),
      );
      expect(await tile.locator('.h-ok, .ok').count()).toBe(1);
      // Status and dates: nothing of answers, scores or practice.
      expect(await main()).not.toMatch(/\d+ ?% (goed|right)|score\b/i);

      const { link, personId } = await someoneToRemind(page);
      reminded.add(personId);
      await window.follow(link);
      await window.press(word('home.remind_send'));
      expect(await main()).toContain(word('home.reminded', ONE_REMINDED));
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
