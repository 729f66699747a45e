import type { Browser } from 'playwright-core';
import { CatalogueService } from '#catalogue';
import { one, rows, systemActor } from '#kernel';
import { PeopleService } from '#people';
import { sessionsPaths, SessionsService } from '#sessions';
import { addExams, makeTruth } from '../../libs/attempts/src/testing/exam-answers.factory.js';
import { addPractice } from '../../libs/attempts/src/testing/practice-answers.factory.js';
import { madeContent } from '../../libs/attempts/src/testing/index.js';
import { addCast } from '../../libs/licences/src/testing/people.js';
import { testApp, type TestApp } from '../support/app.js';
import { IN_THE_DARK, launchBrowser, type Way, Window } from '../support/browser.js';

/** An author reads what hundreds of exams said about the questions, on both screens and in both languages. */
describe('an author who looks after the questions', () => {
  let browser: Browser;
  let house: TestApp;
  let origin: string;
  let anna: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    house = await testApp({ demo: false });
    const { app, db } = house;
    anna = (await addCast(db.read, app.get(PeopleService, { strict: false }))).anna;
    const grant = `INSERT INTO person_grant (person_id, granted, granted_at) VALUES ($1, 'author', now())`;
    await rows(db.read, grant, [anna]);
    const catalogue = app.get(CatalogueService, { strict: false });
    await catalogue.publish(systemActor('spec'), madeContent());
    const bank = await catalogue.listItems(db.read, { category: 'A', use: 'exam' });
    await addExams(db, makeTruth(bank, 'truth'), { people: 600, length: 20, seed: 'sat' });
    const practice = await catalogue.listItems(db.read, { category: 'A', use: 'practice' });
    const round = { people: 300, length: 20, share: 0.8, mean: 0, seed: 'practised' };
    await addPractice(db, makeTruth(practice, 'practised'), round);
    house.clock.set('2026-11-24T02:00:00Z');
    await house.run('calibrations.calibrate');
    origin = await house.listen();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  async function read(way: Way): Promise<void> {
    const window = await Window.open(browser, origin, way);
    const { page } = window;
    // She reads in the language of this window, whatever HR recorded.
    await rows(
      house.db.read,
      'INSERT INTO preference (person_id, language) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE SET language = $2',
      [anna, way.language],
    );
    const token = await house.db.transaction((tx) =>
      house.app.get(SessionsService, { strict: false }).makeLink(tx, anna, 60),
    );
    await window.go(sessionsPaths.useLink({ token }));
    await window.press(/^(Log in als|Sign in as) /);
    await window.go('/calibrations');
    await page.locator('main table a[href^="/calibrations/"]').first().click();
    await page.waitForURL(/\/calibrations\/[0-9a-f-]{36}$/);
    expect(await page.locator('html').getAttribute('lang')).toBe(way.language);
    expect(await page.locator('main').innerText()).toMatch(way.language === 'nl' ? /\d,\d\d/ : /\d\.\d\d/);
    await window.check('calibration');
    await page.locator('main a[href*="/items/"]').first().click();
    await page.waitForURL(/\/items\//);
    await window.check('item report');
    await page.locator('main a[href*="/calibrations/licences/A/items/"]').first().click();
    await page.waitForURL(/\/calibrations\/licences\/A\/items\//);
    await window.check('life of an item');
    await page.locator('form button.danger').click();
    await page.locator('[aria-invalid="true"]').waitFor();
    await window.check('life of an item without a reason');
    await window.go('/calibrations/licences/A');
    await window.check('items of a licence');
    const made = await one<{ id: string; item: string }>(
      house.db.read,
      `SELECT id, min(item_id) AS item FROM calibration c JOIN calibration_item i ON i.calibration_id = c.id
       WHERE use = 'practice' GROUP BY id`,
    );
    await window.go(`/calibrations/${made!.id}`);
    await window.check('practice proposal');
    await window.go(`/calibrations/${made!.id}/items/${made!.item}`);
    await window.check('practice item');
    await window.go('/memory');
    await window.check('memory');
    expect(window.faults).toEqual([]);
    await window.close();
  }

  it.each(IN_THE_DARK)('reads the list, the proposal and an item, in $language on a $screen', read, 60_000);
});
