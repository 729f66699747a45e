import { CatalogueService } from '#catalogue';
import { one, rows, systemActor } from '#kernel';
import { PeopleService } from '#people';
import { addExams, makeTruth } from '../../libs/attempts/src/testing/exam-answers.factory.js';
import { addPractice } from '../../libs/attempts/src/testing/practice-answers.factory.js';
import { madeContent } from '../../libs/attempts/src/testing/index.js';
import { addCast } from '../../libs/licences/src/testing/people.js';
import { browserHouse } from '../support/browser-house.js';
import { IN_THE_DARK, type Way } from '../support/browser.js';

/** An author reads what hundreds of exams said about the questions, on both screens and in both languages. */
describe('an author who looks after the questions', () => {
  const house = browserHouse({ demo: false });
  let anna: string;

  beforeAll(async () => {
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
  }, 180_000);

  async function read(way: Way): Promise<void> {
    const { window, page, main } = await house.signInAs(anna, way);
    await window.go('/calibrations');
    await page.locator('main table a[href^="/calibrations/"]').first().click();
    await page.waitForURL(/\/calibrations\/[0-9a-f-]{36}$/);
    expect(await page.locator('html').getAttribute('lang')).toBe(way.language);
    expect(await main()).toMatch(way.language === 'nl' ? /\d,\d\d/ : /\d\.\d\d/);
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
