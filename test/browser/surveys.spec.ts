import { one } from '#kernel';
import { browserHouse } from '../support/browser-house.js';
import { IN_THE_LIGHT, type Way } from '../support/browser.js';

/** A colleague answers in twenty seconds, IT predicts, and HR reads the difference. */
describe('both sides on a screen', () => {
  const house = browserHouse();

  async function walk(way: Way): Promise<void> {
    const open = await one<{ id: string }>(house.db.read, `SELECT id FROM survey WHERE state = 'open'`);
    const pulse = `/pulse/${open!.id}`;
    // One colleague for each way, and the first of them without JavaScript.
    const name = way.language === 'nl' ? 'chaima' : 'emilia';
    const colleague = await house.signIn(name, { ...way, javaScript: way.language !== 'nl' });
    await colleague.window.go(pulse);
    if (way.language !== 'nl') await colleague.window.check('pulse');
    await colleague.page.locator('input[name="solved"][value="yes"]').focus();
    await colleague.page.keyboard.press('Space');
    await colleague.page.locator('input[name="effort"][value="4"]').focus();
    await colleague.page.keyboard.press('Space');
    await colleague.page.locator(`form[action="${pulse}"] button`).focus();
    await colleague.page.keyboard.press('Enter');
    await colleague.page
      .getByRole('heading', { level: 1, name: colleague.word('surveys.thanks_title') })
      .waitFor();
    if (way.language !== 'nl') await colleague.window.check('thanks');
    expect(colleague.window.faults).toEqual([]);
    await colleague.window.close();

    const nadia = await house.signIn('nadia', way);
    await nadia.window.go('/it/predictions');
    await nadia.page.locator('input[name="satisfied"]').fill('72');
    await nadia.page.locator('input[name="speed"]').fill('5');
    await nadia.page.locator('input[name="human"]').fill('83');
    await nadia.page.locator('form[action^="/it/predictions/"] button').click();
    await nadia.page.locator('.tag.ok').first().waitFor();
    await nadia.window.check('predictions');
    expect(nadia.window.faults).toEqual([]);
    await nadia.window.close();

    const { window, page } = await house.signIn('anna', way);
    for (const path of [
      '/hr/surveys',
      '/hr/surveys/new',
      '/hr/insights/perception',
      '/hr/insights/treatment',
    ]) {
      await window.go(path);
      await window.check(path);
    }
    await window.go('/hr/surveys');
    await page.locator('main table a').first().click();
    await page.waitForURL(/\/hr\/surveys\/[0-9a-f-]{36}$/);
    await window.check('survey');
    expect(window.faults).toEqual([]);
    await window.close();
  }

  it.each(IN_THE_LIGHT)('answer, predict and read, in $language on a $screen', walk, 120_000);
});
