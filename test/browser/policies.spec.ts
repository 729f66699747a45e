import type { Browser } from 'playwright-core';
import { one } from '#kernel';
import { draftOf, PoliciesService } from '#policies';
import { systemActor } from '#kernel';
import { AnswerSheet } from '../support/answers.js';
import { testApp, type TestApp } from '../support/app.js';
import { launchBrowser, WAYS, Window } from '../support/browser.js';
import { ScreenLearner } from './screen-learner.js';

const MODES = ['new', 'renewal', 'now', 'now'] as const;

/** Anna changes a living policy from 12 to 24 months, each time for others, and looks at what needs a person. */
describe('a living policy changes', () => {
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

  it.each(WAYS.map((way, index) => ({ ...way, index })))(
    'in $language on a $screen',
    async ({ index, ...way }) => {
      const policies = house.app.get(PoliciesService);
      const rule = { team: { code: 'FIN', below: true } };
      const title = { nl: `Elk jaar ${index}`, en: `Every year ${index}` };
      const yearly = { title, category: 'A', due: { afterJoining: 20 }, rule, renewMonths: 12 };
      const id = await policies.create(systemActor('demo'), draftOf(yearly));
      await policies.publish(systemActor('demo'), id);
      await house.drain();

      const window = await Window.open(browser, origin, way);
      const { page } = window;
      const anna = new ScreenLearner(house, window, sheet);
      const word = anna.word.bind(anna);
      await anna.signInByCast('Anna de Wit');
      await window.go(`/policies/${id}/edit`);
      await page.locator('input[name=renewMonths]').fill('24');
      await page.locator(`input[name=applyTo][value=${MODES[index]}]`).check({ force: true });
      await window.check('policy builder, changed');
      await window.press(word('policies.show_consequences'));
      await window.check('policy change');
      const main = page.locator('main');
      expect(await main.innerText()).toContain(word('policies.plan_changes'));
      expect(await main.innerText()).toContain(word(`policies.apply_to_${MODES[index]}`));
      await window.press(word('policies.publish'));
      await house.drain();
      const version = await one<{ mode: string; months: number }>(
        house.db.read,
        'SELECT apply_to AS mode, renew_months AS months FROM policy_version WHERE policy_id = $1 AND version = 2',
        [id],
      );
      expect(version).toEqual({ mode: MODES[index], months: 24 });

      await window.go('/policies/waivers');
      await page.locator('select[name=policyId]').selectOption(id);
      await page.locator('input[name=number]').fill('1003');
      await page.locator('input[name=until]').fill('2027-01-15');
      await page.locator('textarea[name=reason]').fill('Afgesproken in het gesprek');
      await window.press(word('policies.waiver_ask'));
      await window.check('waivers');
      await window.go('/policies/exceptions');
      await window.check('exceptions');
      await window.go('/policies/free-days');
      await window.check('free days');
      await window.go(`/policies/people/${await house.idOf('chaima')}?asOf=2027-06-01`);
      await window.check('requirements of one person');
      expect(window.faults).toEqual([]);
      await window.close();
    },
    240_000,
  );
});
