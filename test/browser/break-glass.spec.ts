import { FacilitiesService } from '#facilities';
import { rows } from '#kernel';
import { browserHouse } from '../support/browser-house.js';
import { IN_THE_DARK, IN_THE_LIGHT } from '../support/browser.js';
import type { CastName } from '../support/cast.js';

/** Those of the cast who may be without a licence on the first day of the demo. */
const MAYBE = ['chaima', 'daan', 'femke', 'giovanni', 'karim', 'lotte'] as const;

/** Somebody without the licence opens a facility in need; HR looks at it afterwards. And every page around it. */
describe('broken glass and its review', () => {
  const house = browserHouse({ at: '2026-11-30T09:00:00Z' });

  /** A facility that is closed to somebody for want of a licence, and that nobody opened in need yet. */
  async function inNeed(): Promise<{ name: CastName; id: string }> {
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
      if (closed) return { name, id: closed.id };
    }
    throw new Error('Everybody in the demo has every licence.');
  }

  it.each(IN_THE_LIGHT)(
    'in $language on a $screen',
    async (way) => {
      const need = await inNeed();
      const { window, page, word, main } = await house.signIn(need.name, way);
      await window.go('/facilities');
      await window.follow(page.locator(`a[href="/facilities/${need.id}/break-glass"]`));
      await page.locator('textarea[name=reason]').fill('Storing bij een klant');
      await window.press(word('facilities.glass_do'));
      expect(window.path).toBe('/facilities');
      expect(await main()).toContain(word('facilities.because_break_glass'));
      expect(window.faults).toEqual([]);

      const anna = await house.signIn('anna', way);
      const desk = anna.window;
      await desk.go('/facilities/passes');
      expect(await anna.main()).toContain('Storing bij een klant');
      const review = desk.page.locator('form[action$="/review"]').first();
      await review.locator('select').selectOption('justified');
      await desk.follow(review.locator('button'));
      expect(await anna.main()).toContain(anna.word('facilities.unreviewed_none'));

      for (const path of ['/licences/desk', '/licences/held', '/licences/register']) await desk.go(path);
      await desk.go('/licences/held');
      await desk.press(anna.word('licences.export_ask_xlsx'));
      await house.drain();
      await desk.press(anna.word('licences.export_refresh'), 'link');
      expect(await anna.main()).toContain(anna.word('licences.export_get'));
      expect(desk.faults).toEqual([]);
    },
    180_000,
  );

  it.each(IN_THE_DARK)(
    'lets the manager and the administrator look, in $language on a $screen',
    async (way) => {
      const { window: team } = await house.signIn('bram', way);
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
      const anna = await house.signIn('anna', way);
      const room = anna.window;
      await room.go('/facilities/gatekeepers');
      await room.page.locator('input[name=name]').fill('Deuren');
      await room.page.locator('input[name=url]').fill('https://doors.example/hook');
      await room.press(anna.word('facilities.subscription_add'));
      expect(await anna.main()).toContain('whsec_');
      await room.follow(room.page.locator('a[href^="/facilities/gatekeepers/"]').first());
      expect(room.faults).toEqual([]);
    },
    180_000,
  );
});
