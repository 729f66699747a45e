import type { Browser } from 'playwright-core';
import { FacilitiesService } from '#facilities';
import { one, rows } from '#kernel';
import { AnswerSheet } from '../support/answers.js';
import { testApp, type TestApp } from '../support/app.js';
import { IN_THE_DARK, IN_THE_LIGHT, launchBrowser, type Way, Window } from '../support/browser.js';
import { ScreenLearner } from './screen-learner.js';

/** Those of the cast who may be without a licence on the first day of the demo. */
const MAYBE = ['chaima', 'daan', 'femke', 'giovanni', 'karim', 'lotte'] as const;

/** Somebody without the licence opens a facility in need; HR looks at it afterwards. And every page around it. */
describe('broken glass and its review', () => {
  let house: TestApp;
  let origin: string;
  let browser: Browser;
  let sheet: AnswerSheet;

  beforeAll(async () => {
    house = await testApp({ at: '2026-11-30T09:00:00Z' });
    [origin, browser, sheet] = await Promise.all([house.listen(), launchBrowser(), AnswerSheet.load()]);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  /** A facility that is closed to somebody for want of a licence, and that nobody opened in need yet. */
  async function inNeed(): Promise<{ name: string; id: string; code: string }> {
    for (const name of MAYBE) {
      const personId = await house.idOf(name);
      const broken = await rows<{ id: string }>(
        house.db.read,
        'SELECT facility_id AS id FROM facility_pass WHERE person_id = $1',
        [personId],
      );
      const own = await house.app.get(FacilitiesService).of(house.db.read, personId);
      const closed = own.find(
        ({ access, reason, id }) =>
          access === 'closed' && reason === 'never-held' && !broken.some((each) => each.id === id),
      );
      const person = await one<{ name: string }>(
        house.db.read,
        'SELECT display_name AS name FROM person WHERE id = $1',
        [personId],
      );
      if (closed && person) return { name: person.name, id: closed.id, code: closed.code };
    }
    throw new Error('Everybody in the demo has every licence.');
  }

  async function signIn(name: string, way: Way): Promise<[Window, ScreenLearner]> {
    const window = await Window.open(browser, origin, way);
    const who = new ScreenLearner(house, window, sheet);
    await who.signInByCast(name);
    return [window, who];
  }

  it.each(IN_THE_LIGHT)(
    'in $language on a $screen',
    async (way) => {
      const need = await inNeed();
      const [window, employee] = await signIn(need.name, way);
      const { page } = window;
      await window.go('/facilities');
      await window.follow(page.locator(`a[href="/facilities/${need.id}/break-glass"]`));
      await page.locator('textarea[name=reason]').fill('Storing bij een klant');
      await window.press(employee.word('facilities.glass_do'));
      expect(window.path).toBe('/facilities');
      expect(await page.locator('main').innerText()).toContain(
        employee.word('facilities.because_break_glass'),
      );
      expect(window.faults).toEqual([]);

      const [desk, anna] = await signIn('Anna de Wit', way);
      await desk.go('/facilities/passes');
      const text = await desk.page.locator('main').innerText();
      expect(text).toContain('Storing bij een klant');
      const review = desk.page.locator('form[action$="/review"]').first();
      await review.locator('select').selectOption('justified');
      await desk.follow(review.locator('button'));
      expect(await desk.page.locator('main').innerText()).toContain(anna.word('facilities.unreviewed_none'));

      for (const path of ['/licences/desk', '/licences/held', '/licences/register']) await desk.go(path);
      await desk.go('/licences/held');
      await desk.press(anna.word('licences.export_ask'));
      await house.drain();
      await desk.press(anna.word('licences.export_refresh'), 'link');
      expect(await desk.page.locator('main').innerText()).toContain(anna.word('licences.export_get'));
      expect(desk.faults).toEqual([]);
    },
    180_000,
  );

  it.each(IN_THE_DARK)(
    'lets the manager and the administrator look, in $language on a $screen',
    async (way) => {
      const [team] = await signIn('Bram Janssen', way);
      for (const path of [
        '/licences/lapses',
        '/facilities/cover?on=2026-12-01',
        '/licences/held',
        '/facilities',
      ]) {
        await team.go(path);
        expect(await team.page.locator('main h1').count()).toBe(1);
      }
      expect(team.faults).toEqual([]);
      await rows(
        house.db.read,
        `INSERT INTO person_grant (person_id, granted, granted_at) VALUES ($1, 'admin', now()) ON CONFLICT DO NOTHING`,
        [await house.idOf('anna')],
      );
      const [room, anna] = await signIn('Anna de Wit', way);
      await room.go('/facilities/gatekeepers');
      await room.page.locator('input[name=name]').fill('Deuren');
      await room.page.locator('input[name=url]').fill('https://doors.example/hook');
      await room.press(anna.word('facilities.subscription_add'));
      expect(await room.page.locator('main').innerText()).toContain('whsec_');
      await room.follow(room.page.locator('a[href^="/facilities/gatekeepers/"]').first());
      expect(room.faults).toEqual([]);
    },
    180_000,
  );
});
