import { one } from '#kernel';
import { browserHouse } from '../support/browser-house.js';
import { IN_THE_LIGHT, type Way } from '../support/browser.js';

/** Somebody is stuck, searches by keyboard, tries a card, and goes on; IT edits a card. */
describe('the front door of help', () => {
  const house = browserHouse();

  async function walk(way: Way): Promise<void> {
    const isDutch = way.language === 'nl';
    const { window, page } = await house.signIn(isDutch ? 'chaima' : 'daan', way);
    await window.go('/today');
    if (way.screen === 'desktop') {
      await page.keyboard.press('/');
      await page.keyboard.type('the printer does not prnt');
      await page.keyboard.press('Enter');
    } else {
      await page.locator('.top-find').click();
      await window.check('help');
      await page.locator('#help-q').fill('pritner drukt niet af');
      await page.keyboard.press('Enter');
    }
    await page.waitForURL(/\/help\/search/);
    await window.check('results');
    await page.locator('a[href*="/help/cards/printer"]').first().click();
    await page.waitForURL(/\/help\/cards\//);
    await page.locator('input[name="steps"]').first().focus();
    await page.keyboard.press('Space');
    await window.check('card');
    await page.locator('button[value="almost"]').click();
    await page.waitForURL(/trail=/);
    await window.check('card that almost helped');
    await window.go('/help/services');
    await window.check('services');
    expect(window.faults).toEqual([]);
    await window.close();
    await desk(way);
  }

  async function desk(way: Way): Promise<void> {
    const { window, page } = await house.signIn('nadia', way);
    await window.go('/it/status');
    await page.locator('input[name="nlTitle"]').fill(`Wifi hapert ${way.screen}`);
    await page.locator('form[action="/it/status"] button').click();
    await page.locator('.incidents a').first().waitFor();
    await window.check('status');
    await page.locator('.incidents a').first().click();
    await window.check('incident');
    await window.go('/it/knowledge');
    await window.check('shelf');
    const card = await one<{ id: string }>(house.db.read, `SELECT id FROM card WHERE slug = 'wifi-drops'`);
    await window.go(`/it/knowledge/cards/${card!.id}`);
    const steps = page.locator('textarea[name="nlSteps"]');
    await steps.fill('Een');
    await steps.selectText();
    await page.locator('markdown-toolbar md-bold').first().click();
    expect(await steps.inputValue()).toBe('**Een**');
    await page.locator('#preview strong').first().waitFor();
    await window.check('editor');
    expect(window.faults).toEqual([]);
    await window.close();
  }

  it.each(IN_THE_LIGHT)('helps, in $language on a $screen', walk, 90_000);
});
