import type { Browser } from 'playwright-core';
import { one } from '#kernel';
import { draftOf, PoliciesService } from '#policies';
import { systemActor } from '#kernel';
import { AnswerSheet } from '../support/answers.js';
import { testApp, type TestApp } from '../support/app.js';
import { IN_THE_DARK, launchBrowser, Window } from '../support/browser.js';
import { ScreenLearner } from './screen-learner.js';

/** For whom the change counts: one walk in the first way, two in the second. */
const WALKS = [
  { ...IN_THE_DARK[0], modes: ['now'] },
  { ...IN_THE_DARK[1], modes: ['new', 'renewal'] },
] as const;
type Mode = (typeof WALKS)[number]['modes'][number];

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

  /** A policy of every 12 months for Finance and who is below it, in force since its publication. */
  async function yearly(mode: Mode): Promise<string> {
    const policies = house.app.get(PoliciesService);
    const rule = { team: { code: 'FIN', below: true } };
    const title = { nl: `Elk jaar, ${mode}`, en: `Every year, ${mode}` };
    const draft = draftOf({ title, category: 'A', due: { afterJoining: 20 }, rule, renewMonths: 12 });
    const id = await policies.create(systemActor('demo'), draft);
    await policies.publish(systemActor('demo'), id);
    await house.drain();
    return id;
  }

  /** Makes it 24 months on the screen, for those whom `mode` names. */
  async function change(anna: ScreenLearner, id: string, mode: Mode): Promise<void> {
    const { window } = anna;
    const { page } = window;
    await window.go(`/policies/${id}/edit`);
    await page.locator('input[name=renewMonths]').fill('24');
    await page.locator(`input[name=applyTo][value=${mode}]`).check({ force: true });
    await window.check('policy builder, changed');
    await window.press(anna.word('policies.show_consequences'));
    await window.check(`policy change ${mode}`);
    const main = page.locator('main');
    expect(await main.innerText()).toContain(anna.word('policies.plan_changes'));
    expect(await main.innerText()).toContain(anna.word(`policies.apply_to_${mode}`));
    await window.press(anna.word('policies.publish'));
    await house.drain();
    const version = await one<{ mode: string; months: number }>(
      house.db.read,
      'SELECT apply_to AS mode, renew_months AS months FROM policy_version WHERE policy_id = $1 AND version = 2',
      [id],
    );
    expect(version).toEqual({ mode, months: 24 });
  }

  it.each(WALKS)(
    'for $modes, in $language on a $screen',
    async ({ modes, ...way }) => {
      const window = await Window.open(browser, origin, way);
      const { page } = window;
      const anna = new ScreenLearner(house, window, sheet);
      await anna.signInByCast('Anna de Wit');
      let id = '';
      for (const mode of modes) {
        id = await yearly(mode);
        await change(anna, id, mode);
      }

      await window.go('/policies/waivers');
      await page.locator('select[name=policyId]').selectOption(id);
      await page.locator('input[name=number]').fill('1003');
      await page.locator('input[name=until]').fill('2027-01-15');
      await page.locator('textarea[name=reason]').fill('Afgesproken in het gesprek');
      await window.press(anna.word('policies.waiver_ask'));
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
