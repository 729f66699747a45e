import { rows } from '#kernel';
import { browserHouse } from '../support/browser-house.js';
import { IN_THE_LIGHT, type Way } from '../support/browser.js';

/** Somebody is stuck, a colleague helps, thanks follow; the same steps without scripts in the journeys of `asks`. */
describe('asking a colleague', () => {
  const house = browserHouse();

  async function story(way: Way): Promise<void> {
    const asker = way.language === 'nl' ? 'chaima' : 'daan';
    const [helper] = await rows<{ id: string }>(
      house.db.read,
      `SELECT h.person_id AS id FROM ask_helper h JOIN person p ON p.id = h.person_id
       WHERE p.zone = 'Europe/Amsterdam' AND p.number > '1070' AND p.email IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM absence a WHERE a.person_id = p.id)
         AND NOT EXISTS (SELECT 1 FROM placement m WHERE m.person_id = p.id AND (m.night_shift OR NOT 1 = ANY (m.working_days)))
       ORDER BY p.number LIMIT 1`,
    );
    const helperId = helper?.id ?? '';
    await rows(house.db.read, 'UPDATE ask_helper SET is_on = false WHERE person_id <> $1', [helperId]);
    const helping = await house.signInAs(helperId, way);
    await helping.window.go('/help/asks/helping');
    await helping.page.locator('input[name="isOn"]').check();
    await helping.page.locator('select[name="perWeek"]').selectOption('8');
    for (const language of ['nl', 'en'])
      await helping.page.locator(`input[name="languages"][value="${language}"]`).check();
    await helping.window.check('helping');
    await helping.page.locator('form[action="/help/asks/helping"] button').click();
    await helping.page.waitForURL(/\/help\/asks$/);

    const { page, window } = await house.signIn(asker, way);
    await window.go('/help/ask');
    await window.check('ask form');
    // By keyboard alone from the first field on.
    await page.locator('input[name="wants"]').focus();
    await page.keyboard.type(
      way.language === 'nl' ? 'De printer drukt niet af' : 'The printer does not print',
    );
    // An answer comes by itself and takes nothing away: focus stays, and so does what is typed.
    await page.locator('#answers details').first().waitFor();
    expect(
      await page.locator('input[name="wants"]').evaluate((field) => field === document.activeElement),
    ).toBe(true);
    await page.locator('#answers summary').first().click();
    await window.check('ask form with answers');
    await page.locator('input[name="wants"]').fill('Een document delen');
    await page.locator('input[name="wants"]').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.type('Mail naar klant@voorbeeld.nl komt terug');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Niets');
    await page.keyboard.press('Enter');
    await page.locator('form[action="/help/ask"] button.primary').focus();
    await page.keyboard.press('Enter');
    await page.locator('input[name="confirm"]').waitFor();
    await window.check('ask form with what was found');
    await page.locator('input[name="confirm"]').check();
    await page.locator('form[action="/help/ask"] button.primary').click();
    await page.waitForURL(/\/help\/asks\/[0-9a-f-]{36}$/);
    await window.check('thread that waits');
    const url = new URL(page.url()).pathname;

    await helping.window.go('/help/asks');
    await helping.window.check('list with a waiting ask');
    await helping.window.go(url);
    await helping.window.check('thread on my turn');
    await helping.page.locator('button[value="take"]').click();
    await helping.page
      .locator('textarea[name="words"]')
      .fill('1. Kies Delen\n2. Kies **specifieke personen**');
    await helping.page.locator('form[action$="/answers"] button').click();
    await helping.page.locator('main ol').waitFor();
    await helping.window.check('thread with an answer');

    await window.go(url);
    await page.locator('form[action$="/solution"] button').click();
    await page.locator('form[action$="/thanks"]').waitFor();
    await window.check('thread that is solved');
    await page.locator('form[action$="/thanks"] button').click();
    await page.locator('form[action$="/thanks"]').waitFor({ state: 'detached' });
    await helping.window.go('/kudos');
    await helping.window.check('kudos');
    await window.go('/help/coach');
    await window.check('coach');
    expect([...window.faults, ...helping.window.faults]).toEqual([]);
    await window.close();
    await helping.window.close();

    const anna = await house.signIn('anna', way);
    await anna.window.go('/hr/rewards');
    await anna.window.check('rewards');
    await anna.window.go('/hr/digicoaches');
    await anna.window.check('digicoaches');
    expect(anna.window.faults).toEqual([]);
    await anna.window.close();
  }

  it.each(IN_THE_LIGHT)('works by keyboard and by touch, in $language on a $screen', story, 120_000);
});
